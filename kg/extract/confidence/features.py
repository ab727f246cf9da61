"""What speaks for a fact and against it, by names that hold no word of the text: `unit=money`, `head=verb.growth`.

They tell the rule that found it, the form of its number, name and period, the tags of the words in and around it, and
where it stands: in the sentence, among other facts, in the document.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.extract.observation.finder import ObservationFound, Reading
from kg.extract.project.finder import ProjectFound
from kg.model import Document, Observation, Project, Sentence
from kg.reference import indicators
from kg.text import lexicon
from kg.text.line import Line
from kg.text.tokens import cut

# Tags of tables and of linking say nothing of a word in a sentence.
_ELSEWHERE = ("link.", "table-")
_BUCKETS = (1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 50, 80, 120, 200)
# Steps of what speaks for a name of a project, in hundredths of a logit.
_STEPS = (0, 80, 160, 240, 320, 400)


def of_observations(
    line: Line,
    reading: Reading,
    stated: Sequence[Observation],
    document: Document,
    sentence: Sentence,
    projects: Sequence[ProjectFound],
) -> Iterator[tuple[str, ...]]:
    """The features of each observation of a sentence, in order; `projects` are those that the sentence names."""
    if not stated:
        return
    around = (
        *_of_sentence(line, document, sentence, len(stated), len(reading.rejected)),
        *_of_undertakings(document, projects),
    )
    before: Observation | None = None
    for found, item in zip(reading.observations, stated, strict=True):
        name = tuple(_of_name(line, found.start, item.indicator))
        own = (*_of_number(line, found, item, document), *name, _headed(name, document), *_of_frame(item, document))
        yield (*around, *own, *_of_neighbour(before, item))
        before = item


def of_projects(
    line: Line, found: Sequence[ProjectFound], stated: Sequence[Project], document: Document, sentence: Sentence
) -> Iterator[tuple[str, ...]]:
    """The features of each naming of a project in a sentence, in order."""
    if not stated:
        return
    around = tuple(_of_sentence(line, document, sentence, len(stated), 0))
    for name, item in zip(found, stated, strict=True):
        yield (
            *around,
            *_of_project(item),
            *_judged(name.weight),
            *_of_name(line, name.start, item.name),
            *_beside(line, name.start, name.end),
        )


def of_row(item: Observation | Project) -> tuple[str, ...]:
    """The features of what a row of a table states, which has no words around it."""
    frame = f"measure={item.measure}" if isinstance(item, Observation) else f"stage={item.stage}"
    return "role=table", f"rule={item.rule}", frame, f"status={item.status}"


def _of_sentence(line: Line, document: Document, sentence: Sentence, stated: int, rejected: int) -> Iterator[str]:
    yield f"document={document.kind.value}"
    yield f"role={sentence.role}"
    yield f"section={sentence.context.status.value}+{sentence.context.status.origin.kind}"
    yield f"headings={min(len(sentence.headings), 3)}"
    yield f"letters={_bucket(len(line.text))}"
    yield f"facts={_bucket(stated)}"
    yield f"numbers={_bucket(len(line.quantities))}"
    if rejected:
        yield f"rejected={_bucket(rejected)}"


def _of_undertakings(document: Document, projects: Sequence[ProjectFound]) -> Iterator[str]:
    """How much of an undertaking's own story is told: its figures are none of a place's."""
    yield f"projects={min(len(projects), 2)}+{document.kind.value}"
    yield from (f"title={tag}" for tag in _heads(document.title.value))


_HEAD = "project-head."


@lru_cache(maxsize=256)
def _heads(title: str) -> tuple[str, ...]:
    """The kinds of heads of projects that a title has."""
    return tuple(sorted({tag for word in cut(title) for tag in _tags(word.text) if tag.startswith(_HEAD)}))


def _headed(name: Sequence[str], document: Document) -> str:
    """Whether a name of such features has a project's head in it, in a document of this kind."""
    return f"headed={any(_HEAD in told for told in name)}+{document.kind.value}"


def _of_number(line: Line, found: ObservationFound, item: Observation, document: Document) -> Iterator[str]:
    start, end = found.number
    quantity = next((each for each in line.quantities if (each.start, each.end) == (start, end)), None)
    kind = quantity.kind if quantity else ""
    yield f"rule={item.rule}"
    yield f"unit={kind}"
    yield f"rule+unit={item.rule}+{kind}"
    yield f"rule+measure={item.rule}+{item.measure}"
    yield f"unit+measure={kind}+{item.measure}"
    yield f"unit+document={kind}+{document.kind.value}"
    yield f"rule+document={item.rule}+{document.kind.value}"
    yield f"digits={_form(item.value)}"
    if quantity:
        yield f"number-rule={quantity.rule}"
    yield f"gap={_bucket(start - found.start - len(item.indicator)) if found.start < start else 'behind'}"
    yield f"depth={min(line.depth(start), 2)}"
    yield from _beside(line, start, end)


def _form(value: str) -> str:
    whole, point, _ = value.partition(".")
    return f"{min(len(whole.lstrip('-')), 6)}{'d' if point else ''}"


def _beside(line: Line, start: int, end: int) -> Iterator[str]:
    """The tags of the words directly before and behind a stretch."""
    for side, at in (("before", line.number[start] - 1), ("behind", line.number[end - 1] + 1)):
        yield from (f"{side}={tag}" for tag in _tags(line.word(at)))


def _of_name(line: Line, start: int, name: str) -> Iterator[str]:
    """Its length, the tags of its words, of its first and last word, and where it begins."""
    end = min(start + len(name), len(line.text))
    words = [token.text for token in line.within(start, end)] or [name]
    yield f"length={_bucket(len(name))}"
    yield f"words={_bucket(len(words))}"
    yield f"as-written={line.text.startswith(name, start)}"
    yield f"opens={_opening(line.text[:start])}"
    yield f"whole-words={start in line.bounds and end in line.bounds}"
    for where, word in (("first", words[0]), ("last", words[-1])):
        yield from (f"{where}={tag}" for tag in _tags(word) or ("none",))
        yield f"{where}-letters={min(len(word), 4)}"
    yield from {f"holds={tag}" for word in words[1:-1] for tag in _tags(word)}


def _opening(before: str) -> str:
    """The mark behind which a name begins."""
    return "start" if not before else before[-1] if before[-1] in "，。；：、（“" else "inside"


def _of_frame(item: Observation, document: Document) -> Iterator[str]:
    yield f"measure={item.measure}"
    yield f"bound={item.bound}"
    yield f"period={_period(item.period, document.year.value)}"
    yield f"status+period={item.status}+{_period(item.period, document.year.value)}"
    yield f"place={'own' if not item.place else 'other'}"
    known = indicators.meaning(item.indicator, item.measure, item.unit, item.place or document.place.value)
    yield f"known={known is not None}"
    for field, origin in item.origins:
        yield f"{field}-from={origin.kind}"
        if field == "status":
            yield f"status+from={item.status}+{origin.kind}"


def _period(period: str, year: str) -> str:
    """The form of a period, told from the year under review."""
    if not period:
        return "none"
    if len(period) > 4:
        return "span" if len(period) == 9 else "part"
    return str(max(-2, min(2, int(period) - int(year)))) if year else "year"


def _of_neighbour(before: Observation | None, item: Observation) -> Iterator[str]:
    if before is None:
        yield "neighbour=first"
        return
    yield f"neighbour={before.rule}"
    yield f"neighbour-name={'same' if before.indicator == item.indicator else 'other'}"
    yield f"neighbour-unit={'same' if before.unit == item.unit else 'other'}"


def _judged(weight: int) -> Iterator[str]:
    """How much speaks for a name, as the steps that it reaches: each weighs by itself what it adds to the one below."""
    yield from (f"judged={step}" for step in _STEPS if weight >= step)


def _of_project(item: Project) -> Iterator[str]:
    yield f"stage={item.stage}"
    yield f"status={item.status}"
    yield f"stage+status={item.stage}+{item.status}"
    yield f"capacity={bool(item.capacity)}"
    yield f"investment={item.investment is not None}"
    yield f"places={min(len(item.places), 2)}"
    yield f"owners={min(len(item.organizations), 2)}"
    yield f"industries={min(len(item.industries), 2)}"
    rule = item.rule.partition(" (")[0]  # without what spoke for a name that was proposed
    yield f"whole-rule={rule}"
    yield from (f"rule={part}" for part in rule.split("+"))


@lru_cache(maxsize=10_000)
def _tags(word: str) -> tuple[str, ...]:
    return tuple(sorted(tag for tag in lexicon.tags(word) if not tag.startswith(_ELSEWHERE)))


def _bucket(number: int) -> int:
    """The last bound that a number reaches."""
    return _BUCKETS[bisect_right(_BUCKETS, number) - 1] if number > 0 else 0
