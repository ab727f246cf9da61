"""Indicators: what a number measures, read from the words before it or behind it.

`before` trims the stretch in front of a number from its right end (bound, measure verb, adverbs) and then from its
left end (adverbs, verbs of doing); `behind` takes the noun that follows a count. Both keep to word boundaries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from kg.text import lexicon
from kg.text.line import CLOSING, OPENING, Line
from kg.text.tokens import Token

TAIL_CLASSES = ("growth", "decline", "growth-noun", "decline-noun", "reach", "link", "adverb", "cover", "spend")
TAIL = tuple(
    sorted(
        {(word, kind) for kind in TAIL_CLASSES for word in lexicon.words("verb", kind)},
        key=lambda item: (-len(item[0]), TAIL_CLASSES.index(item[1])),
    )
)
_TAIL_OF: dict[str, tuple[str, ...]] = {}
for _word, _kind in TAIL:
    _TAIL_OF[_word] = (*_TAIL_OF.get(_word, ()), _kind)
_LONGEST = max(len(word) for word in _TAIL_OF)

DO = lexicon.words("verb", "do")
ADVERBS = lexicon.words("verb", "adverb", "link") | lexicon.words("verb", "own")
_MANNERS = lexicon.words("verb", "manner")
PREDICATES = lexicon.words("verb", "predicate")
ATTRIBUTES = lexicon.ordered("verb", "attribute")
_ATTRIBUTE_SET = frozenset(ATTRIBUTES) - {"投资", "投入"}
# What an attribute is told for or by: 年|产值, 平均|时限, 运营|里程; with it the name still does not say whose it is.
_OF_ATTRIBUTES = re.compile(
    "^(?:年度|年|月|日|户|亩)?(?:平均|均|自然|同口径|可比)?(?:实际|合计|累计|运营|通车|新增|新建|建设|规划|设计|计划|预计|村?集体)?(?=..)"
)
OWN = lexicon.ordered("verb", "own")
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
# What ends the noun behind a count, wherever it stands.
CHANGES = lexicon.words("verb", "growth", "decline", "reach") | {"同比", "环比", "同比增长", "较上年", "比上年"}
# Verbs that begin the object wherever they stand in the clause; others may be part of a noun (建设用地, 治理率).
HARD = lexicon.words("verb", "hard")
# Verbs that are nouns as well: they end the noun behind a count only where nothing follows them in it.
_NOUNS_TOO = lexicon.words("verb", "verb-noun")
# Adverbs that part a long subject from what is told of it: 财政系统会同相关部门共|向上汇报争取.
_TOGETHER = frozenset(["共", "累计", "合计", "共计", "预计", "已", "已经"])
# Verbs that jieba may keep inside a longer word: 经济|增长.
_INNER_VERBS = ("增长", "下降", "提高", "减少", "增加")
# Words that join nouns and end none.
_JOINTS = ("和", "及", "与", "以", "的", "等", "并")
# A year before the verb tells what a change is measured from: 债务余额较2024年增加.
_YEAR = re.compile(
    '(?:较|比|与|在|到|至|于)?(?:19|20)[0-9]{2}年(?:底|末|初|以来|期间|同期|度)?$|(?:较|比|是|为|相当于)[“"]?十[一二三四五]五[”"]?(?:末期?|期间|时期)?$'
    "|(?:较|比)(?:[一二三四]季度|[上下]半年|1[-—－至][0-9]{1,2}月份?)(?:分别|均)?$"
    "|(?:较|比)(?:上年|去年|上年末|上年同期|去年同期|上年同口径|年初|上月|上季度)(?:分别|均)?$"
    "|(?:较|比)[0-9一二两三四五六七八九十]{1,3}年前的?$"
    "|[由从](?:原来|原先|过去|当年|当初|最初|[0-9一二两三四五六七八九十]{1,3}年前)的?$"
    "|(?:发展|扩展|提高|提升|增加|增长|上升|降低|减少|缩小)?[到至](?:目前|现在|如今|当前)的?$"
    "|[由从](?:上年|去年|上半年|年初|上年末)的?$"
    "|连续[0-9一二两三四五六七八九十]{1,3}(?:个)?(?:年|季度|月)$"
    "|[由从](?!业|农|教)[^，；。、由从“”（）]{1,10}的(?:不足|近|约)?[一-龥]{0,3}$"
)
# What a figure is told without: 生产总值|剔除煤矿停产等不可比因素|增长.
_SET_ASIDE = re.compile(
    "(?:剔除|扣除|剔去|排除)[^，；。（）]{2,24}?(?:因素|影响)+(?:后|外)?$|在[^，；。（）在]{2,24}?的?(?:情况|背景|形势|基础)下$"
)
# At what prices an amount is worked out: 生产总值|按可比价格计算|增长.
_AT_PRICES = tuple(f"按{at}价{by}" for at in ("可比", "不变", "现") for by in ("计算", "格计算", "格", ""))
# A note between a verb and its number: 同比增长（下同）|2.5%.
_NOTES = ("（下同）", "（以下同）", "（预计）", "（预计数）", "（快报数）")
_TOWARDS = ("到", "至")
_UP_TO_NOW = ("目前", "现在", "如今", "当前")
FRONT_TIME = re.compile(
    "(?:截至|截止|到)(?:目前|现在)(?:为止)?[，,]?|(?:截至|截止|到|至|自)?(?:19|20)[0-9]{2}年(?:底|末|初|以来|期间|全年|度|[0-9]{1,2}月(?:底|末|份)?)?[，,]?"
    "|“?十[一二三四五]五”?(?:规划)?(?:期间|时期|末)|规划期末|新（[改扩、]{1,3}）建"
    "|(?:[0-9]{1,2}[-—－~～至])?[0-9]{1,2}月(?:份|末|底)?[，,]?|第?[一二三四]季度|[上下]半年|[年期]末(?!滚存|结余|结转|余额)|当月|前三季度|年内|年底前|全年|当年|[0-9]{1,2}月底前"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands before a number: the indicator's stretch and the words between it and the number.

    `kinds` are the classes of those words, nearest first; `verb` is the nearest word itself.
    """

    start: int
    end: int
    kinds: tuple[str, ...]
    verb: str

    @property
    def empty(self) -> bool:
        return self.start >= self.end

    def empty_or_verb(self, line: Line) -> bool:
        """Whether nothing but a verb of doing stands before the number."""
        return self.empty or all(word.text in DO for word in line.inside(self.start, self.end))


def before(line: Line, start: int, end: int) -> Phrase:
    """The indicator in `text[start:end]`, the stretch in front of a number.

    The end is trimmed by the classes of TAIL, nearest the number first, as long as a word of them ends there.
    """
    text, verb, number = line.text, "", end
    start = _behind_predicate(line, start, end)
    kinds: list[str] = []
    while end > start:
        if text[end - 1] in " 　":
            end -= 1
        elif text.endswith(_NOTES, start, end):
            end = text.rindex("（", start, end)
        elif text.endswith(_AT_PRICES, start + 2, end):
            end = text.rindex("按", start, end)
        elif kinds and (aside := _SET_ASIDE.search(text, start, end)):
            end = aside.start()
        elif year := _YEAR.search(text, max(start, end - 12), end):
            towards = year.group().startswith(_TOWARDS) or year.group().removesuffix("的").endswith(_UP_TO_NOW)
            kinds += ["reach"] if towards else []
            end = year.start()
        elif hit := _trimmed(line, start, end):
            word, kind = hit
            if word == "比" and (end == number or kinds[-1:] in (["reach"], ["growth"], ["decline"])):
                break  # 存贷比|46.6%, 收入比|缩小到2.1
            verb = verb if kinds else word
            kinds.append(kind)
            end -= len(word)
        else:
            break
    if "分别" not in text[end:number]:
        start = _behind_told(line, start, end)
    return Phrase(_trim_front(line, _told_anew(line, start, end), end), end, tuple(kinds), verb)


# The document's own place or a time behind other words: what is told begins there, and a heading or verb ends.
_ANEW = re.compile(
    "(?:(?:19|20)[0-9]{2}年(?!鉴)|截至|全年|年末|期末|全[省市县区州镇乡旗盟])(?!级|本级|域|口径)|情况(?=[一-龥]{4})"
)
_BOUND_TO_NEXT = "占对比较与于为在向是超级个位第和的"
_LIST_MARK = re.compile(
    "(?:第?[一二三四五六七八九十]{1,3}、(?!(?:第?[一二三]、)*第?[一二三](?:次)?产业)|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、])(?:(?P<twice>[一-龥]{2,10})(?=(?P=twice)))?"
)
_SHORTEST_HEADING = 6  # 地方年末存栏 is one name


def _told_anew(line: Line, start: int, end: int) -> int:
    """Behind a heading that has run into its sentence: 二、林业资源|全县林业用地面积; not 占全市的比重."""
    mark = _LIST_MARK.match(line.text, start, end)
    begin = mark.end() if mark and end - mark.end() > 1 else start
    resolved = max(
        (line.text.rfind(word, begin, end) + len(word) for word in _RESOLVED if word in line.text[begin:end]), default=0
    )
    begin = resolved if begin < resolved < end - 1 else begin
    for match in reversed(list(_ANEW.finditer(line.text, begin, end))):
        heading, at = match.group() == "情况", match.start()
        if (heading and not mark) or end - match.end() < 2 or at == begin:
            continue
        near = match.group() in ("年末", "期末") and at - start < _SHORTEST_HEADING
        bound = line.text[at - 1] in _BOUND_TO_NEXT or line.text[at - 1] == "）"
        if not near and not bound:
            return match.end() if heading else at
    return begin


# What is resolved is told behind it: 人代会批准的|2024年国有资本经营预算收入.
_RESOLVED = ("批准的", "通过的", "审定的", "核定的", "下达的")


def _trimmed(line: Line, start: int, end: int) -> tuple[str, str] | None:
    """The word of TAIL to trim from the end of the stretch, unless it is part of an attribute's own name."""
    hit = _tail(line, start, end)
    if not hit or line.text[start:end].lstrip("，、；：, ") in _ATTRIBUTE_SET:
        return None
    # 装机占比: no verb 占 and no word of comparison
    within = len(hit[0]) < 2 and end - 2 >= start and line.text[end - 2 : end] in _ATTRIBUTE_SET
    return None if within else hit


# A place in an order, told in passing: 达到5万亿元、|稳居全国前十强、|增长4.8%.
_PLACED = re.compile("(?:稳居|位居|位列|跻身|跃居|进入)[^，、；。0-9]{2,10}(?:强|前列)、")


# What is measured of what a predicate has been told of: 授权量跃居全省前列、|总量; 3家企业上榜百强、|数量.
_ATTRIBUTE_AFTER = re.compile("、(?P<own>[一-龥]{2,5})$")


def _behind_predicate(line: Line, start: int, end: int) -> int:
    """Past a place in an order that a mark parts from the subject."""
    for found in _PLACED.finditer(line.text, start, end):
        start = found.end()
    return start


def _behind_told(line: Line, start: int, end: int) -> int:
    """Where an attribute begins that a mark parts from a clause with a verb of its own: 实现统一调度、|经费."""
    found = _ATTRIBUTE_AFTER.search(line.text, start, end)
    if not found or found["own"] not in _ATTRIBUTE_SET or line.quoted(start, found.start()):
        return start
    before = line.text[start : found.start()]
    verbs = PREDICATES - _JOINING
    told = any(word.text in verbs and word.start > start for word in line.inside(start, found.start()))
    return found.start("own") if told and not before.endswith((*ATTRIBUTES, "额", "量", "率")) else start


_JOINING = frozenset(["和", "及", "与", "以及", "等", "并"])


def _tail(line: Line, start: int, end: int) -> tuple[str, str] | None:
    """The longest word of TAIL that ends the stretch and begins where a word begins."""
    for length in range(min(_LONGEST, end - start), 0, -1):
        word = line.text[end - length : end]
        kinds = _TAIL_OF.get(word)
        if not kinds or not _word_begins(line, end - length):
            continue
        if kinds[0] in ("cover", "spend", "growth-noun", "decline-noun"):
            alone = end - length == start or _only_adverbs(line, start, end - length, word)
            if not alone and not kinds[0].endswith("noun"):
                continue
            return None if kinds[0].endswith("noun") else (word, kinds[0])
        return word, kinds[0]
    return None


def _only_adverbs(line: Line, start: int, end: int, verb: str) -> bool:
    """Whether nothing but adverbs and marks stands before a verb: 每年|拿出; 合计|总投资 is a noun."""
    if not line.text[start:end].strip("，、 "):
        return True
    said = [word.text for word in line.inside(start, end) if word.text.strip("，、 ")]
    adverbs = all(word in ADVERBS or word == "每年" for word in said)
    spends = "投" not in verb or set(said) <= _ONE_BY_ONE
    return adverbs and spends and line.ends_at(end) is not None


_ONE_BY_ONE = frozenset(["先后", "已", "共", "再", "又", "相继", "累计"])


def _word_begins(line: Line, at: int) -> bool:
    """Whether a word begins at an offset, or a word of TAIL ends there inside a longer one: 同比|增加."""
    if line.starts_at(at) is not None:
        return True
    start = line.covering(at - 1).start if at else 0
    inner = line.text[start:at]
    if line.text[at - 2 : at] in _ATTRIBUTE_SET:
        return True  # jieba parts 占比达 as 占|比达
    known = len(inner) > 1 and inner in _TAIL_OF
    return known or (line.text.startswith(_INNER_VERBS, at) and at - start >= 2)


def _trim_front(line: Line, start: int, end: int) -> int:
    """Where the indicator begins: behind adverbs, the place's own pronoun and verbs of doing."""
    at, text = start, line.text
    words = line.inside(start, end)
    for token, following in zip_longest(words, words[1:]):
        if token.start < at:
            continue
        time = FRONT_TIME.match(text, token.start, end)
        done = token.text in _MANNERS and following is not None and following.text in DO  # 有序|疏解农户
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


def behind(line: Line, start: int, end: int) -> tuple[int, int]:
    """The noun in `text[start:end]`, the stretch behind a count: up to the first predicate; empty if there is none."""
    text = line.text
    while start < end and text[start] in " 的":
        start += 1
    if start >= end or text[start] in "，。；、：:,;）)！？" or text.startswith(("台阶", "新台阶"), start):
        return start, start
    at, depth = start, 0
    for token in line.inside(start, end):
        inside = _inside_word(line, token)
        if depth == 0 and token.text in CHANGES and not inside:
            break
        depth += sum(map(token.text.count, OPENING)) - sum(map(token.text.count, CLOSING))
        if depth < 0 or (depth == 0 and not inside and _predicates(line, token, start, end)):
            break
        at = token.end
    while at > start and text[start:at].endswith(_JOINTS):
        at -= 1
    if text[start:at].endswith(_EACH) and at - start > len(_EACH[0]) + 1:
        at -= len(_EACH[0])  # 储能项目|分别开工
    if at - start > 1 and _WORK.fullmatch(text, at, end):
        at = end  # 学校校舍|提升工程: a verb inside a longer noun
    return start, at


def _inside_word(line: Line, token: Token) -> bool:
    """Whether a letter that says what is reached is part of a noun: 碳|达|峰, 企业|达|标; not 企业|达50家."""
    following = line.at(token.end)
    return token.text == "达" and len(following) == 1 and "一" <= following <= "龥" and following not in "到至成超近约"


_EACH = ("分别", "全部")
_WORK = re.compile(
    "(?!完成|实现|全部|已|获|入|被|有|开工|建成|通过|达|超|等|的|和|及|与)[一-龥]{2,8}(?<!进展)(?:工程|任务|工作|企业|项目)"
)


def _predicates(line: Line, token: Token, start: int, end: int) -> bool:
    known = token.text in PREDICATES or (len(token.text) >= 4 and token.text in DO and token.start > start)
    if not known or token.text in ("和", "及", "与", "以及"):
        return False
    if token.start == start or token.text in _NOUNS_TOO:
        return not _noun_follows(line, token, end)
    return True


def _noun_follows(line: Line, token: Token, end: int) -> bool:
    """A verb right behind the count is part of a longer noun if more follows: `15个改造项目`."""
    following = line.inside(token.end, end)
    return bool(following) and following[0].text not in PREDICATES


def ends_with_verb(line: Line, phrase: Phrase) -> bool:
    """True where the words before the number are only a verb of doing: `新建` 3 条道路."""
    number = line.ends_at(phrase.end)
    return number is not None and line.tokens[number].text in DO


def is_attribute(name: str) -> bool:
    """Whether a name says what is measured and not of what: 产值, 年产值, 平均时限; not 棚菜产值.

    >>> is_attribute("年产值"), is_attribute("运营里程"), is_attribute("粮食产量")
    (True, True, False)
    """
    return name in ATTRIBUTES or _OF_ATTRIBUTES.sub("", name, count=1) in ATTRIBUTES


def without_own(text: str) -> str:
    """The indicator without the words for the document's own place: 全市规上工业增加值 -> 规上工业增加值."""
    for word in OWN:
        if text.startswith(word) and len(text) > len(word) + 1 and not text.startswith(("级", "本级"), len(word)):
            return text[len(word) :].lstrip("的")
    return text
