"""Facts on a page, each in words with where it stands, its rule and the sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.reference.terms import FZ
from kg.serve.html import Child, Html, el, text
from kg.serve.pages.page import Page, Value

# What a fact says, in this order; the rest of its frame stands in the table of its own page.
_FRAME = ("subject", "predicate", "object", "indicator", "bound", "written", "unit", "measure", "stage")
_CONTEXT = ("period", "status", "place", "refersTo")
_PLAIN = ("measure-level", "bound-exact")  # what goes without saying
# The facts that corrections.tsv mends, and the field that a line for them begins with.
_CORRECTED = {"Achievement": "value", "Target": "value", "StageEvent": "stage"}


def listed(page: Page, facts: Iterable[Value]) -> Html:
    """Facts by the sentence that says them: a sentence stands once, with the words of each of its facts marked."""
    sentences: dict[tuple[str, int], list[Value]] = {}
    for fact in facts:
        sentences.setdefault((fact["document"], fact["start"] - fact["mark"][0]), []).append(fact)
    return el("ol", [_sentence(page, told) for told in sentences.values()], class_="facts")


def _sentence(page: Page, facts: Sequence[Value]) -> Html:
    """Facts of one sentence in words, each with where it stands and its rule, and the sentence."""
    first = facts[0]
    marked = _marked(first["sentence"], [tuple(fact["mark"]) for fact in facts])
    place = page.links.document(first["document"], first["start"], first["end"])
    quote = el("blockquote", marked, lang="zh", cite=place)
    more = missed(page, first["name"], first["sentence"], first["start"] - first["mark"][0])
    corrections = [_correction(page, fact) for fact in facts]
    return el("li", [_told(page, fact) for fact in facts], quote, corrections, more)


def _told(page: Page, fact: Value) -> Html:
    """A fact in words, and where it stands."""
    words = el("a", _words(page, fact), href=page.links.thing(fact["iri"]), class_="fact")
    return el("p", words, " ", _source(page, fact))


def _source(page: Page, fact: Value) -> Html:
    """Where a fact stands, and by which rule it was found."""
    place = page.links.document(fact["document"], fact["start"], fact["end"])
    link = el("a", fact["name"], " ", page.say("shown", fact["start"], fact["end"]), href=place)
    return el("small", link, f" · {page.say('rule')} {fact['rule']}")


def _correction(page: Page, fact: Value) -> Html | None:
    """The lines of corrections.tsv that mend a fact or take it out, to copy."""
    field = _CORRECTED.get(fact["kind"])
    if not field:
        return None
    start, end = fact["mark"]
    words = fact["sentence"][start:end]
    spot = "\t".join((fact["name"], words, str(fact["start"])))
    return el(
        "details",
        el("summary", page.say("correct"), " ", el("q", words, lang="zh")),
        el("p", page.say("correct-help")),
        el("pre", f"{spot}\t{field}\t", lang="zh"),
        el("p", page.say("correct-wrong")),
        el("pre", f"{spot}\twrong", lang="zh"),
        class_="correct",
    )


def missed(page: Page, name: str, told: str, start: int) -> Html:
    """The line of corrections.tsv for a fact that a stretch says and the graph lacks, to copy and fill in.

    `start` is where the stretch begins in the document called `name`; of several lines the first is quoted.
    """
    words = told.strip().split("\n")[0].split("\t")[0]
    line = "\t".join((name, words, str(start + told.index(words)), "missed", "indicator=; value=; unit="))
    return el(
        "details",
        el("summary", page.say("missed")),
        el("p", page.say("missed-help")),
        el("pre", line, lang="zh"),
        class_="correct",
    )


def _words(page: Page, fact: Value) -> Html:
    frame = fact["frame"]
    told = [_shown(page, frame[name]) for name in _FRAME if name in frame]
    around = [_shown(page, frame[name]) for name in _CONTEXT if name in frame]
    kind = page.name({}, FZ.iri + fact["kind"])
    said = " ".join(filter(None, told))
    return text(" · ".join(part for part in (kind, said, *around) if part))


def _shown(page: Page, value: Value) -> str:
    if "iri" not in value:
        return str(value["text"])
    return "" if value["iri"].removeprefix(FZ.iri) in _PLAIN else page.name(value["names"], value["iri"])


def _marked(sentence: str, marks: Iterable[tuple[int, int]]) -> list[Child]:
    """A sentence with some stretches marked; those that overlap are one."""
    found: list[Child] = []
    at = 0
    for start, end in sorted(marks):
        start = max(start, at)
        if start < end:
            found += [sentence[at:start], el("mark", sentence[start:end])]
            at = end
    return [*found, sentence[at:]]
