"""The main text of a web page among menus, paths, toolbars, share bars and lists of links.

What counts is where the prose stands: text with Chinese punctuation outside links. The main text is the smallest
element that holds nearly all of it, less what is furniture by its words, its name or its links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from kg.read.blocks import Block, Tree
from kg.read.joins import OPENER

_PROSE = re.compile(r"[，。；：、]")
_ELEMENTS = frozenset("nav aside footer form button select option head noscript figcaption".split())
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|bread|crumbs?|breadcrumbs?|share|toolbar|tools?|bdshare\w{0,20}|social|footer|foot|sidebar|side|aside"
    r"|related|recommend|hot|copyright|pager|pagination|print|fontsize|search|login|banner|popup|qrcode|ewm|comment)s?(?:$|[\s_-])"
)
# What pages write around the article; longer words first.
_BUTTON = (
    "分享到微信朋友圈|微信扫一扫|分享到微信|分享到微博|字体大小|无障碍阅读|阅读全文|打印本页|打印此页|打印正文|关闭窗口|关闭本页|关闭页面|返回顶部|返回首页|返回列表|加入收藏"
    "|我要纠错|QQ空间|新浪微博|腾讯微博|微信好友|朋友圈|无障碍|手机版|电脑版|扫一扫|微信|微博|分享至|分享到|分享|下载|打印|全屏|收藏|关闭|返回|字号|字体|加大|减小|还原|放大|缩小|默认|复制链接|复制|朗读|播报|听全文"
    "|繁体版|繁体|简体版|简体|纠错|点赞|评论|举报|保存|导出|首页|更多|大|中|小|特大|超大|A[+-]?|T[+-]?|QQ|PDF|Word"
)
_TOOLBAR = re.compile(rf"(?:(?:{_BUTTON})|[\s\u3000【】\[\]()（）<>《》〈〉：:|｜/·•+×-])++")
_PATH = re.compile(
    r"(?:您?(?:的|所在|现在的|当前的?|目前的?)?位置(?:是|在)?|当前位置)[：:>＞]|(?:网站|本站)?首页\s{0,9}[>＞»/→-]"
)
_ABOUT = re.compile(
    r"(?:【?\s?)(?:(?:信息|文章|稿件|文字|图片)?来源|发[布文](?:时间|日期|机构|单位)|成文日期|发布日期|生成日期|更新时间|时间|日期|作者|供稿|编辑|责编|责任编辑|审核|审稿|校对|监制|终审|初审|复审|浏览(?:次数|量)?|点击(?:数|率|量|次数)?|阅读(?:量|次数)?|访问量|索引号|文号|主题分类|主题词|有效性|公开方式|信息分类|体裁分类|组配分类|字号|字体|标签|关键[词字])\s{0,9}[：:]"
)
_LIST = re.compile(
    r"[\s【\[■●>]{0,3}(?:相关(?:链接|阅读|新闻|报道|文章|信息|附件|解读|文件|稿件)|延伸阅读|推荐阅读|热门(?:推荐|文章|新闻)|上一[篇条页]|下一[篇条页]|附件下载|分享到|扫一扫|猜你喜欢|版权(?:所有|声明)|主办单位|承办单位|网站地图|关于我们|联系我们|.{0,12}ICP备)"
)
_BYLINE_END = re.compile(r"[\s【\[(（]{0,3}(?:责任编辑|责编|编辑|审核)[：:]")
# They hold part of a text, never an article.
_PARTS = frozenset("tr tbody p li h1 h2 h3 span strong b font a".split())
_SHORT, _ABOUT_LONGEST, _CELL_LONGEST = 60, 160, 100
# What a project is to build may take so long to tell; such lists have so many rows and cells in a row.
_ENTRY_LONGEST, _FULL_ROW = 600, 3
_NEARLY_ALL = 0.85
_FEW = 0.15


def main_text(tree: Tree, title: str) -> tuple[list[Block], list[str]]:
    """The blocks of the main text, its title first, and the lines about it that are left out."""
    blocks = [block for block in tree.blocks if block.text.strip()]
    weights = _weights(tree, blocks)
    shown = _shown(tree, weights)
    blocks = [block for block in blocks if shown[block.node]]
    _find_rows(tree, blocks)
    main = _smallest(tree, _weights(tree, blocks), {block.row for block in blocks if block.row})
    inside = _inside(tree, main)
    head = _title(tree, [block for block in blocks if not inside[block.node]], title)
    kept: list[Block] = []
    dropped: list[str] = []
    text = _without_tail([block for block in blocks if inside[block.node]])
    before, behind = _beside(blocks, inside)
    for block in (*before, *text, *behind):
        if is_furniture(block.text.strip(), block.linked >= 0.6 * block.length):
            dropped.append(block.text)
        else:
            kept.append(block)
    dropped += _about(tree.blocks)
    if head and kept and all(_tight(block.text) != _tight(head.text) for block in kept[:5]):
        kept.insert(0, head)
    return kept, dropped


def _about(blocks: list[Block]) -> list[str]:
    """What a page says about its text, a name in one cell and its value in the next put together; publication first."""
    shown = [text for block in blocks if (text := block.text.strip())]
    pairs = zip(shown, [*shown[1:], ""], strict=False)
    found = [one + two if one.endswith(("：", ":")) else one for one, two in pairs if _ABOUT.match(one)]
    return sorted(found, key=lambda line: "发布" not in line)


def is_furniture(text: str, linked: bool) -> bool:
    """A line of buttons, the path to the page, what is said about the article, a link by itself.

    >>> is_furniture("下载 打印 【字号：大 中 小】", False), is_furniture("小微企业", False)
    (True, False)
    """
    if len(text) > _ABOUT_LONGEST:
        return False
    if _TOOLBAR.fullmatch(text) or _PATH.match(text):
        return True
    if _ABOUT.match(text) and "。" not in text:
        return True
    if len(text) <= _SHORT and _LIST.match(text):
        return True
    return linked and len(text) <= _SHORT and "。" not in text


def _weight(block: Block) -> int:
    """How much prose a block holds."""
    text = block.text
    return max(0, block.length - 2 * block.linked) if _PROSE.search(text) and not _ABOUT.match(text) else 0


def _weights(tree: Tree, blocks: list[Block]) -> list[int]:
    """How much prose every element holds."""
    weights = [0] * len(tree.parents)
    for block in blocks:
        weights[block.node] += _weight(block)
    for node in range(len(weights) - 1, 0, -1):
        weights[tree.parents[node]] += weights[node]
    return weights


def _shown(tree: Tree, weights: list[int]) -> list[bool]:
    """Which elements are seen and are no furniture; one that holds much of the prose is none, whatever its name."""
    few = _FEW * weights[0]
    shown = [True] * len(tree.parents)
    for node in range(1, len(shown)):
        furniture = tree.names[node] in _ELEMENTS or _NAMES.search(tree.hints[node]) is not None
        gone = (furniture or tree.hidden[node]) and weights[node] <= few
        shown[node] = shown[tree.parents[node]] and not gone
    return shown


def _smallest(tree: Tree, weights: list[int], rows: Set[int]) -> int:
    """The smallest element that holds nearly all of the prose: such elements stand in each other, so it is the last.

    A table of data, whose rows are given, is part of a text: what is long in one of its cells is no article.
    """
    if not weights[0]:
        return 0
    tables = tree.above("table")
    data = {tables[row] for row in rows}
    holds = (node for node, weight in enumerate(weights) if weight >= _NEARLY_ALL * weights[0])
    # Broken markup may put all of the prose into parts of tables.
    return max((node for node in holds if tree.names[node] not in _PARTS and tables[node] not in data), default=0)


def _inside(tree: Tree, main: int) -> list[bool]:
    inside = [False] * len(tree.parents)
    inside[main] = True
    for node in range(main + 1, len(inside)):
        inside[node] = inside[tree.parents[node]]
    return inside


def _title(tree: Tree, outside: list[Block], title: str) -> Block | None:
    """The heading of the article where it stands outside its text: what the head of the page says, or the first h1."""
    for block in outside:
        text = _tight(block.text)
        if len(text) >= 5 and text in _tight(title) and len(text) >= 0.5 * len(_tight(title)) and not block.linked:
            return block
    heads = tree.above("h1")
    found = (block for block in outside if heads[block.node] and 5 <= len(_tight(block.text)) <= 80)
    return next(found, None)


def _tight(text: str) -> str:
    return "".join(text.split())


def _without_tail(blocks: list[Block]) -> list[Block]:
    """The blocks up to the editor's name or the first list of links behind the article, where little prose follows."""
    total = sum(_weight(block) for block in blocks)
    rest = total
    for number, block in enumerate(blocks):
        text = block.text.strip()
        rest -= _weight(block)
        if rest <= _FEW * total and len(text) <= _SHORT and (_BYLINE_END.match(text) or _LIST.match(text)):
            return blocks[:number]
    return blocks


def _beside(blocks: list[Block], inside: list[bool]) -> tuple[list[Block], list[Block]]:
    """Prose right before and right behind the main text in elements of its own: a first section, a glossary."""
    within = [number for number, block in enumerate(blocks) if inside[block.node]] or [len(blocks)]
    before = _prose_of(reversed(blocks[: within[0]]))
    return before[::-1], _prose_of(iter(blocks[within[-1] + 1 :]))


def _prose_of(blocks: Iterator[Block]) -> list[Block]:
    """The blocks up to the last full stop or numbered heading before a link, the editor's name or furniture."""
    run: list[Block] = []
    whole = 0
    for block in blocks:
        text = block.text.strip()
        if block.linked or is_furniture(text, False) or _BYLINE_END.match(text):
            break
        run.append(block)
        if text.endswith("。") or (whole and OPENER.match(text)):
            whole = len(run)
    return run[:whole]


def _find_rows(tree: Tree, blocks: list[Block]) -> None:
    """Give the blocks of tables of data their row and cell; other tables only set out the page."""
    tables, rows = tree.above("table"), tree.above("tr")
    cells = [max(pair) for pair in zip(tree.above("td"), tree.above("th"), strict=True)]
    lengths: dict[int, dict[int, dict[int, int]]] = {}
    for block in blocks:
        if tables[block.node] and rows[block.node]:
            row = lengths.setdefault(tables[block.node], {}).setdefault(rows[block.node], {})
            row[cells[block.node]] = row.get(cells[block.node], 0) + block.length
    data = {node for node, own in lengths.items() if _is_data([list(row.values()) for row in own.values()])}
    for block in blocks:
        if rows[block.node] and tables[block.node] in data:
            block.row, block.cell = rows[block.node], cells[block.node]


def _is_data(rows: list[list[int]]) -> bool:
    """Whether a table whose cells are so long holds data: none is long, or few are in every one of many full rows.

    >>> _is_data([[2, 90], [4]]), _is_data([[2, 101]]), _is_data([[2, 4, 4], [1, 9, 200], [1, 8, 300]])
    (True, False, True)
    """
    longest = max(max(row) for row in rows)
    full = [row for row in rows if len(row) >= _FULL_ROW]
    few = all(2 * sum(length > _CELL_LONGEST for length in row) < len(row) for row in rows)
    return longest <= _CELL_LONGEST or (longest <= _ENTRY_LONGEST and len(full) >= _FULL_ROW and few)
