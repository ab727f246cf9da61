"""How right a build is: precision, recall and F1 against gold passages, kind by kind.

Gold is one JSON object per line, as the annotation guideline defines it: a passage with its text, place, year and
kind, and the facts that a careful reader finds in it. A made observation matches a gold one of the same amount whose
indicator is at least half alike; projects match by name; places, industries and organizations by any of their names
in the text. `all right` also wants measure, bound, status and period, or exact name, stage, status and capacity;
`well named` besides that an indicator that says as much as the reader's (收入 is not enough for 政府性基金预算收入).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from kg.score.gold import KINDS
from kg.text.likeness import dice, squeeze

Record = Mapping[str, Any]
Tables = Mapping[str, Sequence[Record]]
Likeness = Callable[[Record, Record], float]
Number = float | str

NAMED = KINDS[2:]
ALL_RIGHT = ", all right"
WELL_NAMED = ", well named"

_INDUSTRY_TAILS = re.compile(r"(产业集群|产业链条|产业链|产业体系|产业带|集群|产业|行业|经济|领域)$")
_OPENING = re.compile(r"^(?:新增|累计|全年|共)+(?=..)")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 1e4, "亿": 1e8}
# The last row is no alias by meaning, but the official scorer has it and the figures must agree.
_ALIASES = {
    "％": "%",
    "百分点": "个百分点",
    "公里": "千米",
    "平方公里": "平方千米",
    "公斤": "千克",
    "度": "千瓦时",
    "㎡": "平方米",
    "立方": "立方米",
    "方": "立方米",
    "MW": "兆瓦",
    "GW": "吉瓦",
    "KW": "千瓦",
    "kW": "千瓦",
    "KV": "千伏",
    "kV": "千伏",
    "万千瓦": "千瓦",
}


@dataclass(slots=True)
class Count:
    """How many were found, how many there are, how many were made."""

    hit: int = 0
    gold: int = 0
    made: int = 0

    def add(self, hit: int, gold: int, made: int) -> None:
        """Count another document."""
        self.hit += hit
        self.gold += gold
        self.made += made

    @property
    def figures(self) -> tuple[float, float, float]:
        """Precision, recall, F1."""
        precision = self.hit / self.made if self.made else 0.0
        recall = self.hit / self.gold if self.gold else 0.0
        total = precision + recall
        return precision, recall, 2 * precision * recall / total if total else 0.0


@dataclass(slots=True)
class Score:
    """Counts by kind, of those found how many have each field right, and what was missed (-) and made up (+)."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    right: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    differences: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def f1(self, kind: str) -> float:
        """F1 of a kind, of `KIND, all right`, or of `observations, well named`."""
        return self.counts[kind].figures[2]


# Texts and amounts, compared


def indicator_likeness(a: str, b: str) -> float:
    """0 to 1: containment counts its length ratio's square root, else Dice on character pairs.

    >>> indicator_likeness("固定资产投资", "“固定资产 投资”")
    1.0
    """
    a, b = squeeze(a), squeeze(b)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if short in long:
        return max(0.5, float((len(short) / len(long)) ** 0.5))
    return dice(a, b)


def name_likeness(a: str, b: str) -> float:
    """0 to 1 for names of projects: most of the longer one, or three quarters of the pairs."""
    a, b = squeeze(a), squeeze(b)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if short in long and len(short) >= 0.6 * len(long):
        return len(short) / len(long)
    alike = dice(a, b)
    return alike if alike >= 0.75 else 0.0


def amount(value: str, unit: str) -> tuple[Number, str]:
    """The value in the bare unit; a value that is no number stays text.

    >>> amount("60", "万吨")
    (600000.0, '吨')
    >>> amount("2x660", "兆瓦")
    ('2×660', '兆瓦')
    """
    unit = re.sub(r"\(.*?\)", "", unicodedata.normalize("NFKC", unit)).strip().lstrip("多余")
    if not re.fullmatch(r"\s*-?[\d,]+(?:\.\d+)?\s*", value):
        return squeeze(value).replace("x", "×"), unit
    number = float(value.replace(",", ""))
    scale = re.match(r"[十百千]?[万亿]+", unit)
    for letter in scale.group() if scale else "":
        number *= _SCALES[letter]
    unit = unit[scale.end() :] if scale else unit
    return round(number, 6), _ALIASES.get(unit, unit)


def same_amount(a: tuple[Number, str], b: tuple[Number, str]) -> bool:
    """Equal units, and values equal to a millionth."""
    (x, unit), (y, other) = a, b
    if unit != other:
        return False
    if isinstance(x, str) or isinstance(y, str):
        return x == y
    return abs(x - y) <= 1e-6 * max(abs(x), abs(y), 1)


def capacities(record: Record) -> set[tuple[Number, str]]:
    """The amounts of a project: a gold list of value and unit, or a table's `53万千瓦|2×660兆瓦`."""
    value = record.get("capacity")
    if not isinstance(value, str):
        return {amount(str(part["value"]), part["unit"]) for part in value or ()}
    found = (re.match(r"\s*([\d.,×xX*]+)\s*(.*)", part) for part in re.split(r"[|;；]", value) if part.strip())
    return {amount(re.sub("[xX*]", "×", part[1]), part[2]) for part in found if part}


# Records, matched


def _text(record: Record, name: str) -> str:
    value = record.get(name)
    return "" if value is None else str(value)


def same(name: str, gold: Record, made: Record) -> bool:
    """Equal values of a field; periods that are the same months are equal.

    >>> same("period", {"period": "2024-H1"}, {"period": "2024-01/2024-06"})
    True
    """
    a, b = _text(gold, name), _text(made, name)
    return _months(a) == _months(b) if name == "period" else a == b


def _months(period: str) -> str:
    """A half year or quarter as its months: `2025-Q1` is `2025-01/2025-03`."""
    part = re.fullmatch(r"([0-9]{4})-([HQ])([0-9])", period)
    if not part:
        return period
    count = 6 if part[2] == "H" else 3
    last = int(part[3]) * count
    return f"{part[1]}-{last - count + 1:02}/{part[1]}-{last:02}"


def well_named(gold: Record, made: Record) -> bool:
    """Whether the indicator says as much as the reader's; 新增, 累计, 全年 in front of it decide nothing."""
    a, b = (_OPENING.sub("", squeeze(_text(record, "indicator"))) for record in (gold, made))
    return indicator_likeness(a, b) >= 0.8


def observation_likeness(gold: Record, made: Record) -> float:
    """Likeness of the indicators where the amounts are the same; equal fields decide between equals."""
    of_gold = amount(_text(gold, "value"), _text(gold, "unit"))
    if not same_amount(of_gold, amount(_text(made, "value"), _text(made, "unit"))):
        return 0.0
    bonus = sum(same(name, gold, made) for name in ("measure", "status", "period")) * 0.01
    return indicator_likeness(_text(gold, "indicator"), _text(made, "indicator")) + bonus


def project_likeness(gold: Record, made: Record) -> float:
    """Likeness of the names."""
    return name_likeness(_text(gold, "name"), _text(made, "name"))


def observation_checks(gold: Record, made: Record) -> dict[str, bool]:
    """Which fields of a matched observation are right."""
    return {name: same(name, gold, made) for name in ("measure", "bound", "status", "period")}


def project_checks(gold: Record, made: Record) -> dict[str, bool]:
    """Which fields of a matched project are right."""
    return {
        "name": squeeze(_text(gold, "name")) == squeeze(_text(made, "name")),
        "stage": _text(gold, "stage") == (_text(made, "stage") or "none"),
        "status": _text(gold, "status") == _text(made, "status"),
        "capacity": capacities(gold) == capacities(made),
    }


_MATCHED: tuple[tuple[str, str, Likeness, Callable[[Record, Record], dict[str, bool]]], ...] = (
    ("observations", "indicator", observation_likeness, observation_checks),
    ("projects", "name", project_likeness, project_checks),
)


def assign(gold: Sequence[Record], made: Sequence[Record], likeness: Likeness) -> list[tuple[int, int]]:
    """One-to-one matching by falling likeness, at least one half: (index in gold, index in made)."""
    options = ((likeness(g, m), i, j) for i, g in enumerate(gold) for j, m in enumerate(made))
    taken_gold: set[int] = set()
    taken_made: set[int] = set()
    matched = []
    for _, i, j in sorted((option for option in options if option[0] >= 0.5), reverse=True):
        if i not in taken_gold and j not in taken_made:
            taken_gold.add(i)
            taken_made.add(j)
            matched.append((i, j))
    return matched


def matched(kind: str, gold: Sequence[Record], made: Sequence[Record]) -> dict[int, bool]:
    """Of the facts made those that are facts of the gold, by number: whether all is right as well."""
    _, _, likeness, checks = next(row for row in _MATCHED if row[0] == kind)
    return {j: all(checks(gold[i], made[j]).values()) for i, j in assign(gold, made, likeness)}


# The score


def score(passages: Iterable[Record], tables: Tables) -> Score:
    """Compare the tables of a build with gold; a passage belongs to the rows of its document."""
    total = Score()
    for document, gold in _by_document(passages).items():
        made = {kind: [row for row in tables[kind] if PurePath(row["document"]).name == document] for kind in KINDS}
        gold["projects"] = list({squeeze(record["name"]): record for record in gold["projects"]}.values())
        for kind, label, likeness, checks in _MATCHED:
            matched = assign(gold[kind], made[kind], likeness)
            _count_matched(total, kind, gold[kind], made[kind], matched, checks)
            total.differences[kind] += _unmatched(document, label, gold[kind], made[kind], matched)
        for kind in NAMED:
            _count_named(total, kind, document, gold[kind], made[kind])
    return total


def _by_document(passages: Iterable[Record]) -> dict[str, dict[str, list[Record]]]:
    documents: dict[str, dict[str, list[Record]]] = {}
    for passage in passages:
        name = passage.get("doc") or passage["id"] + ".txt"
        records = documents.setdefault(name, {kind: [] for kind in KINDS})
        for kind in KINDS:
            records[kind] += passage[kind]
    return documents


def _count_matched(
    total: Score,
    kind: str,
    gold: Sequence[Record],
    made: Sequence[Record],
    matched: Sequence[tuple[int, int]],
    checks: Callable[[Record, Record], dict[str, bool]],
) -> None:
    whole = named = 0
    for i, j in matched:
        right = checks(gold[i], made[j])
        whole += all(right.values())
        named += all(right.values()) and well_named(gold[i], made[j])
        for name, is_right in right.items():
            total.right[f"{kind}.{name}"].add(is_right, 1, 1)
    total.counts[kind].add(len(matched), len(gold), len(made))
    total.counts[kind + ALL_RIGHT].add(whole, len(gold), len(made))
    if kind == "observations":
        total.counts[kind + WELL_NAMED].add(named, len(gold), len(made))


def _unmatched(
    document: str, label: str, gold: Sequence[Record], made: Sequence[Record], matched: Sequence[tuple[int, int]]
) -> Iterator[str]:
    for sign, records, taken in (("-", gold, {i for i, _ in matched}), ("+", made, {j for _, j in matched})):
        for index, record in enumerate(records):
            if index not in taken:
                value = _text(record, "value") + _text(record, "unit")
                yield f"{sign} {document} {_text(record, label)} {value} {_text(record, 'quote')}"


def _count_named(total: Score, kind: str, document: str, gold: Sequence[Record], made: Sequence[Record]) -> None:
    wanted = {_key(kind, record["name"]): record["name"] for record in gold if not record.get("nested")}
    free = {_key(kind, record["name"]) for record in gold if record.get("nested")}
    hit: set[str] = set()
    extra = []
    for row in made:
        keys = {_key(kind, surface) for surface in _surfaces(row)}
        if found := _wanted(kind, keys, set(wanted)):
            hit |= found
        elif not keys & free:
            extra.append(_text(row, "name"))
    total.counts[kind].add(len(hit), len(wanted), len(hit) + len(extra))
    total.differences[kind] += [f"- {document} {wanted[key]}" for key in wanted if key not in hit]
    total.differences[kind] += [f"+ {document} {name}" for name in extra]


def _wanted(kind: str, keys: set[str], wanted: set[str]) -> set[str]:
    found = keys & wanted
    if kind != "organizations" or found:
        return found
    return {name for name in wanted for key in keys if _mostly(key, name)}


def _mostly(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return short in long and len(short) >= 0.6 * len(long)


def _key(kind: str, name: str) -> str:
    name = squeeze(name)
    return (_INDUSTRY_TAILS.sub("", name) or name) if kind == "industries" else name


def _surfaces(row: Record) -> set[str]:
    return {name for name in _text(row, "mentions").split("|") if squeeze(name)} | {_text(row, "name")}


# Words out


def render(total: Score, as_data: bool = False) -> str:
    """The figures as a table, and of those found the share with each field right; or as one line of JSON."""
    if as_data:
        return json.dumps(as_json(total), ensure_ascii=False)
    lines = [f"{'':28} precision  recall      F1    gold"]
    for kind in sorted(total.counts):
        precision, recall, f1 = total.counts[kind].figures
        lines.append(f"{kind:28} {precision:9.3f} {recall:7.3f} {f1:7.3f} {total.counts[kind].gold:7}")
    shares = (f"{name} {count.hit / count.gold:.2f}" for name, count in sorted(total.right.items()))
    return "\n".join([*lines, "of those found, right: " + ", ".join(shares)])


def markdown(total: Score) -> str:
    """The figures as a page: by kind, by field, and every fact missed (-) or made up (+)."""
    lines = ["| kind | precision | recall | F1 | gold |", "| --- | --- | --- | --- | --- |"]
    for kind in sorted(total.counts):
        precision, recall, f1 = total.counts[kind].figures
        lines.append(f"| {kind} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {total.counts[kind].gold} |")
    lines += ["", "Of those found, right:", "", "| field | share |", "| --- | --- |"]
    lines += [f"| {name} | {count.hit / count.gold:.3f} |" for name, count in sorted(total.right.items())]
    for kind, differences in sorted(total.differences.items()):
        lines += ["", f"## {kind}", "", "Missed (-) and made up (+):", "", "```text", *differences, "```"]
    return "\n".join(lines)


def as_json(total: Score) -> dict[str, dict[str, float] | float]:
    """The figures as plain values: p, r, f1 for each kind, and the shares of the fields."""
    figures: dict[str, dict[str, float] | float] = {}
    for kind, count in total.counts.items():
        figures[kind] = {name: round(value, 4) for name, value in zip(("p", "r", "f1"), count.figures, strict=True)}
    return figures | {name: round(count.hit / count.gold, 4) for name, count in total.right.items()}
