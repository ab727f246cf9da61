"""The place that a document speaks for: by its session, title, speaker, issuer or name, else by what it tells of.

A place is never taken for being named often or for lying above: what a text merely names (根据…省…通知, one county's
project among many) is no speaker, and a name counts only where it is no piece of a word (示范县 is not 范县).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from kg.model import Origin, Told
from kg.read.about import ANY_YEAR, GOVERNMENT, HEAD, SESSION, YEAR_FORM, Evidence, Rule, Text
from kg.reference import gazetteer
from kg.reference.vocabulary import common_words
from kg.text import tokens

# A zone by its form: a name of its own before words that any zone has.
_ZONE = (
    r"(?:(?![的在中与和是之])[\u4e00-\u9fff]){2,10}?(?:国家级|省级|经济技术|高新技术|技术|产业|经济|工业|现代|农业|科技|旅游)*"
    r"(?:开发|高新|园|度假|示范|合作|保税|试验|管理|新)区"
)
# A division by its form alone, and before what it stands in a title.
_UNLISTED = (
    rf"(?P<place>(?![全本我各该一两多])(?:(?:(?![的在中与和是之])[\u4e00-\u9fff]){{1,12}}?"
    rf"(?:自治[区州县旗]|[省县旗州盟乡]|(?<![城都])市|(?<![社园片景校山牧灾库城老小])区|(?<![城乡小])镇|街道)|{_ZONE}))"
)
_UNLISTED_NAME = re.compile(_UNLISTED)
_UNLISTED_IN_TITLE = re.compile(
    rf"(?:关于|中共|{YEAR_FORM}年(?:度)?){{0,2}}{_UNLISTED}"
    rf"(?=[（(]?{ANY_YEAR}|人民政府|政府工作|管理委员会|管委会|工作(?:报告|总结)|国民经济|年度|财政|预算|“十|第?[一二三四五六七八九十]{{1,3}}届|经济社会)"
)
_ZONE_NAME = re.compile(_ZONE)
# What is no name by itself: 国家级经济技术开发区, 现代产业园区.
_NAMELESS_ZONE = re.compile(
    "(?:国家级?|省级|市级|县级|国家|全国|经济|技术|高新|产业|工业|现代|农业|科技|旅游|文化|综合|城市|乡村|生态|智慧|开发|示范|合作|保税|试验|管理|度假|新|园|区)+"
)
_TAIL = re.compile("[省市县区旗州盟]")
_LONGEST_CHAIN, _LONGEST_SHORT_FORM = 40, 6
_SHORT_FORMS = ("province", "prefecture", "short")
_ASSEMBLY = re.compile(
    r"(?:^|[】\]》：: ])(?P<place>[\u4e00-\u9fff]{2,20}?)第?[一二三四五六七八九十]{1,3}届(?:人民代表大会|人大)"
)
_HEADED = r"(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|主席|管委会主任|管理委员会主任)"
_SPEAKER = re.compile(
    rf"[（(]?(?P<place>[\u4e00-\u9fff]{{2,20}}?)(?:人民政府)?(?:代)?{_HEADED}"
    r"[ ]?(?:[\u4e00-\u9fff·]{2,4}[ ]?){1,2}[）)]?"
)
_ORGAN = (
    "(?:人民政府(?:办公[室厅])?|管理委员会|管委会|统计局|财政局|发展(?:和|与)?改革(?:局|委员会|委)|发改[局委]"
    "|融媒体中心|党政办公室)"
)
_ISSUER = re.compile(rf"[（(]?(?P<place>[\u4e00-\u9fff]{{2,20}}?){_ORGAN}[）)]?")
_SOURCE = re.compile(r"(?:从|据)(?P<place>[\u4e00-\u9fff]{4,24}?)(?:了解到|获悉|消息|介绍|统计|核算)")
_OFFICIAL = re.compile(rf"(?P<place>[\u4e00-\u9fff]{{2,20}}?)(?:党工委书记|{_HEADED}|[县市区州]委书记)")
_PAPER = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,4}?)(?:日报|晚报|新闻网|融媒)")
_NEARBY, _LONGEST_LINE = 10, 40
# 我市, 全县: the kind of division that the text speaks for; 该县 is the one just named.
_OWN_KIND = re.compile("[全我本](?P<kind>自治区|省|市|州|盟|县|区|旗|镇|乡|街道)")
# 我代表区人民政府向大会报告: so does who speaks.
_SPEAKS_FOR = re.compile("代表(?P<kind>自治区|省|市|州|盟|县|区|旗|镇|乡)人民政府")
_ONE_NAMED = re.compile("该(?P<kind>[省市州盟县区旗镇乡])")
_OPENS = "。，；：！？\n “,;:"
_AFTER_TIME = "年月日来中"
_NO_SUBJECT = ("、", "等", "和", "与", "至", "到", "—", "-", "（")
_QUOTED = re.compile("《[^》]{0,60}》")
_OFFICES = ("人民政府", "政府", "委", "人大", "政协", "长")
_LOOKED_AT, _END, _AROUND = 20_000, 200, 6
_MOSTLY = 0.6
_OFTEN = 5


def decided(place: Told, body: str) -> Told:
    """A place of several by the one whose city the text puts before its name: 朝阳区 by 北京市朝阳区."""
    division = None if gazetteer.locate(place.value) else gazetteer.decided(place.value, body)
    return Told(gazetteer.path(division), place.origin) if division else place


def contains(one: str, other: str) -> bool:
    """Whether evidence for one place speaks for another: 西岭县 for 甘肃省西岭县, but not the province for it."""
    return other.endswith(one)


def unlisted(place: str) -> tuple[str, ...]:
    """What of a place cannot be checked, for the document's flags."""
    unknown = place and not _is_listed(place) and not gazetteer.bearers(place)  # 朝阳区 is known, as several
    return (f"place unknown to the list of divisions: {place}",) if unknown else ()


def _is_listed(place: str) -> bool:
    """Whether the list knows a chain of names to its end: 甘肃省西岭县 only begins with one that it knows."""
    return gazetteer.home_division(place) is not None


def _known(name: str) -> str:
    """A place as it is told, by its full path where the list knows it; empty where the words name none."""
    division = gazetteer.home_division(name)
    if division:
        return gazetteer.path(division)
    return name if _is_unlisted(name) else ""


def _is_unlisted(name: str) -> bool:
    meets = "会议" in name or "大会" in name  # 大会第九次会议审查了市|人民政府
    return _UNLISTED_NAME.fullmatch(name) is not None and not _NAMELESS_ZONE.fullmatch(name) and not meets


# What says it outright.


def of_session(text: Text) -> Iterator[Evidence]:
    """`在格尔木市第十五届人民代表大会第五次会议上`, `代表西岭县第十四届人民政府`, `…第三次会议开幕` in a title."""
    for pattern, what in ((SESSION, "session"), (GOVERNMENT, "address to the assembly")):
        for match in pattern.finditer(text.body, 0, HEAD):
            if place := _known(match["place"]):
                yield Evidence(place, 8.0, what, text.at(*match.span("place")))
                break
    told = _ASSEMBLY.search(text.title.value)
    if told and (place := _known(told["place"])):
        yield Evidence(place, 5.0, "title", Origin("title", text.title.origin.span))


def of_title(text: Text) -> Iterator[Evidence]:
    """`酒泉市2024年经济社会高质量发展综述`; not the province of `甘肃省西岭县2024年政府工作报告`."""
    title, origin = _ASIDE.sub("", text.title.value), Origin("title", text.title.origin.span)
    match = _UNLISTED_IN_TITLE.match(title) or _ZONE_NAME.match(title)
    chains = list(_divisions(title))
    name = match.groupdict().get("place") or match[0] if match else "" if chains else _opening_name(title)
    end = title.find(name) + len(name)
    if name and end > max((end for _, end in chains), default=0) and _is_unlisted(name):
        yield Evidence(_known(name), 6.0 if match else 4.0, "title", origin)
    elif place := _longest(title, chains):
        yield Evidence(place, 6.0, "title", origin)
    elif place := _opening_short_form(title):
        yield Evidence(place, 4.0, "title", origin)


# What copies put before a title: （某省）2020年某县政府工作报告.
_ASIDE = re.compile(r"^[（(\[【][\u4e00-\u9fff]{2,10}[）)\]】](?=.{8})")


def _opening_short_form(title: str) -> str:
    """The division by whose short form a title begins: 大理州 of 大理州2025年预算执行情况, 武汉 of 湖北武汉的一年."""
    forms = (title[:length] for length in range(_LONGEST_SHORT_FORM, 1, -1))
    name = next((form for form in forms if gazetteer.names().get(form) in _SHORT_FORMS), "")
    above = gazetteer.resolve(name, "") if name and _is_whole(title, 0, len(name)) else None
    if not above:
        return ""
    rests = (title[len(name) : len(name) + length] for length in range(_LONGEST_SHORT_FORM, 1, -1))
    below = next(filter(None, (gazetteer.below(rest, above) for rest in rests)), None)
    return gazetteer.path(below or above)


def _opening_name(title: str) -> str:
    """What a title begins with that has the form of a division's name and is none of a common word's: 西岭县 of
    西岭县项目集中开工, but nothing of 特色小镇建设.
    """
    match = _UNLISTED_NAME.match(title)
    name = match["place"] if match else ""
    ordinary = name[:-1] in common_words() or not 3 <= len(name) <= 5 or name.endswith("州")
    return name if name and not ordinary and _is_whole(title, 0, len(name)) else ""


def of_profile(text: Text) -> Iterator[Evidence]:
    """`青石镇位于白塔县东部`: who a text tells of that begins so, or has that name for its title."""
    for start, line in islice(text.opening(), _NEARBY):
        match = _LIES.match(line)
        above = _longest(match["above"], list(_divisions(match["above"]))) if match else ""
        if match and above:
            name, division = match["place"], gazetteer.locate(above)
            known = gazetteer.below(name, division) if division else None
            place = gazetteer.path(known) if known else above + name
            yield Evidence(place, 5.0, "where it lies", text.at(start, start + len(name)))
            return


_LIES = re.compile(
    "(?P<place>(?!该|本|我|全)[\u4e00-\u9fff]{1,7}(?:镇|乡|街道|县|市|区|旗|苏木))(?:(?:地处|位于|坐落于?|位处|隶属于?|属于?)(?:在|于)?)"
    "(?P<above>[\u4e00-\u9fff]{3,24})"
)


def of_name(text: Text) -> Iterator[Evidence]:
    """`上海市-2026.txt`; and the author in the properties of a file."""
    for value, weight, what in ((text.name, 4.0, "file name"), (text.properties.get("author", ""), 3.0, "author")):
        if place := _longest(value, list(_divisions(value))):
            yield Evidence(place, weight, what, Origin("title"))


def of_masthead(text: Text) -> Iterator[Evidence]:
    """`西岭县人民政府县长 王某某`, `发文单位：西岭县人民政府`, `西岭县统计局` in a line at the top or the bottom."""
    for told in text.fields("issuer"):
        span, match = told.origin.span, _ISSUER.match(told.value)
        if span and match and (place := _known(match["place"])):
            yield Evidence(place, 4.0, "issuer", text.at(span.start, span.start + match.end("place")))
    near = dict([*islice(text.opening(), _NEARBY), *text.lines[-_NEARBY:]])
    for start, line in near.items():
        for pattern, what in ((_SPEAKER, "speaker"), (_ISSUER, "issuer")):
            match = pattern.fullmatch(line) if len(line) <= _LONGEST_LINE else None
            if match and (place := _known(match["place"])):
                yield Evidence(place, 5.0, what, text.at(start + match.start("place"), start + match.end("place")))
                break


# What suggests it, where nothing says it outright.


def of_sources(text: Text) -> Iterator[Evidence]:
    """`从某市发展和改革局了解到`, `某经济技术开发区管委会主任`, the paper of a place."""
    if (match := _SOURCE.search(text.body, 0, HEAD)) and (place := _opening_place(match["place"])):
        yield Evidence(place, 2.0, "source", text.at(*match.span("place")))
    if (match := _OFFICIAL.search(text.body, 0, HEAD)) and (place := _closing_place(match["place"])):
        yield Evidence(place, 2.0, "official", text.at(*match.span("place")))
    match = _PAPER.search(text.body, 0, HEAD) or _PAPER.search(text.body, max(0, len(text.body) - _END))
    if match and (division := gazetteer.resolve(match["place"], "")):
        yield Evidence(gazetteer.path(division), 1.0, "paper", text.at(*match.span("place")))


def _opening_place(name: str) -> str:
    """The division that words begin with: 某市 of 某市发展和改革局."""
    return _longest(name, [span for span in _divisions(name) if span[0] == 0]) or _opening_name(name)


def _closing_place(name: str) -> str:
    """The division or zone that words end with: that of 今天上午某县."""
    zone = next((match[0] for match in _ZONE_NAME.finditer(name) if match.end() == len(name)), "")
    return _longest(name, [span for span in _divisions(name) if span[1] == len(name)]) or _known(zone)


def of_subjects(text: Text) -> Iterator[Evidence]:
    """The division that clauses begin with (`礼县新建道路`), by its share; it must be of the kind that 全县 says."""
    body = _QUOTED.sub(lambda match: " " * len(match[0]), text.body[:_LOOKED_AT])
    kind = _own_kind(body)
    found = Counter[str]()
    first: dict[str, tuple[int, int]] = {}
    for start, end in _divisions(body):
        division = gazetteer.locate(body[start:end])
        name = gazetteer.path(division) if division else body[start:end]
        subject = _is_subject(body, start, end)
        found[name] += 3 * subject + 1
        if name not in first or end - start > first[name][1] - first[name][0]:
            first[name] = start, end
    if spoken_for := _spoken_for(body, found):
        kind = ""
        found = Counter(spoken_for)
    total = sum(found.values())
    for name, points in found.most_common(3):
        alone = _is_alone(body, name, found)
        if (kind and not name.endswith(kind)) or not (points > 3 or alone):
            continue
        weight = 2.5 * points / total + alone
        yield Evidence(name, weight, "what the text tells of", text.at(*first[name]))


def _spoken_for(body: str, names: Iterable[str]) -> dict[str, int]:
    """The divisions of the speaker's kind (我代表区人民政府) that the text goes on to call by their short form, and how
    often it does.
    """
    speaker = _SPEAKS_FOR.search(body, 0, HEAD)
    found = {name: body.count(_short(name)) for name in names if speaker and name.endswith(speaker["kind"])}
    return {name: count for name, count in found.items() if count >= _OFTEN and len(_short(name)) > 1}


def _short(path: str) -> str:
    """The name of a division without its kind: 西岭 of 云川省西岭县."""
    division = gazetteer.locate(path)
    return (division.name if division else path)[:-1]


def _is_subject(body: str, start: int, end: int) -> bool:
    before = body[start - 1] if start else "\n"
    return before in _OPENS + _AFTER_TIME and not body.startswith(_NO_SUBJECT, end)


def _is_alone(body: str, name: str, found: Counter[str]) -> bool:
    """Whether 该县 can only mean this division, the one of its kind that the text names."""
    match = _ONE_NAMED.search(body)
    same = [other for other in found if match and other.endswith(match["kind"])]
    return same == [name]


def _own_kind(body: str) -> str:
    """县 where a text mostly says 全县 and 我县, empty where it says nothing or now this, now that."""
    kinds = Counter(match["kind"] for match in _OWN_KIND.finditer(body))
    kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
    return kind if count >= _MOSTLY * kinds.total() else ""


def _longest(text: str, chains: list[tuple[int, int]]) -> str:
    """The path of the longest chain of divisions in a short text, empty where there is none that is certain."""
    start, end = max(chains, key=lambda item: item[1] - item[0], default=(0, 0))
    division = gazetteer.locate(text[start:end])
    return gazetteer.path(division) if division else ""


def _divisions(text: str) -> Iterator[tuple[int, int]]:
    """Chains of official names of divisions in a text: 西宁市城西区 is one, 西区 by itself may be part of a word."""
    for start, end in _chains(text):
        if (end - start > 2 or text[end - 1] != "区") and _is_whole(text, start, end):
            yield start, end


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name begins and ends with words: 示范县 does not name 范县; 高阳县委 names 高阳县, 和县委 not 和县."""
    low = max(0, start - _AROUND)
    words = [(low + word.start, low + word.end) for word in tokens.cut(text[low : end + _AROUND])]
    if all(word[0] != start for word in words):
        return False
    opens = start == 0 or text[start - 1] in _OPENS
    return any(word[1] == end for word in words) or ((opens or end - start > 2) and text.startswith(_OFFICES, end))


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


# Each group of rules is asked only where those before it say nothing.
PLACE: tuple[tuple[Rule, ...], ...] = (
    (of_session, of_title, of_masthead, of_profile, of_name),
    (of_sources, of_subjects),
)
