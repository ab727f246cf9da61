"""Numbers that state nothing: steps, times, sizes of things, classes, counts of the text's own parts, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.observation import indicator, subject, verb_classes
from kg.extract.observation.counted import next_mark
from kg.extract.observation.discourse import Subject
from kg.extract.observation.number_context import NumberContext, is_classed
from kg.extract.observation.verb_classes import ATTRIBUTES
from kg.text.line import Line
from kg.text.marks import HAN

_TIME = ("time", "age", "speed", "temperature", "score")
FINER = "a finer number follows"
CLASS = "belongs to a class of things"
STEP = "counts steps of an amount"
_LIKE = ("类", "大类", "批次", "批", "轮")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A number that became no observation, and why."""

    start: int
    end: int
    reason: str


def reject(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """Why the number is no observation, or nothing."""
    for reason in (
        _of_steps,
        _of_effects,
        _of_project,
        _of_device,
        _of_attendance,
        _of_time,
        _of_slogan,
        _excepted,
        _compared_with,
        _of_size,
        _coarser,
        _without_subject,
        _threshold,
        _attributive,
        _structural,
    ):
        if told := reason(line, item, chosen):
            return told
    return ""


def _of_steps(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    return STEP if is_step(line, item) else ""


def _of_effects(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`项目建成后年产值达3亿元`: what a project is to bring, nothing reached yet."""
    near = max(0, item.quantity.start - _NEAR)
    start = max(near, *(line.text.rfind(mark, near, item.quantity.start) + 1 for mark in "；。"))
    found = _ONCE_BUILT.search(line.text, start, item.quantity.start)
    return "what a project is to bring" if found else ""


_POINTING = re.compile(
    "(?:^|[，,；;])(?:(?:该|这个|此|本|这一)(?:项目|工程)|(?:项目|工程)(?:计划|将|拟|分[一二两三四五]期|建成|主要|占地|位于|达产|投产|全部))"
)
_OWN_FIGURE = re.compile(
    "(?:该|本)?(?:项目|工程)(?:建设|概算|计划|估算|静态|规划|预计|一期|二期)*(?:总?投资(?:概算|额)?|占地面积|用地面积|建筑面积)"
    "|(?:投资|工程)?(?:概算|估算)(?:总?投资)?|静态总?投资"
)


def _of_project(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`项目总投资6亿元`, `概算总投资35亿元`: a figure of one project that the text has named before."""
    own = line.text[item.left.start : item.quantity.left].strip("，约为达到近超 ")
    begins = line.text.rfind("。", 0, item.quantity.start) + 1
    pointed = _POINTING.search(line.text, begins, item.quantity.start)
    several = any(other.unit in ("个", "项") for other in line.quantities if other.end < item.quantity.start)
    if pointed and not several and item.quantity.kind not in ("ratio", "points", "rank"):
        return "a project's own figure"  # 该项目总投资6亿元，新建厂房7栋，可容纳织机4000台
    said = line.text[item.start : item.left.start].strip("，、的该本其 ")
    if said and own.startswith("项目"):
        return ""  # 签约|项目总投资, 完成|项目投资: of projects of a kind
    counted = any(other.kind == "count" for other in line.quantities if other.end < item.quantity.start)
    return "a project's own figure" if _OWN_FIGURE.fullmatch(own) and not counted else ""


def _of_device(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`这种浮标能监测800米水深，可减少90%排放`: what one kind of device is able to do."""
    opens = max(line.text.rfind(mark, 0, item.quantity.start) for mark in "。；") + 1
    found = _DEVICE.match(line.text, opens)
    return "what a device can do" if found and found.end() <= item.quantity.start else ""


_DEVICE = re.compile("(?:这|该|这一)(?:种|款|型|艘|台|套|架|辆)[^，。；]{2,24}?(?:，)?(?:可|能)(?!持续)")


def _of_attendance(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`会议应出席代表185名，实际出席168名`: who sits in an assembly is no fact of its place."""
    near = max(0, item.quantity.start - _NEAR // 2)
    start = max(near, *(line.text.rfind(mark, near, item.quantity.start) + 1 for mark in "，；。"))
    attends = any(word in line.text[start : item.quantity.start] for word in _ATTENDING)
    return "who attends a meeting" if attends and item.quantity.unit in ("名", "人") else ""


_ATTENDING = ("出席", "列席", "到会", "应到", "实到")
_NEAR = 60
_ONCE_BUILT = re.compile("(?:建成|达产|投产|投运|竣工|投用)后(?![^；。]*(?:累计|已|[全我][省市县区州镇]))")


def is_step(line: Line, item: NumberContext) -> bool:
    """`连续迈上4个万亿元台阶`, `迈上5万亿台阶`: steps on the way of an amount, no count of things or machines."""
    text, end = line.text, item.quantity.end
    return text[end - 1 : end + 1] == "台阶" or (item.quantity.kind == "count" and "台阶" in text[end : end + 7])


def _of_time(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    kind = item.quantity.kind
    changes = set(item.left.kinds) & {"growth", "decline", "reach"}
    own = line.text[item.left.start : item.left.end]
    within = item.left.empty and line.text.startswith(_WITHIN, item.quantity.right)
    away = kind == "length" and (within or any(word in own for word in _AWAY))
    if away or own.startswith(_TRAVELS) or own.endswith(("时速", "全长")):
        return "a distance or a speed, not an amount"
    if item.quantity.unit == "个" and line.text.startswith(_LASTS, item.quantity.end):
        return "a time, not an amount"
    told = chosen.name if chosen and chosen.rule == "carried" else own  # 由75岁提高到76岁: the life before
    lasts = told.endswith(("寿命", "年龄", "年限", "天数", "气温", "时数", "时长", "时限", "无霜期"))
    if kind in _TIME and not (changes and not item.left.empty) and not lasts:
        return f"{'an' if kind == 'age' else 'a'} {kind}, not an amount"
    return ""


def _of_slogan(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`坚持质量第一`: what comes first, not where something stands; 产量第一 and 产量居全国第一 say that."""
    own = line.text[item.left.start : item.left.end]
    placed = line.text[item.left.end : item.quantity.left].strip() or own.endswith(ATTRIBUTES)
    return "" if item.quantity.kind != "rank" or placed else "says what comes first, no place in an order"


def _compared_with(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`高于年初12%的目标14.4个百分点`: an aim that the next number compares a result with."""
    behind = line.text[item.quantity.right : item.quantity.right + _NEAR_AIM]
    aim = behind.startswith("的") and any(map(str.isdigit, behind))
    aimed = aim and any(word in behind for word in ("目标", "预期", "计划"))
    beside = _BESIDE.search(line.text, 0, item.quantity.left)
    return "what a result is compared with" if item.quantity.kind == "ratio" and (aimed or beside) else ""


_NEAR_AIM = 8
# 增速比全省平均水平（7.7%）和全国（7.0%）分别高0.7、1.4个百分点
_BESIDE = re.compile("(?:[比较]|高于|低于|快于|慢于)(?:全[国省市区县]|[^，。；（(]{0,10}平均)[^，。；]{0,24}[（(]$")


def _excepted(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`汽车3120辆（不含4.5吨以下货车）`: what is left out of a count."""
    opening = max(line.text.rfind(mark, 0, item.quantity.left) for mark in "（(") + 1
    return "what is not counted" if item.depth and line.text.startswith(_EXCEPT, opening) else ""


_EXCEPT = ("不含", "不包括", "不包含", "剔除", "除")
_TRAVELS = ("距", "相距", "车程")
# Where something lies or runs: 位于县城南|30公里处, 穿越境内|30公里.
_WITHIN = ("见", "进", "到", "内", "范围", "以内", "之内", "外")
_AWAY = ("位于", "坐落", "地处", "穿越", "流经")
_LASTS = ("小时", "多小时", "月", "多月", "星期", "季度", "年头", "昼夜")


def _without_subject(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    return "" if chosen else "nothing names what is measured"


def _threshold(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`培育一批产值超5亿元、税收超1000万元的企业`: how large the things are of which some are meant."""
    clause = max(line.text.rfind(mark, 0, item.quantity.start) for mark in "，；。：") + 1
    some = any(word in line.text[clause : item.quantity.start] for word in ("一批", "一些", "若干", "一系列"))
    bounded = item.quantity.bound != "exact"  # 总投资12亿元的一批项目 tells what goes into all of them
    behind = line.text[item.quantity.right : next_mark(line.text, item.quantity.right)]
    listed = line.text.find("的", item.quantity.right, item.quantity.right + _NEAR // 4) > 0
    return CLASS if some and bounded and (behind.startswith("的") or (not behind and listed)) else ""


def _attributive(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`5亿元以上企业8家`, `500万元以上固定资产投资完成9亿元`: the first number tells which, not how many."""
    if _of_counted(line, item):
        return CLASS
    named = line.text[item.right[0] : item.right[1]]
    if _of_class(line, item) or (item.quantity.kind == "count" and named in _OF_AMOUNTS):
        return CLASS
    if item.right[0] == item.right[1]:
        return ""
    following = next((other for other in line.quantities if other.left >= item.right[1]), None)
    tells = following is not None and line.text[item.right[1] : following.left] in _TELLS_NEXT
    if tells and item.quantity.kind == "money" and item.left.empty and line.text.startswith(_BOUNDS, item.quantity.end):
        return CLASS
    if not line.text[item.right[1] : item.right[1] + 1].isdigit():
        return ""
    noun = line.inside(*item.right)
    after = line.text[item.quantity.end : item.right[0]]
    said = (
        line.text[item.left.end : item.quantity.left].strip("约达为超近 ") or line.text[item.left.start : item.left.end]
    )
    spends = bool(noun) and noun[0].text in verb_classes.DO  # 投资4亿元实施项目6项 tells no size
    if said in _SIZES and noun and not spends and not after:
        return CLASS
    above = after.startswith(_BOUNDS)
    return CLASS if above and item.quantity.kind != "ratio" else ""


def _of_counted(line: Line, item: NumberContext) -> bool:
    """Whether a bound tells which things are counted behind it: 产值超500亿元|的镇增至|6个."""
    if item.quantity.bound not in ("at_least", "at_most"):
        return False
    counts = (other for other in line.quantities if other.left >= item.quantity.right)
    following = next(counts, None)
    if following is None or following.kind != "count":
        return False
    between = line.text[item.quantity.right : following.left]
    return bool(_WHICH.fullmatch(between))


_WHICH = re.compile("的(?!同时|基础|情况)[一-龥]{1,12}")

# What makes a class with its amount, and is not counted itself: 1个|经济总量|近千亿.
_OF_AMOUNTS = frozenset(["经济总量", "地区生产总值", "产值", "年产值", "营收", "年营收", "税收", "投资", "总投资"])


def _of_class(line: Line, item: NumberContext) -> bool:
    """Whether an amount makes a class of things that are counted before it: 100个|投资5000万元以上|项目."""
    before = [other for other in line.quantities if other.end <= item.quantity.start]
    return item.quantity.kind == "money" and bool(before) and is_classed(line, before[-1], item.quantity)


# What a class of things has behind it that its own amount does not: 500万元以上|固定资产投资|完成|39亿元.
_BOUNDS = ("以上", "及以上", "以下")
_TELLS_NEXT = (
    "完成",
    "累计完成",
    "预计完成",
    "共完成",
    "实现",
    "达到",
    "达",
    "增长",
    "下降",
    "完成投资",
    "累计完成投资",
    "实现产值",
)
# Attributes whose amount tells of what size things are: 引进总投资超10亿元项目50个.
_SIZES = ("总投资", "投资", "投资额", "注册资本", "注册资金", "年产值", "年营收")


def _of_size(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`257亩的湿地`, `100多米长的叶片`, `25公里外`: how large or how far a thing is, not how much there is."""
    if item.quantity.kind not in _MEASURED or set(item.left.kinds) & {"growth", "decline", "reach"}:
        return ""
    after = line.text[item.quantity.right :]
    noun = line.text[item.right[0] : item.right[1]]
    if any(other.kind == "count" and other.right == item.quantity.left for other in line.quantities) and noun:
        return "the size of a thing"  # 3座|20万千瓦|储能项目
    own = line.text[item.left.start : item.quantity.left]
    makes = any(word in own for word in _MAKES) and not noun.endswith(("能力", "规模", "产能"))
    sized = (after.startswith(_SIZED) or (after[:1] == "的" and HAN.match(after, 1))) and (
        item.left.empty or makes or indicator.ends_with_verb(line, item.left)
    )
    plant = item.quantity.kind == "voltage"
    return "the size of a thing" if sized or plant or noun.endswith(("问题", "难题")) else ""


_MEASURED = ("area", "length", "volume", "mass", "power", "voltage", "energy")
# 日处理污水|5万吨的|二期扩容工程
_MAKES = tuple("日处理 日产 日供 日加工 年处理 年产 年供 年加工 年发电".split())
_SIZED = (*(size + mark for size in "长高宽深厚重" for mark in "的、"), "之外", "外", "远")


def _coarser(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`8类23项`, `231户779人`: the second, finer number counts."""
    after = line.text[item.quantity.right : item.quantity.right + 1]
    coarse = item.quantity.unit in _LIKE or item.quantity.unit == "户"
    return FINER if coarse and after.isdigit() else ""


def _structural(line: Line, item: NumberContext, chosen: Subject | None) -> str:
    """`三个方面`, `五大任务`: counts of the text's own parts."""
    right = line.text[item.right[0] : item.right[1]]
    alone = item.left.empty or item.joint or indicator.ends_with_verb(line, item.left)
    spoken = item.quantity.rule == "chinese" and right.endswith(_SPEECH)
    if (right in subject.STRUCTURAL or spoken) and item.quantity.kind in ("count", "goods", "word") and alone:
        return "counts the text's own parts"
    return "counts the text's own parts" if spoken else ""


_SPEECH = tuple(word for word in sorted(subject.STRUCTURAL) if len(word) > 1)
