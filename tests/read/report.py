"""A made-up report, and the files that offices and web sites would make of it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Sequence

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TITLE = "2026年西岭市政府工作报告"
PARAGRAPHS = (
    "各位代表：",
    "现在，我代表西岭市人民政府向大会报告工作，请予审议，并请各位政协委员和列席人员提出意见。",
    "一、2025年工作回顾",
    "过去一年，全市上下克难奋进，经济运行总体平稳。全市地区生产总值421.17亿元，同比增长5.6%，规模以上工业增加值增长7.2%，"
    "固定资产投资增长8.1%，社会消费品零售总额达到136.4亿元，一般公共预算收入完成33.1亿元，城乡居民人均可支配收入分别增长4.3%和5.8%。",
    "（一）产业提质增效。坚持把实体经济作为主攻方向，新能源、装备制造、农畜产品加工等产业加快集聚。西岭新能源有限公司20万千瓦光伏发电"
    "项目建成投产，总投资12亿元的锂电池材料项目开工建设，高新技术企业由51家增至106家，培育专精特新企业15家。",
    "（二）城乡面貌改善。改造老旧小区15个，新建农村公路120公里，完成棚户区改造3200套，城镇化率提高到58.6%。西岭至东河二级公路改建工程"
    "建成通车，市人民医院门诊综合楼主体完工，新增公共停车位1800个。",
    "（三）民生福祉增进。民生支出占一般公共预算支出的82.3%，城镇新增就业8600人，农村劳动力转移就业3.2万人次，新建幼儿园6所，"
    "养老床位达到2400张，群众安全感满意度达到98.7%。",
    "二、2026年工作安排",
    "做好今年工作，要坚持稳中求进工作总基调。全市经济社会发展的主要预期目标是：地区生产总值增长6%左右，规模以上工业增加值增长8%以上，"
    "固定资产投资增长9%，一般公共预算收入增长5%，城镇登记失业率控制在4%以内，粮食产量稳定在26万吨以上。",
    "（一）加快产业升级。推进50万千瓦风电项目建设，力争年内并网发电；开工建设西岭市冷链物流园项目，新增规模以上工业企业10家以上，"
    "技术改造投资增长12%。",
    "（二）推进乡村振兴。新建高标准农田5.5万亩，实施饮水安全巩固提升工程18项，新建改建农村公路90公里，"
    "脱贫人口人均纯收入增长10%以上。",
)
TABLE = (("指标名称", "计量单位", "绝对值"), ("粮食播种面积", "万亩", "88.2"), ("油料总产量", "万吨", "1.9"))
# Cells that no column is wide enough for.
WORKS = (
    ("序号", "项目名称", "建设内容及规模", "投资（亿元）"),
    ("1", "西岭市冷链物流园项目", "新建冷库5万立方米、交易大厅1.2万平方米，配套建设分拣、包装和配送中心", "6.5"),
    ("2", "东河水库除险加固工程", "加固大坝1200米，改造溢洪道和输水洞，更新监测设备", "2.3"),
)
PLAIN = "\n".join((TITLE, *PARAGRAPHS)) + "\n"


def docx() -> bytes:
    """By the library that most programs use."""
    import docx as library

    document = library.Document()
    document.core_properties.author = "西岭市人民政府办公室"
    document.add_heading(TITLE, 0)
    for paragraph in PARAGRAPHS:
        if paragraph.startswith(("一、", "二、")):
            document.add_heading(paragraph, 1)
            continue
        added = document.add_paragraph()
        for start in range(0, len(paragraph), 7):  # Word cuts its runs anywhere
            added.add_run(paragraph[start : start + 7]).bold = start == 0
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def office(columns: int = 1) -> bytes:
    """A DOCX file with a running head, page numbers, set-in paragraphs in columns and a table of wrapped cells."""
    import docx as library
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml
    from docx.shared import Pt

    document = library.Document()
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(15), "Noto Serif CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    section = document.sections[0]
    section._sectPr.xpath("./w:cols")[0].set(qn("w:num"), str(columns))
    section.header.paragraphs[0].text = "西岭市第十届人民代表大会文件"
    number = f'<w:fldSimple xmlns:w="{WORD}" w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    section.footer.paragraphs[0].add_run("— ")
    section.footer.paragraphs[0]._p.append(parse_xml(number))
    section.footer.paragraphs[0].add_run(" —")
    document.add_heading(TITLE, 0)
    for text in PARAGRAPHS:
        if text.startswith(("一、", "二、")):
            document.add_heading(text, 1)
        else:
            document.add_paragraph(text).paragraph_format.first_line_indent = Pt(30)
    table = document.add_table(len(WORKS), len(WORKS[0]), style="Table Grid") if columns == 1 else None
    for row, cells in zip(table.rows if table else (), WORKS, strict=False):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def html_of_a_portal() -> str:
    """Main text in an element of its own, buttons and lists of links around it."""
    body = "\n".join(f'<p style="text-indent:2em">　　{text}</p>' for text in PARAGRAPHS)
    return f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{TITLE}_西岭市人民政府</title>
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2026-02-09 10:00">
<script>document.write("<p>假的：生产总值9999亿元，增长99%。</p>")</script><style>p {{ margin: 0 }}</style></head>
<body><div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="crumb">您的位置：<a href="/">首页</a> &gt; <a href="/zw">政府信息公开</a> &gt; 正文</div>
<div class="wrap"><h1>{TITLE}</h1>
<div class="info">发布时间：2026-02-09 来源：西岭市人民政府 浏览次数：<span>12</span>
【字号：<a>大</a> <a>中</a> <a>小</a>】 <a>下载</a> <a>打印</a></div>
<div id="zoom">{body}</div>
<div>责任编辑：王某某</div><div class="bdsharebuttonbox">分享到：<a>微信</a><a>微博</a></div>
<div class="list"><h3>相关链接</h3><ul><li><a>全市上半年工业增加值增长9.9%，再创新高</a></li>
<li><a>市长调研重点项目</a></li></ul>
</div></div><div class="footer">版权所有：西岭市人民政府办公室 西ICP备00000000号</div></body></html>"""


def html_of_tables() -> str:
    """A page set out with tables, lines broken by <br>, tags in capitals and left open."""
    body = "<BR><BR>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{text}" for text in PARAGRAPHS)
    return f"""<HTML><HEAD><TITLE>{TITLE}</TITLE>
<META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD>
<BODY><TABLE width=1000><TR><TD><A href=index.asp>网站首页</A> <A href=a.asp>机构设置</A> <A href=b.asp>联系我们</A>
<TR><TD>当前位置：<A href=index.asp>首页</A> -&gt; <A href=c.asp>政府文件</A>
<TR><TD><TABLE><TR><TD align=center><FONT size=5><B>{TITLE}</B></FONT>
<TR><TD align=center>作者：佚名 来源：本站原创 点击数：128 更新时间：2026-2-9 【字体：小 大】
<TR><TD><FONT size=3>{body}</FONT></TABLE>
<TR><TD>上一篇：<A href=d.asp>没有了</A> 下一篇：<A href=e.asp>市政府召开常务会议</A>
<TR><TD>【加入收藏】【打印此页】【关闭窗口】</TABLE></BODY></HTML>"""


def html_of_a_newspaper() -> str:
    """Source lines broken inside sentences, spans inside words, a hidden copy, a widget among the paragraphs."""
    wrapped = (re.sub("(?<=[\u4e00-\u9fff，]{8})(?=[\u4e00-\u9fff]{2})", "\n  ", text) for text in PARAGRAPHS)
    body = "".join(f"<div><span>{text[:4]}</span>{text[4:]}</div>\n" for text in wrapped)
    return f"""<!doctype html><html><head><title>{TITLE} - 西岭日报数字报</title></head><body>
<nav><a>要闻</a><a>时政</a><a>县区</a></nav><aside><a>热门：某地今年计划投资99亿元，建设一批工程</a></aside>
<article><header><h2>{TITLE}</h2><p>2026年02月10日　来源：西岭日报</p></header>
<div class="share">分享到微信 微博 QQ空间</div>{body}<div style="display: none">{PARAGRAPHS[3]}</div>
<!-- 广告 --></article><footer>主办单位：西岭日报社</footer></body></html>"""


GLOSSARY = ("名词解释", "1.“四库”：指水库、粮库、钱库、碳库。", "2.“两重”：指重大战略实施和重点领域安全能力建设。")


def html_of_the_state_council() -> str:
    """The template of central and provincial sites: toolbar, date line, editor's name, glossary inside the text."""
    body = "".join(f"<p>　　{text}</p>\n" for text in (*PARAGRAPHS, *GLOSSARY))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_最新政策_中国西岭网</title>
<meta name="ColumnName" content="政府工作报告"><meta name="PubDate" content="2026-02-09"></head><body>
<div class="BreadcrumbNav">首页 &gt; <a href="/zhengce/">政策</a> &gt; <a href="/gzbg/">政府工作报告</a></div>
<div class="pchide"><div class="toolbar"><ul><li>下载</li><li>打印</li><li>全屏</li><li>收藏</li>
<li>【字号：<span>加大</span> <span>还原</span> <span>减小</span>】</li></ul></div>
<h1 id="ti">{TITLE}</h1><div class="pages-date">2026-02-09 08:30 来源： 西岭日报
<span class="font">字号：默认 大 超大</span> | <span>打印</span> | <span>收藏</span> | <span>留言</span></div>
<div class="pages_content" id="UCAP-CONTENT"><div class="trs_editor_view TRS_UEDITOR">{body}</div></div>
<div class="editor">【我要纠错】<span>责任编辑：王某某</span></div>
<div class="share"><span>分享到</span><a>微信</a><a>微博</a><p>扫一扫在手机打开当前页</p></div></div>
<div class="related"><h4>相关稿件</h4><ul><li><a>一图读懂：2026年政府工作报告，建设项目99个</a></li></ul></div>
<div class="footer"><p>主办单位：西岭市人民政府办公室　网站标识码：0000000000　备案号：西ICP备00000000号</p>
<p>链接：<a>全国人大</a>|<a>全国政协</a>|<a>各部门网站</a></p></div></body></html>"""


def html_of_a_county() -> str:
    """The template of open-government catalogues: a table about the document, a view in spans, files to download."""
    lines = "".join(f'<p class="MsoNormal"><span>{text[:6]}</span><b>{text[6:9]}</b><span>{text[9:]}</span></p>'
                    for text in PARAGRAPHS)  # fmt: skip
    notes = "".join(
        f"<p><strong>{text}</strong></p>" if n == 0 else f"<p>{text}</p>" for n, text in enumerate(GLOSSARY)
    )
    return f"""<html><head><title>{TITLE}</title></head><body><div id="top"><form><input value="搜索"></form></div>
<div class="position">您当前的位置：<a>首页</a>&nbsp;&gt;&nbsp;<a>法定主动公开内容</a>&nbsp;&gt;&nbsp;正文</div>
<table class="xxgk"><tr><td>索引号：</td><td>000014349/2026-00001</td><td>信息分类：</td><td>政府工作报告</td></tr>
<tr><td>发布机构：</td><td>市政府办公室</td><td>成文日期：</td><td>2026年02月08日</td></tr>
<tr><td>标题：</td><td colspan="3">{TITLE}</td></tr>
<tr><td>有效性：</td><td>有效</td><td>发布日期：</td><td>2026年02月09日</td></tr></table>
<div class="fontbox">【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印本页</a> <a>关闭窗口</a></div>
<div class="title">{TITLE}</div><div class="con">{lines}{notes}</div>
<div class="fj">附件：<a href="a.pdf">1.{TITLE}.pdf</a></div>
<div class="bdsharebuttonbox"><a>分享到：</a><a>微信</a><a>新浪微博</a><a>QQ空间</a></div>
<p class="bj">编辑：李某某　审核：张某某</p>
<div class="page"><p>上一篇：<a>关于全市财政预算执行情况的报告</a></p><p>下一篇：没有了</p></div>
<div class="foot">版权所有：西岭市人民政府 地址：西岭市人民路1号 电话：0000-0000000</div></body></html>"""


TEMPLATES = {"council": html_of_the_state_council, "county": html_of_a_county}
PAGES = {"portal": html_of_a_portal, "tables": html_of_tables, "newspaper": html_of_a_newspaper}


def pdf(columns: int = 1) -> bytes:
    """A PDF of several pages with running heads, page numbers and a title drawn twice, in one or two columns."""
    size, leading, height = 12.0, 20.0, 700.0
    width = 450.0 if columns == 1 else 210.0
    places = [(72.0 + column * (width + 30.0), page) for page in range(20) for column in range(columns)]
    draws: dict[int, list[str]] = {}
    left, page = places.pop(0)
    y = height
    for dx in (0.0, 2.5):
        draws.setdefault(0, []).append(draw(TITLE, 200.0 + dx, y + 40, 16.0))
    for text in PARAGRAPHS:
        for number, line in enumerate(_wrapped(text, int(width // size))):
            if y < 480:
                left, page = places.pop(0)
                y = height
            indent = 0.0 if number else 2 * size
            draws.setdefault(page, []).append(draw(line, left + indent, y, size))
            y -= leading
    for number, content in draws.items():
        content.append(draw("西岭市第十届人民代表大会文件", 72.0, 790.0, 9.0))
        content.append(draw(f"— {number + 1} —", 280.0, 40.0, 9.0))
    return _file(["\n".join(draws[number]) for number in sorted(draws)])


def _wrapped(text: str, columns: int) -> Iterator[str]:
    """Lines of a paragraph whose first is set in; no line begins with a comma or a full stop."""
    room = columns - 2
    while text:
        end = min(room, len(text))
        while 0 < end < len(text) and text[end] in "，。、；：”）%":
            end -= 1
        yield text[:end]
        text, room = text[end:], columns


def draw(text: str, x: float, y: float, size: float) -> str:
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"


def _file(contents: Sequence[str]) -> bytes:
    """A PDF whose one font is not embedded: character codes are UTF-16, as its map says."""
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(f"1 beginbfrange <{high:02x}00> <{high:02x}FF> <{high:02x}00> endbfrange\n" for high in range(256))
        + "endcmap end"
    )
    kids = " ".join(f"{number} 0 R" for number in range(6, 6 + 2 * len(contents), 2))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /ToUnicode 5 0 R"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor"
        b" /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120"
        b" /CapHeight 700 /StemV 80 >> >>",
        _stream(cmap.encode()),
    ]
    for number, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            + f" /Contents {7 + 2 * number} 0 R >>".encode()
        )
        objects.append(_stream(content.encode()))
    return numbered(objects)


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def numbered(objects: Sequence[bytes]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def pdf_of(contents: Sequence[str]) -> bytes:
    """A PDF of pages with the given drawing commands."""
    return _file(contents)
