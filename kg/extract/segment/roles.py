"""What a unit is besides review and plan: glossary, thanks, appendix, what a page writes around its text, procedure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.segment.split import Unit, is_address, is_chrome
from kg.model import Role
from kg.text import lexicon

# What is said when a report is delivered: 我代表市人民政府向大会报告工作，请予审议.
_DELIVERED = ("请予审议", "报告工作", "工作报告", "报告政府工作", "的委托")
# What is said to the assembly about the report.
_PROCEDURE = re.compile(
    r"(?:^|，|一并)请(?:予|连同|与).{0,60}审[议查]|请予审[议查]|提请[^，。]{0,16}(?:大会|会议)审[议查](?=[，。]|$)"
    r"|请.{0,30}(?:委员|人员|同志).{0,6}提出意见"
)
_THANKED = ("感谢", "敬意", "谢意", "问候")
_THANKS = re.compile(
    r"(?:在此|在这里|代表|谨|^向|，向)[^。]{0,400}(?:表示|致以|道一声|说一声)[^，。！]{0,14}(?:感谢|敬意|谢意|问候)"
)
# Lines that name their writers, dates, tables and figures.
_LABEL = re.compile(
    r"(?:本报|通讯员|记者|文/图).{0,40}|■.{0,40}记者.{0,20}|.{0,50}(?:摄|提供)"
    r"|[\u4e00-\u9fff]{2,3}(?: [\u4e00-\u9fff]{2,3})+"
    r"|[（(]?(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日[）)]?|[图表][0-9０-９]{1,2}[^。；]{0,40}|单位[：:].{1,20}"
    r"|[^，。；]{1,30}(?: [-−]?[0-9][0-9,.]*%?){2,}"
)
_NOTE = re.compile(
    r"^(?:[［\[〔][0-9]{1,3}[］\]〕]|注[:：]"
    r"|(?:[0-9]{1,3}[.．、]|[①-⑳]|[（(][0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)?[^，。：:]{2,30}[：:]是?指)"
)
_LONGEST_ENTRY = 30
_APPENDIX = re.compile(r"附(?:件|表|录|图)?[一二三四五六七八九十0-9]{0,3}(?:[：:].{0,60})?")
_OPENING = 2500
_ADDRESS = 5  # letters of an address with its colon


def roles(found: Sequence[Unit]) -> list[Role | None]:
    """The role of every unit that holds no facts, None where review or plan is to be settled."""
    address = _address(found)
    told: list[Role | None] = []
    section: Role | None = None
    for number, unit in enumerate(found):
        section = _section(section, found, number)
        told.append(_role(unit, section, address))
    return told


def _role(unit: Unit, section: Role | None, address: int) -> Role | None:
    if section == "glossary" or (unit.opens and _NOTE.match(unit.text)):
        return "glossary"
    if is_chrome(unit.text):
        return "boilerplate"
    if _thanks(unit.text):
        return "acknowledgement"
    if unit.start < address or _PROCEDURE.search(unit.text) or is_address(unit.text, "，：！:!"):
        return "other"
    if unit.alone and _LABEL.fullmatch(unit.text):
        return "other"
    return section


def _thanks(text: str) -> bool:
    """Whether a sentence thanks or greets; the words are looked for first, since the pattern is slow."""
    return any(word in text for word in _THANKED) and bool(_THANKS.search(text))


def _section(section: Role | None, found: Sequence[Unit], number: int) -> Role | None:
    """The glossary or appendix that a unit stands in; a main heading that is no entry of it ends one."""
    unit = found[number]
    if _opens_glossary(unit):
        return "glossary"
    if _opens_appendix(found, number):
        return "appendix"
    return None if unit.rank == 1 and not (section == "glossary" and _is_entry(unit.text)) else section


def _is_entry(text: str) -> bool:
    """Whether a line explains a term: 一核两翼：指…."""
    term, colon, _ = text.replace(":", "：").partition("：")
    return bool(colon) and 1 < len(term) <= _LONGEST_ENTRY and "，" not in term and "。" not in term


def _address(found: Sequence[Unit]) -> int:
    """Where the report to the assembly begins, 0 in an excerpt: titles, names and a page's buttons stand before it."""
    for number, unit in enumerate(found):
        if unit.start > _OPENING:
            return 0
        near = "".join(other.text for other in found[number : number + 2])
        if is_address(unit.text[:_ADDRESS], "：:") and any(word in near for word in _DELIVERED):
            return unit.start
    return 0


def _opens_glossary(unit: Unit) -> bool:
    short = unit.opens and len(unit.text) <= 20
    return short and any(word in unit.text for word in lexicon.words("heading", "glossary"))


def _opens_appendix(found: Sequence[Unit], number: int) -> bool:
    """`附件1` behind the first third of the text, unless its name says that it reviews or plans."""
    unit = found[number]
    if not unit.alone or 3 * unit.start < found[-1].end or not _APPENDIX.fullmatch(unit.text):
        return False
    name = unit.text + (found[number + 1].text if number + 1 < len(found) else "")
    return not any(word in name[:100] for kind in ("review", "plan") for word in lexicon.words("heading", kind))
