"""Subjects behind a count: the noun, whose it is, what it does or has become, and the list that it begins.

`建成15座消防站`, `水源保护区8栋违法建筑`, `4个项目早日投产`, `60%以上的耕地`, `15250人如期脱贫`.
"""

from __future__ import annotations

import re
from itertools import takewhile

from kg.extract.observation import front, indicator, verb_classes
from kg.extract.observation.discourse import Discourse, Subject, left, named, right
from kg.extract.observation.number_context import COUNTS, NumberContext
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.spans import past

# What a count behind these is said to have become names it better than the bare noun: 14个县市获批国家示范县.
_BECOMES = re.compile(
    "(?:获批(?:创建|建设)?|入选|获评|荣获|荣登|上榜|被评为|被认定为|被确定为|成为|成功创建|创建为?|晋升为|晋级|位列|进入|跻身|"
    "列入|纳入|入围|入列|达到|通过|获得|获)(?:为|了)?(?P<what>(?:[一-龥“”A-Za-z]|[0-9]{1,4}(?=[强佳百A])){2,24}+)(?![0-9])"
)
NO_NOUNS = frozenset(["预期", "目标", "增速", "速度", "水平", "幅度", "比例", "增长", "态势", "标准", "要求"])


_TREATED = re.compile("(?:进行|实施|开展|提供|给予)了?(?P<work>(?!的)[一-龥]{3,14}?)(?=[，。；]|$)")
_BY_WHOM = re.compile(
    "(?:对|为|给)(?:[全我][省市县区州镇乡])?(?:包括[^，。；]{1,16}在内的)?(?P<whose>[一-龥]{0,12}?)的?$"
)


def treated(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`对6条河道进行综合整治`, `为10万名残疾人提供康复服务`: what is done to things or for people that are counted."""
    opens = _BY_WHOM.match(line.text, number.start, number.quantity.left)
    if not opens or number.quantity.kind not in (*COUNTS, "person"):
        return None
    bare = _TREATED.match(line.text, number.quantity.right)
    work = bare or _TREATED.match(line.text, max(number.quantity.right, number.right[1]))
    if not work:
        return None
    thing = "" if bare else right(line, number)
    whose = "" if thing else opens["whose"]
    name = whose + thing + work["work"]
    return named(line, number.start, work.end(), "treated", name) if len(whose + thing) > 1 else None


def share_of_noun(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`60%以上的耕地`, `75%以上衔接资金用于产业`."""
    if number.quantity.kind != "ratio" or number.right[0] == number.right[1] or number.joint:
        return None
    if not number.left.empty and number.left.kinds[:1] != ("do",) and not indicator.ends_with_verb(line, number.left):
        return None
    if set(number.left.kinds) & {"growth", "decline", "reach"} or right(line, number) in NO_NOUNS:
        return None
    said = right(line, number) + _predicate(line, number)
    if shown := _SHOWS.search(said):
        start, end = number.right[0], shown.start()
        begins = (word.start - start for word in line.inside(start, start + end))
        cut = next((at for at in begins if at > 1 and indicator.is_attribute(said[at:end])), end)
        return named(line, start, start + cut, "share-of-noun", said[:cut])
    return named(line, *number.right, "share-of-noun", said)


# What the things behind a share show, which names none of them: 六成产品|产量呈增长态势.
_SHOWS = re.compile("(?<=[一-龥]{2})(?:呈现?|保持|实现)[^，。；]{0,6}(?:增长|上升|下降|态势|势头)")


_LONGEST_PREDICATE = 16


def _predicate(line: Line, number: NumberContext) -> str:
    """What is said of the things behind a number, up to the next mark: 70%以上支出|用于民生."""
    start = number.right[1]
    said = line.text[start : next_mark(line.text, start)].removesuffix("要求")
    fits = 1 < len(said) <= _LONGEST_PREDICATE and not _has_digit(said)
    return said if fits and not said.startswith(_SAYS_NO_MORE) else ""


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


# What goes on about the things without saying which they are: 项目|加快推进.
_SAYS_NO_MORE = ("的", "进行", "加快", "等", "有序", "全部", "进展", "稳步", "顺利", "同天")


def counted_behind(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`建成15座消防站`, `8家企业入选名录`: a count before its noun."""
    noun = right(line, number)
    if not noun or noun in verb_classes.DO or number.quantity.kind not in COUNTS or changes(line, number):
        return None
    verb = _verb_before(line, number)
    if (reached := _reached(line, number, verb, spoken)) and noun[0] in _DIVISIONS:
        return Subject(reached + verb + noun, number.start, number.right[1], "counted-of-whose")
    if noun in _DIVISIONS or _WITH_ASIDE.match(noun):
        return _divisions(line, number, noun)
    noun = _OF_THESE.sub("", _without_what_follows(line, number, noun))
    if became := _became(line, number, noun):
        return became
    if reached:
        return Subject(reached + verb + noun, number.start, number.right[1], "counted-of-whose")
    whose = _whose(line, number)
    if whose and len(noun) > 1:
        whole = whose if whose.endswith(noun) else whose + noun  # 重点项目|20个|项目
        return named(line, number.left.start, number.right[1], "counted-of-whose", whole)
    return named(line, *number.right, "counted-behind", _with_doing(line, number, verb, noun))


def _divisions(line: Line, number: NumberContext, noun: str) -> Subject | None:
    """The divisions that a place has under it, or what they have become: 下辖7个|镇, 9个|镇（街道）|整镇建成样板."""
    aside = _WITH_ASIDE.match(noun)
    if aside:
        said = _behind_doing(noun[aside.end() :] + _predicate(line, number))
        return named(line, *number.right, "counted-behind", said + aside.group()) if len(said) > 1 else None
    under = "辖" in line.text[: number.quantity.start]
    return named(line, *number.right, "counted-behind", f"下辖{noun}") if under else None


def _behind_doing(said: str) -> str:
    """What is said, without how or when it is done: 均实现|脱贫."""
    return said[past(said, 0, len(said), _DOES) :]


def _became(line: Line, number: NumberContext, noun: str) -> Subject | None:
    """What the things behind a count are said to have become: 14个县市|获批国家示范县."""
    became = _BECOMES.match(line.text, number.right[1]) if number.quantity.kind in ("count", "goods") else None
    if not became:
        return None
    what = became["what"]
    name = what if what.endswith(noun[-2:]) else what + noun
    return named(line, number.right[0], became.end(), "counted-and-became", name)


def _with_doing(line: Line, number: NumberContext, verb: str, noun: str) -> str:
    """A noun with the verb that says which things are counted, with what they do, or with the rest of its list."""
    which = verb in verb_classes.DO and front.says_which(verb, noun)  # 签约5个|项目
    said = _predicate(line, number) if not which and len(noun) < _SAYS_ENOUGH else ""
    done = _behind_doing(said).removeprefix("了")
    goes_on = number.quantity.kind == "person" or len(done) > _LONGEST_DONE or _made(line, number, said)
    if said and goes_on:
        return verb * which + noun + said
    listed = "" if said else _work(line, number) or _listed(line, number)
    return verb * which + (done if len(done) > 1 else "") + noun + listed


# What else the places behind a count are: 9个|镇（街道）|整镇建成样板.
_WITH_ASIDE = re.compile("[镇乡村县区市][（(][^（）()]{1,6}[）)]")


def _verb_before(line: Line, number: NumberContext) -> str:
    """The word right before a count."""
    return line.tokens[at].text if (at := line.ends_at(number.quantity.left)) is not None else ""


# What a place has under it, by a word that says little alone: 下辖7个|镇、3个|乡.
_DIVISIONS = frozenset("镇乡村县区市")


def _without_what_follows(line: Line, number: NumberContext, noun: str) -> str:
    """The noun without what is measured of it with the next number: 75家龙头企业|年销售收入|18.4亿元."""
    start = number.right[1]
    following = next((item for item in line.quantities if item.left >= start), None)
    if (
        following is None
        or following.left - start > _NEAR
        or any(mark in line.text[start : following.left] for mark in "，；。、,")
    ):
        return noun
    begins = [word.start - number.right[0] for word in line.inside(*number.right)]
    cut = next((at for at in begins if at > 1 and indicator.is_attribute(noun[at:])), len(noun))
    whole = line.text[number.right[0] : following.left].rstrip(_REACHED)
    if following.kind == "ratio" and whole.endswith("率"):
        return _without_rate(line, number, noun[:cut])
    return noun[:cut]


_REACHED = "达到为至已超过约近"


def _without_rate(line: Line, number: NumberContext, noun: str) -> str:
    """The noun without its rate and how that is reached: 1200项政务服务事项|网上|可办率."""
    words = list(line.inside(number.right[0], number.right[0] + len(noun)))
    nouns = dictionary().nouns
    kept = words[: next((at for at in range(len(words), 0, -1) if words[at - 1].text in nouns), len(words))]
    while len(kept) > 1 and kept[-1].text.endswith("率"):
        kept.pop()
    return line.text[number.right[0] : kept[-1].end] if kept else noun


_NEAR = 8
_OF_THESE = re.compile("(?<=[一-龥]{2})(?<!其|初|高|集)中$")  # 20个项目|中，有5个


def _made(line: Line, number: NumberContext, said: str) -> bool:
    """Whether what follows the noun is the work that a verb before the count does: 启动5个项目|建设."""
    words = line.inside(number.start, number.quantity.left)
    return not said.startswith(_DOES) and any(word.text in _DO_WORK for word in words)


# Verbs that have works as their objects.
_DO_WORK = frozenset(["完成", "实施", "启动", "开展", "加快", "推进"])
_LONGEST_DONE = 12  # letters of what may stand before a noun: 规划验收|项目
# How or when it is done, and verbs that say nothing of it.
_DOES = (
    "早日", "将", "已经", "已", "均", "都", "全部", "相继", "陆续", "先后", "分别", "正在", "成功", "顺利", "实质性",
    "实现", "进行", "完成", "开展", "成为",
)  # fmt: skip
_LISTED = re.compile("、[^，。；：、（()0-9０-９]{2,16}(?=[，。；（]|$)")


def _listed(line: Line, number: NumberContext) -> str:
    """The rest of a list that is counted as one: 200个花漾街区|、街心花园."""
    found = _LISTED.match(line.text, number.right[1])
    if not found or any(word.text in verb_classes.PREDICATES for word in line.inside(found.start() + 1, found.end())):
        return ""
    return found.group()


_WORK = re.compile(
    "(?:提标|升级|扩容|更新|综合|提质|节能)?(?:改造|整治|治理|改建|扩建|修缮|加固)(?:提升)?(?=[，。；、和]|$)"
)


def _work(line: Line, number: NumberContext) -> str:
    """The work on the things behind a count that is completed: 完成14座垃圾转运站|提标改造."""
    found = _WORK.match(line.text, number.right[1])
    if not found:
        return ""
    start = max(line.text.rfind(mark, 0, number.quantity.left) for mark in "，；。")
    return found.group() if any(word.text in _DO_WORK for word in line.inside(start + 1, number.start)) else ""


_SAYS_ENOUGH = 3  # letters of a noun that says which things are counted: 项目 does not
_LONGEST_OWNER = 14


_REACHES = frozenset(["惠及", "涵盖", "覆盖", "辐射", "受益"])


def _reached(line: Line, number: NumberContext, verb: str, spoken: Discourse) -> str:
    """What reaches the people or places behind a count: 供水工程惠及|40万|群众."""
    if verb not in _REACHES:
        return ""
    own = line.text[number.start : number.quantity.left - len(verb)].strip("，、 已共累计可")
    if own or not spoken.subject:
        return own if 1 < len(own) <= _LONGEST_OWNER and not _has_digit(own) else ""
    return spoken.subject.name if number.start and line.text[number.start - 1] in "，," else ""


def _whose(line: Line, number: NumberContext) -> str:
    """What the things behind a count are of, where it stands right before the number: 督察组交办的|17宗|案件."""
    return _told_whose(line, number) or _noun_before(line, number)


def _noun_before(line: Line, number: NumberContext) -> str:
    """The noun right before a count: 拆除青岭水源保护区|8栋|违法建筑; no verb, member of a list or word of time."""
    stretch = line.text[number.left.end : number.quantity.left]
    if number.quantity.kind not in _OF_NOUNS or number.joint or stretch not in ("", "的"):
        return ""
    words = line.inside(number.left.start, number.left.end)
    kept = list(takewhile(lambda word: not _parts(word.text), reversed(words)))[::-1]
    if not kept or (len(kept) < len(words) and words[-len(kept) - 1].text not in verb_classes.DO):
        return ""
    whose, known = line.text[kept[0].start : number.left.end], dictionary()
    named = stretch == "的" or kept[-1].text in known.nouns
    fits = 1 < len(whose) <= _LONGEST_OWNER and not _has_digit(whose)
    return whose if named and fits and kept[0].text not in known.verbs else ""


_OF_NOUNS = ("count", "goods", "area")


def _parts(word: str) -> bool:
    """Whether a word before a count is none of the noun that its things are of."""
    verbs = verb_classes.DO | verb_classes.ADVERBS | verb_classes.PREDICATES | verb_classes.CHANGES | verb_classes.HARD
    return word in verbs or word in "等、和及与的" or not word.strip()


def _told_whose(line: Line, number: NumberContext) -> str:
    whose = left(line, number)
    said = line.text[number.left.end : number.quantity.left]
    begins = number.start == 0 or line.text[number.start - 1] in "，；。： \n"
    told = said == "的" or (whose.endswith(_TELLS_WHOSE) and not said)
    if not (told and begins and 1 < len(whose) <= _LONGEST_OWNER) or number.quantity.kind != "count" or number.joint:
        return ""
    words = line.inside(number.left.start, number.left.end)
    verbs = any(word.text in verb_classes.HARD for word in words) or words[-1].text in verb_classes.DO
    return "" if verbs or "等" in whose or "、" in whose else whose


# Ends of what things are of that stand right before their count: “一件事”|13个|事项, 沿线|36家|单位.
_TELLS_WHOSE = ("的", "”", "沿线", "周边", "境内", "试验区", "本级", "系统", "领域")


def counted_doing(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`15250人如期脱贫`: people counted by what they did."""
    if number.quantity.kind != "person" or number.start < number.quantity.left or number.right[0] < number.right[1]:
        return None
    words = line.inside(number.quantity.right, next_mark(line.text, number.quantity.right))
    while words and words[0].text in verb_classes.ADVERBS | {"如期", "的", "了"}:
        words = words[1:]
    if not words or words[0].text in verb_classes.CHANGES or words[-1].end - words[0].start > 14:
        return None
    return named(line, words[0].start, words[-1].end, "counted-doing")


# Works of which the next clause tells how much was done: 实施村组道路畅通行动，|新（改）建420公里.
_CAMPAIGN = re.compile(
    "(?:实施|开展|推进|启动)了?(?:新一轮|第[一二三四五六]轮)?(?P<what>[一-龥]{4,16}?)(?:行动|工程|工作|计划)[，,]$"
)


def done_of_campaign(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`实施村组道路畅通行动，新（改）建420公里`: what a campaign before the clause is for."""
    bare = not line.text[past(line.text, number.start, number.quantity.left, _BUILDS) : number.quantity.left].strip()
    found = _CAMPAIGN.search(line.text, 0, number.start) if bare and not spoken.subject else None
    if not found or right(line, number) or number.quantity.kind not in ("length", "area", "count"):
        return None
    words = line.inside(found.start("what"), found.end("what"))
    end = words[-1].start if len(words) > 2 and len(words[-1].text) > 1 else found.end("what")
    return named(line, found.start("what"), end, "done-of-campaign")


_BUILDS = (
    "共", "累计", "已", "新（改、扩）建", "新（改）建", "新改建", "新建", "新", "改造", "建成", "完成", "整治", "修复",
)  # fmt: skip


def changes(line: Line, number: NumberContext) -> bool:
    """Whether the words before the number say a change of what stands before them; 改善5.2万人供水条件 does not."""
    done = number.left.empty_or_verb(line) and number.left.verb in verb_classes.DO
    return bool(number.between) and not done and bool(set(number.left.kinds) & {"reach", "growth", "decline"})


def next_mark(text: str, start: int, but: str = "") -> int:
    """Where the next mark stands, those of `but` aside."""
    return next((at for at in range(start, len(text)) if text[at] in _NEXT and text[at] not in but), len(text))


_NEXT = "，。；、,;（("
