"""Lists of projects: a row is a project, with what its columns say of size, place, money, owner and progress."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract import organization, place
from kg.extract.project import stage
from kg.extract.table.grid import EMPTY, Entry, Grid, Row, without_brackets
from kg.extract.table.heads import unit_of
from kg.extract.table.labels import is_bare_total, label
from kg.extract.table.nouns import is_division
from kg.extract.table.setting import Setting
from kg.extract.table.values import kind_of_unit, values
from kg.model import Amount, Kind, Mention, Origin, Project, Stage, Status
from kg.text import lexicon, quantity
from kg.text import period as periods
from kg.text.line import Line
from kg.text.unit import capacities

RULE = "table-of-projects"
_WHO = re.compile(
    "(?P<owner>业主|法人|(?:投资|建设|承建|施工|实施|申报)(?:主体|单位|企业|方))|(?:责任|牵头|主管|包抓|包联|服务|挂点)(?:单位|部门|主体)"
)
_PARTED = str.maketrans("，,；;/／", "、、、、、、")
_SHORTEST, _LONGEST = 3, 80
# What a project can do; how long and wide it is built is told of in its contents as well.
_CAPACITIES = ("power", "energy", "mass", "volume", "voltage", "computing")
_NO_SIZE = ("money", "time", "ratio", "rank", "age")
# What a title or a nature says of all, or of one, of the projects of a list.
_STAGES: tuple[tuple[tuple[str, ...], Stage], ...] = (
    (("竣工", "建成", "完工", "投产"), "completed"),
    (("续建", "在建"), "building"),
    (("开工",), "started"),
    (("签约", "核准", "获批"), "approved"),
    (("谋划", "储备", "前期", "拟建", "招商", "推介"), "planned"),
)
# What is not done yet (计划新开工, 拟竣工); an amount or land that is planned says nothing of that.
_AIMED = re.compile(
    "(?:计划|拟|预计|预期|即将|力争|争取)(?!总?投资|用地|占地)[^，。；、0-9]{0,4}(?:开工|竣工|建成|完工|投产|签约)"
)
_NOT_BEGUN = ("未开工", "待开工")
# The columns of dates, and what a project is by its date; the end tells more than the beginning.
_BY_DATE: tuple[tuple[str, Stage], ...] = (("end", "completed"), ("start", "started"))
_MOST_NAMES, _LONGEST_NAME = 6, 30
_COMPANY, _INSTITUTION = "公司 集团 厂 企业 合作社 银行 能源".split(), "院 校 大学 中学 小学 中心 馆".split()
_BODY = "局 委 办 办公室 委员会 政府 管委会 指挥部 部 站 所 处 队 会 镇 乡 街道".split()
_BODIES = (("company", tuple(_COMPANY)), ("institution", tuple(_INSTITUTION)), ("public_body", tuple(_BODY)))


@dataclass(frozen=True, slots=True)
class Listed:
    """A project of a list and the names in its row."""

    project: Project
    mentions: tuple[Mention, ...]


def is_list(grid: Grid) -> bool:
    """Whether a table lists projects: a column names them and others say where, how large, for how much or by whom."""
    kinds = set(_kinds(grid).values())
    said = len(kinds & {"place", "size", "content", "investment", "owner", "start", "end", "span", "nature", "stage"})
    return said >= (1 if "name" in kinds else 2) and bool(kinds & {"name", "maybe-name"})


def names(grid: Grid) -> Iterator[str]:
    """What stands in the column of names of a list of projects."""
    named = _named(_heads(grid))
    return (label(row.entries[named].text).name for row in grid.body)


def _heads(grid: Grid) -> dict[str, int]:
    """The column of each kind, the first of several."""
    return {kind: column for column, kind in reversed(_kinds(grid).items())}


def _named(heads: dict[str, int]) -> int:
    return heads.get("name", heads.get("maybe-name", 0))


def find(grid: Grid, setting: Setting) -> Iterator[tuple[Row, Listed]]:
    """The rows that name a project, with it; totals and rows that head others are none."""
    heads = _heads(grid)
    named = _named(heads)
    reader = _Reader(grid, setting, heads, named)
    for row in grid.body:
        name = row.entries[named]
        if row.certain and len(row.filled) > 1 and _is_name(name.text) and not name.spread and reader.counts(row):
            yield row, reader.listed(row, name)
        else:
            reader.heads_others(row)


def _kinds(grid: Grid) -> dict[int, str]:
    """What the columns hold, by the words of their heads."""
    classes = dict(lexicon.rows("table-project"))
    found: dict[int, str] = {}
    for column in range(len(grid.head[0].entries)):
        texts = [row.entries[column].text for row in grid.head if row.entries[column].text]
        names = [without_brackets(text) for text in (*texts[::-1], "".join(texts))]
        if kind := next((classes[name] for name in names if name in classes), "") or _by_words(
            names[0] if names else ""
        ):
            found[column] = kind
    return found


def _by_words(head: str) -> str:
    """Who a column names by the words of its head: those who own and build, or those who answer for it.

    >>> _by_words("项目业主单位名称"), _by_words("市级责任部门"), _by_words("责任领导")
    ('owner', 'body', '')
    """
    match = _WHO.search(head)
    return "" if not match else "owner" if match["owner"] else "body"


def _is_name(text: str) -> bool:
    told = label(text)
    return _SHORTEST <= len(told.name) <= _LONGEST and not told.total and not told.note and not is_bare_total(told.name)


class _Reader:
    """Makes projects of rows."""

    def __init__(self, grid: Grid, setting: Setting, heads: dict[str, int], named: int) -> None:
        self.setting, self.heads, self.named = setting, heads, named
        self.title = next((entry.text for entry in grid.captions[::-1] if _staged(entry.text) != "none"), "")
        column = heads.get("investment", -1)
        units = [unit_of(row.entries[column].text)[0] for row in grid.head] if column >= 0 else []
        self.unit = next(filter(None, units), setting.unit)

        self.section = ""
        self.counted = any(self.entry(row, "ordinal").text.isdigit() for row in grid.sample)

    def counts(self, row: Row) -> bool:
        """Whether a row is one of those that the list counts, where it counts any."""
        return not self.counted or self.entry(row, "ordinal").text.isdigit()

    def heads_others(self, row: Row) -> None:
        """Remember what a row that is no project says of those below it: 一、续建项目."""
        text = "".join(entry.text for entry in row.filled[:2])
        if not label(row.entries[self.named].text).total:
            self.section = text if len(text) <= _LONGEST_NAME else ""

    def entry(self, row: Row, kind: str) -> Entry:
        return row.entries[self.heads[kind]] if kind in self.heads else EMPTY

    def listed(self, row: Row, name: Entry) -> Listed:
        told, status, period, origins = self._progress(row)
        places = (*self._found("place", name, row), *self._listed("place", self.entry(row, "place"), row))
        owners = self._listed("organization", self.entry(row, "owner"), row)
        bodies = self._found("organization", self.entry(row, "body"), row)
        if "owner" not in self.heads:  # a firm that answers for a project is who builds it
            owners = tuple(item for item in bodies if item.type == "company")
            bodies = tuple(item for item in bodies if item.type != "company")
        # What is found as a place is not taken for the firm before a size: 白塔县松沟20万千瓦风电项目.
        located = {mention.name for mention in places}
        within = tuple(item for item in self._found("organization", name, row) if item.name not in located)
        project = Project(
            label(name.text).name, told, status, period, name.start, name.end, RULE, row.span,
            self._capacity(row, name), self._investment(row), _names(places),
            _names((*within, *owners)), (), origins,
        )  # fmt: skip
        return Listed(project, (*places, *within, *owners, *bodies))

    def _progress(self, row: Row) -> tuple[Stage, Status, str, tuple[tuple[str, Origin], ...]]:
        """Stage, status and period: by what a column says of them, else as the section or the title does.

        What a list plans to begin is aimed at, whatever the list tells of.
        """
        said = self.entry(row, "stage").text or self.entry(row, "nature").text
        reached = _staged(said) if said else "none"
        if dated := self._dated(row, reached):
            return (*dated, ())
        origins = (("status", self.setting.of_status), ("period", self.setting.of_period))
        telling = next((text for text in (said, self.section) if _staged(text) != "none"), self.title)
        if _AIMED.search(telling):
            return _staged(telling), "target", self.setting.period, origins[1:]
        return _staged(telling), self.setting.status, self.setting.period, origins

    def _dated(self, row: Row, reached: Stage) -> tuple[Stage, Status, str] | None:
        """Stage, status and period by a column of the end or the beginning, if it is past or all that is said."""
        begun = self.entry(row, "start").text != ""
        for kind, made in _BY_DATE:
            when = _when(self.entry(row, kind).text, self.setting.year)
            if when and not self._is_ahead(when):
                return made, "achieved", when
            # What was begun already tells how far it is, and so does another stage that was reached.
            if when and reached in ("none", made) and not (kind == "end" and begun):
                return made, "target", when
        return None

    def _is_ahead(self, period: str) -> bool:
        known = self.setting.review or self.setting.year
        return known > 0 and int(period[:4]) > known

    def _capacity(self, row: Row, name: Entry) -> tuple[Amount, ...]:
        """What the name or the column of sizes says that it can do."""
        if inside := capacities(name.text, quantity.find(name.text)):
            return tuple(Amount(found.value, found.unit) for found in inside)
        for kind in ("size", "content"):
            found = quantity.find(self.entry(row, kind).text[:200])
            fit = [q for q in found if (q.kind in _CAPACITIES if kind == "content" else q.kind not in _NO_SIZE)]
            if fit:
                return (Amount(fit[0].value, fit[0].unit),)
        return ()

    def _investment(self, row: Row) -> Amount | None:
        numbers = values(self.entry(row, "investment").text)
        if not numbers or len(numbers) > 1 or self.entry(row, "investment").spread:
            return None
        unit = numbers[0].unit or self.unit
        return Amount(numbers[0].value, unit) if unit and kind_of_unit(unit) == "money" else None

    def _found(self, kind: Kind, entry: Entry, row: Row) -> tuple[Mention, ...]:
        """The places or organizations that the text of a cell names."""
        if not entry.text or len(entry.text) > _LONGEST or entry.end - entry.start != len(entry.text):
            return ()
        line = Line.of(entry.text)
        finder = place.find(line, self.setting.place) if kind == "place" else organization.find(line)
        return tuple(
            Mention(
                kind, found.type, entry.text[found.start : found.end], entry.start + found.start,
                entry.start + found.end, RULE, row.span, found.nested,
            )
            for found in finder
        )  # fmt: skip

    def _listed(self, kind: Kind, entry: Entry, row: Row) -> tuple[Mention, ...]:
        """The names in a column of places or owners: those that are known as such, else what stands between commas."""
        known = tuple(item for item in self._found(kind, entry, row) if not item.nested)
        if known or entry.end - entry.start != len(entry.text):
            return known
        found: list[Mention] = []
        at = entry.start
        for name in entry.text.translate(_PARTED).split("、")[:_MOST_NAMES]:
            type_ = _type(name, kind)
            if type_ and _SHORTEST <= len(name) <= _LONGEST_NAME:
                found.append(Mention(kind, type_, name, at, at + len(name), RULE, row.span))
            at += len(name) + 1
        return tuple(found)


def _type(name: str, kind: Kind) -> str:
    """What a name in a column of owners or places is by its last word; the empty string where it is none.

    >>> _type("白塔纸业公司", "organization"), _type("县卫健局", "organization"), _type("待招商", "organization")
    ('company', 'public_body', '')
    >>> _type("白塔工业园区", "place"), _type("县城以北", "place")
    ('zone', '')
    """
    if kind == "organization":
        return next((type_ for type_, ends in _BODIES if name.endswith(ends)), "")
    if name.endswith(("园区", "开发区", "新区", "产业园", "工业园", "经开区", "高新区")):
        return "zone"
    return "admin" if is_division(name) else ""


def _names(found: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.name for mention in found))


def _staged(text: str) -> Stage:
    """The stage that a title, a nature or a report of progress says.

    >>> _staged("2023年竣工项目清单"), _staged("续建"), _staged("主体封顶"), _staged("重点项目")
    ('completed', 'building', 'building', 'none')
    >>> _staged("计划新开工"), _staged("尚未开工")
    ('started', 'planned')
    """
    if any(word in text for word in _NOT_BEGUN):
        return "planned"
    for words, made in _STAGES:
        if any(word in text for word in words):
            return made
    return stage.decide((), stage.words(text, range(len(text) + 1))) if "建设项目" not in text else "none"


def _when(text: str, year: int) -> str:
    """The year or month that a cell names.

    >>> _when("2023年5月", 2023), _when("2023.5", 2023), _when("2023-05", 2023), _when("待定", 2023)
    ('2023-05', '2023-05', '2023-05', '')
    """
    if match := re.fullmatch(
        r"((?:19|20)[0-9]{2})(?:[-./年]([0-9]{1,2})(?:[-./月][0-9]{0,2}日?)?月?)?年?[底末初]?", text
    ):
        month = int(match[2] or 0)
        return f"{match[1]}-{month:02}" if 1 <= month <= 12 else match[1]
    found = [item for item in periods.find(text, year) if item.role in ("in", "until")]
    return found[0].value if len(found) == 1 and len(found[0].value) <= 7 else ""
