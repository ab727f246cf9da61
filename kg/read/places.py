"""The place that a document speaks for: by the session it was given to, its title, its name, its author, its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from kg.model import Origin, Span, Told
from kg.read.about import GOVERNMENT, HEAD, SESSION, YEAR_FORM, Rule, Text
from kg.reference import gazetteer

# A division by its form alone, and before what it stands in a title.
_UNLISTED = (
    r"(?P<place>(?![全本我各该一两多])(?:(?![的在中与和是之])[\u4e00-\u9fff]){1,12}?"
    r"(?:自治[区州县旗]|[省县旗州盟乡]|(?<![城都])市|(?<![社园片景校山牧灾库城老小])区|(?<![城乡小])镇|街道))"
)
_UNLISTED_NAME = re.compile(_UNLISTED)
_UNLISTED_IN_TITLE = re.compile(
    rf"(?:关于|中共|{YEAR_FORM}年(?:度)?){{0,2}}{_UNLISTED}"
    rf"(?=[（(]?{YEAR_FORM}|人民政府|政府工作|国民经济|年度|财政|预算|“十|第?[一二三四五六七八九十]{{1,3}}届|经济社会)"
)
_TAIL = re.compile("[省市县区旗州盟]")
_LONGEST_CHAIN = 40


def decided(place: Told, body: str) -> Told:
    """A place of several by the one whose city the text puts before its name: 朝阳区 by 北京市朝阳区."""
    division = None if gazetteer.locate(place.value) else gazetteer.decided(place.value, body)
    return Told(gazetteer.path(division), place.origin) if division else place


def doubts(told: Mapping[str, Told]) -> tuple[str, ...]:
    """What is known of a document but cannot be checked, for its flags."""
    place = told["place"].value
    unknown = place and not _is_listed(place) and not gazetteer.bearers(place)  # 朝阳区 is known, as several
    return (f"place unknown to the list of divisions: {place}",) if unknown else ()


def _is_listed(place: str) -> bool:
    """Whether the list knows a chain of names to its end: 甘肃省西岭县 only begins with one that it knows."""
    division = gazetteer.locate(place)
    return division is not None and (place.endswith(division.name) or gazetteer.locate(place[:-2]) != division)


def place_of_session(text: Text) -> Told | None:
    """`在格尔木市第十五届人民代表大会第五次会议上`."""
    for rule in (SESSION, GOVERNMENT):
        for match in rule.finditer(text.body[:HEAD]):
            division = gazetteer.locate(match["place"])
            if division and (_is_listed(match["place"]) or not _UNLISTED_NAME.fullmatch(match["place"])):
                return text.told(gazetteer.path(division), *match.span("place"))
    return None


def place_in_title(text: Text) -> Told | None:
    """`酒泉市2024年经济社会高质量发展综述`; not the province of `甘肃省西岭县2024年政府工作报告`."""
    unlisted = _UNLISTED_IN_TITLE.match(text.title.value)
    if unlisted and unlisted.end("place") > max((end for _, end in _divisions(text.title.value)), default=0):
        return None
    return _named(text.title.value, text.title.origin.span)


def place_unlisted(text: Text) -> Told | None:
    """A place that the list of divisions does not know: `在西岭县第三届人民代表大会`, `西岭县2024年政府工作报告`."""
    for rule in (SESSION, GOVERNMENT):
        for session in rule.finditer(text.body[:HEAD]):
            if _UNLISTED_NAME.fullmatch(session["place"]):
                return text.told(session["place"], *session.span("place"))
    match = _UNLISTED_IN_TITLE.match(text.title.value)
    return Told(match["place"], Origin("title", text.title.origin.span)) if match else None


def place_in_name(text: Text) -> Told | None:
    """`上海市-2026.txt`."""
    return _named(text.name, None)


def _named(title: str, span: Span | None) -> Told | None:
    """The longest chain of divisions in a title."""
    start, end = max(_divisions(title), key=lambda item: item[1] - item[0], default=(0, 0))
    division = gazetteer.locate(title[start:end])
    return Told(gazetteer.path(division), Origin("title", span)) if division else None


def place_of_author(text: Text) -> Told | None:
    """`某市人民政府办公室` in the properties of a document."""
    return _named(text.properties.get("author", ""), None)


def place_most_told(text: Text) -> Told | None:
    """The division told most often, by the longest chain that ends in it: 西宁市城西区 for 城西区."""
    spans = list(_divisions(text.body))
    if not spans:
        return None
    tails = Counter(_last(text.body[start:end]) for start, end in spans)
    most = max(tails.values())
    tail = next(tail for tail in tails if tails[tail] == most)
    start, end = max(
        (span for span in spans if _last(text.body[slice(*span)]) == tail), key=lambda span: span[1] - span[0]
    )
    division = gazetteer.locate(text.body[start:end])
    return text.told(gazetteer.path(division) if division else text.body[start:end], start, end)


def _divisions(text: str) -> Iterator[tuple[int, int]]:
    """Chains of official names of divisions in a text: 西宁市城西区 is one, 西区 by itself may be part of a word."""
    return (span for span in _chains(text) if span[1] - span[0] > 2 or text[span[1] - 1] != "区")


def _chains(text: str) -> Iterator[tuple[int, int]]:
    names, open_chain = gazetteer.names(), None
    for match in _TAIL.finditer(text):
        end = match.end()
        start = next((end - n for n in range(min(12, end), 1, -1) if names.get(text[end - n : end]) == "full"), -1)
        if start < 0:
            continue
        if open_chain and open_chain[1] >= start and end - open_chain[0] <= _LONGEST_CHAIN:
            open_chain = (min(open_chain[0], start), end)
            continue
        if open_chain:
            yield open_chain
        open_chain = (start, end)
    if open_chain:
        yield open_chain


def _last(chain: str) -> str:
    """The last division of a chain."""
    names = gazetteer.names()
    return next(chain[-n:] for n in range(2, len(chain) + 1) if n == len(chain) or names.get(chain[-n:]) == "full")


PLACE: tuple[Rule, ...] = (
    place_of_session,
    place_in_title,
    place_unlisted,
    place_in_name,
    place_of_author,
    place_most_told,
)
