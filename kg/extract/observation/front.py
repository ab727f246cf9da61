"""Where the name of an indicator begins: behind marks, adverbs, times and verbs, at the object of the last verb."""

from __future__ import annotations

import re
from itertools import zip_longest

from kg.extract.observation.verb_classes import ADVERBS, DO, HARD, MANNERS
from kg.text import lexicon
from kg.text.line import Line
from kg.text.tokens import Token

# Adverbs that begin the name of a standard indicator: 人均可支配收入, 基本医保参保率, 实际使用外资.
PARTS_OF_NAMES = frozenset(["人均", "户均", "亩均", "次均", "日均", "月均", "基本", "实际", "可", "有效", "平均"])
# Beginnings of standard indicators that look like a verb with its object: 研发经费, 转移支付收入.
_STANDARD = lexicon.ordered("verb", "standard")
# Verbs of doing that name no trade: what follows them is the whole indicator.
_OF_TRADES = frozenset("面积 产量 产值 产能 收入 支出 规模 数量 里程 人数".split())
GENERAL = frozenset("完成 实现 达到 争取 落实 引进 新增 增加 发放 安排 获得 取得 实施 推进 确保 力争 保持".split())
# What makes a name of the verb before it: 竣工率, 投资、消费.
_NAMES_BEHIND = ("率", "量", "额", "数", "度", "性", "型", "、", "和")
_LONGEST_END = 2  # letters of a word that makes a name of a verb: 投资|额度, but 打造|数字化工厂
# A verb with another: 新引进|、认定|各类人才; 开工、竣工率 is one.
_MORE_VERBS = tuple(
    joint + verb for joint in "、和" for verb in sorted(DO) if len(verb) > 1 and verb not in ("投资", "进口", "出口")
)
AIDS = ("资助", "补助", "援助", "救助", "奖补")
_AIDED = ("资金", "下级", "区县", "县区", "市县")
# A word of doing stays in front of these: together they are the name of what is measured (新增就业, 带动消费).
KEPT_BEFORE = ("就业", "消费", "学位", "群众", "企业", "投资", "效益", "收入", "资金")
# Adverbs that part a long subject from what is told of it: 财政系统会同相关部门共|向上汇报争取.
_TOGETHER = frozenset(["共", "累计", "合计", "共计", "预计", "已", "已经"])
# Times that stand before a name.
FRONT_TIME = re.compile(
    "(?:截至|截止|到)(?:目前|现在)(?:为止)?[，,]?|(?:截至|截止|到|至|自)?(?:19|20)[0-9]{2}年(?:底|末|初|以来|期间|全年|度|[0-9]{1,2}月(?:底|末|份)?)?[，,]?"
    "|“?十[一二三四五]五”?(?:规划)?(?:期间|时期|末)|规划期末|新（[改扩、]{1,3}）建"
    "|(?:[0-9]{1,2}[-—－~～至])?[0-9]{1,2}月(?:份|末|底)?[，,]?|第?[一二三四]季度|[上下]半年|[年期]末(?!滚存|结余|结转|余额)|当月|前三季度|年内|年底前|全年|当年|[0-9]{1,2}月底前"
)


def beginning(line: Line, start: int, end: int) -> int:
    """Where the indicator begins: behind adverbs, the place's own pronoun and verbs of doing."""
    at, text = start, line.text
    words = line.inside(start, end)
    for token, following in zip_longest(words, words[1:]):
        if token.start < at:
            continue
        time = FRONT_TIME.match(text, token.start, end)
        done = token.text in MANNERS and following is not None and following.text in DO  # 有序|疏解农户
        if not time and not done and not _leads(text, token, following, end):
            break
        at = time.end() if time else token.end
    return _after_last_verb(line, at, end)


# Letters that end a word and begin none: 县域医共|体, 办|件量, 转移|性支出, 在|库企业.
_ENDS = frozenset("体件性库内化率度额员")


def _cuts(following: Token | None) -> bool:
    """Whether the word behind a verb is the rest of the one that the verb begins."""
    text = following.text if following else ""
    return bool(text) and text[0] in _ENDS and (len(text) == 1 or text[0] == "性")


def _leads(text: str, token: Token, following: Token | None, end: int) -> bool:
    """Whether a word is a mark, an adverb or a verb of doing in front of a name."""
    if not token.text.strip("，,、 　的和及与；;：:●—-"):
        return True
    if _cuts(following):
        return False
    if text.startswith(_STANDARD, token.start, end):
        return False
    if (token.text in _ABOVE or "投资" in token.text) and text[token.end : token.end + 1] in _AMOUNTS | _ABOVE:
        return False  # 过|亿元企业, 投资|千万元以上项目, 总投资|超亿元项目
    if token.text in ADVERBS and token.text not in PARTS_OF_NAMES and not text.startswith("级", token.end):
        return True
    if token.text not in DO or _kept(text, token, end):
        return False
    made_name = text.startswith(_NAMES_BEHIND, token.end) and not (following and len(following.text) > _LONGEST_END)
    return not made_name or text.startswith(_MORE_VERBS, token.end)


# What opens the amount that makes a class: 过|亿元企业.
_ABOVE = frozenset(["过", "超", "逾", "超过", "达"])
_AMOUNTS = frozenset("0123456789十百千万亿")


_SAYS_LITTLE = 2
# Verbs of making and mending: what follows them is the whole indicator, however short.
_MAKES = tuple(
    "新建 改造 更新 加装 建成 建设 改建 扩建 打造 创建 建立 设立 培育 开展 举办 修建 修复 整治 治理 增设 设置 安装 "
    "启动 清理 拆除 清除 补栽 栽种 栽植 补植 封堵 升级 新改建 改扩建 新增 成立 组建 购置 购买 配备 "
    "投放 建好 提升 完善".split()
)


# What has begun or come: told of what is new, not of all that there is (新开工|治水工程, 新设|外资企业).
_NEWLY = frozenset(["新开工", "新设", "接待"])


def says_which(verb: str, noun: str) -> bool:
    """Whether a verb tells which of many a short noun is: 签约|项目, 接待|游客; 改造|农房 is told of farmhouses."""
    if verb in _NEWLY and noun.strip():
        return True
    short = len(noun) <= _SAYS_LITTLE and bool(noun.strip()) and len(verb) > 1
    return short and verb not in GENERAL and not verb.startswith(_MAKES)


def _kept(text: str, token: Token, end: int) -> bool:
    """True where the verb belongs to the name: 新增就业, 带动消费; or where nothing would be left of it."""
    rest = text[token.end : end]
    if rest in _OF_TRADES and token.text not in GENERAL:
        return True  # 造林面积, but 完成|面积
    if token.text in ("投入", "筹措", "拨付", "落实", "争取", "发放") and rest == "资金":
        return True
    if token.text in AIDS and rest.startswith(_AIDED):
        return True
    if says_which(token.text, rest):
        return True
    return not rest.strip() or (token.text in ("新增", "带动", "惠及", "新设", "到位") and rest.startswith(KEPT_BEFORE))


def _after_last_verb(line: Line, start: int, end: int) -> int:
    """The beginning of the object of the last hard verb in the stretch, if it has one of two letters or more."""
    at = max((token.end for token in line.inside(start, end) if _opens_object(line, token, start, end)), default=start)
    words = line.inside(at, end)
    for token, following in zip_longest(words, words[1:]):
        parts = token.text in _TOGETHER and token.start > at and end - token.end >= 2 and not _cuts(following)
        if parts and not line.quoted(at, token.start):
            at = token.end
    return at


def _opens_object(line: Line, token: Token, start: int, end: int) -> bool:
    """Whether the object of a hard verb follows it in the stretch, and it is no part of a noun, list or quotation."""
    if token.text not in HARD or token.start <= start or end - token.end < 2:
        return False
    if line.text.startswith("的", token.end):
        return False  # 通过网络实现的|零售额
    if line.text[token.start - 1] == "、" or "占" in line.text[start : token.start]:
        return False  # the verb opens a member of a list: 接待旅客、实现花费
    if all(other.text in DO for other in line.inside(token.end, end)):
        return False  # 市政道路新建改造开工: nothing but verbs follow
    if any(rate in line.text[start : token.start] for rate in ("每千", "每万", "每百")):
        return False  # 每千人拥有托位数 is one name
    of_noun = line.text[token.end : token.end + 1] in "率量数额度任项面机站厂期"
    return not of_noun and not line.quoted(start, token.start) and not _kept(line.text, token, end)
