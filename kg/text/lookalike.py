"""What only looks like a quantity (dates, ordinals, roads, grades, slogans), and where numbers stand in a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.text.numeral import ARABIC, CHINESE, DIGITS

_DATE = (
    rf"[{DIGITS}]{{4}}(?:[—\-–－~～至][{DIGITS}]{{4}})?年度?(?:[{DIGITS}]{{1,2}}月(?:[{DIGITS}]{{1,2}}日)?)?"
    rf"|[{DIGITS}]{{1,2}}[—\-–－~～至][{DIGITS}]{{1,2}}月份?"
    rf"|[{DIGITS}]{{1,2}}月(?:[{DIGITS}]{{1,2}}日)?份?"
    rf"|[{DIGITS}]{{1,2}}日"
)
# The day and the time at which something was written: 2023-5-1 20:43:21, 5月1日9:30.
_CLOCK = "[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?"
_TIME = rf"(?:19|20)[0-9]{{2}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?: ?{_CLOCK})?|(?<=[日午]){_CLOCK}"
_ORDINAL = rf"第(?:[{DIGITS}]{{1,4}}|{CHINESE})(?:届|次|批|轮|期|章|条|个|号|代|版)"
_ROAD = rf"(?:国道|省道|县道|[GSXY])[{DIGITS}]{{1,4}}(?:线)?"
_PLUS = rf"[{DIGITS}N一-十]{{1,4}}(?:[+＋][{DIGITS}A-Za-z一-十]{{1,3}}){{1,6}}"
_PER = (
    rf"每(?:[{DIGITS}]{{1,6}}|{CHINESE})(?:万|千|百)?(?:人口|人|名|户|亩|平方公里|千人|万人)?|前[{DIGITS}]{{1,2}}[%％]"
)
_PARTS = rf"(?<![{DIGITS}第])[{DIGITS}]{{1,2}}[.．、](?=[一-龥])"
_GRADE = rf"[四八]项(?:规定|基本原则)|[{DIGITS}]{{1,2}}A(?:级)?|[{DIGITS}]{{1,4}}(?:号线|号|国道|省道|层|级)"
# A class by amount, as a word before its things: 百亿元|项目.
OF_AMOUNT = f"[超过]?(?:{ARABIC}|[十百千])?[百千]?亿元(?:以上|级)?"
# The sectors of the national accounts, of which a list names the first in short: 第二、第三产业.
_SECTORS = "第[一二三](?:、第?[一二三])*(?:、|和|与)第?[二三](?:次)?产业"
# Among how many something has its place: 总量在全省91个县（市）中|继续排名第一.
_AMONG = f"在(?:全国|全省|全市|全区|全州|全自治区)?{ARABIC}个(?=[^，。；0-9]{{1,10}}中[^，。；0-9]{{0,8}}(?:第|首|前))"
# Amounts that tell of which class things are: 9个|20亿元以上|项目, 单笔50万元以下|账款.
_CLASS = (
    rf"(?<=[个家项户]){ARABIC}(?:千万|百万|万|百亿|千亿|亿)元(?:及)?(?:以上|以下|级)?(?=[一-龥]{{0,4}}(?:项目|企业|产业|工程|园区|集群))"
    rf"|(?:单笔|每笔|单户|单个|单体|单项){ARABIC}万?元(?:及)?(?:以上|以下|以内)(?=[一-龥])"
    rf"|[超过][十百千]?亿元(?:以上)?(?=项目|企业|产业|工程|园区|集群)"
)
# Ages that tell of which class people are: 3岁以下婴幼儿, 18-34岁人口.
_AGES = (
    rf"[{DIGITS}]{{1,3}}[-—－~至][{DIGITS}]{{1,3}}周?岁(?=[一-龥、])"
    rf"|[{DIGITS}]{{1,3}}周?岁(?:及)?(?:以上|以下|以内)(?=[一-龥])"
)
# Amounts that tell of which class the things are that are counted behind them: 纳税|超千万元|企业达到5家.
_THINGS = "项目|企业|产业|工程|园区|集群|公司|单位|村|乡镇|镇街|镇|街道"
_COUNTED = rf"(?:[、和及与][^，。；：0-9]{{2,16}}|[^，。；：0-9]{{0,8}})[{DIGITS}]{{1,4}}多?[个家项户]"
_CLASS_COUNTED = (
    rf"(?:超过|超|过|逾)(?:{ARABIC})?[十百千]?[百千]?(?:[万亿]元|亿)(?:及以上|以上|级)?的?(?=[一-龥]{{0,6}}(?:{_THINGS}){_COUNTED})"
    rf"|(?:{ARABIC})?[十百千]?[百千]?[万亿]元(?:(?:及)?(?:以上|以下)|级)的?(?=[一-龥]{{0,6}}(?:{_THINGS}){_COUNTED})"
    rf"|(?:{ARABIC})?[十百千]?[百千]?亿元(?=(?:{_THINGS}){_COUNTED})"
)
# How near things are of which a share is told: 轨道站|50米内|换乘比例.
_NEAR = rf"[{DIGITS}]{{1,4}}(?:米|公里)(?:范围)?内(?=[一-龥])"
# 人民币兑美元中间价7.1元: what one currency costs in another.
_MONEY = "人民币|美元|欧元|港元|日元|英镑"
_EXCHANGE = f"(?:{_MONEY})(?:兑换?|对)(?:{_MONEY}|一篮子)[^，。；：,;:]{{0,30}}"
_LOOKALIKE = re.compile(
    "|".join(
        (
            _SECTORS, _AMONG, _EXCHANGE, _PER, _CLASS, _CLASS_COUNTED, _AGES, _TIME, _PARTS, _DATE, _ORDINAL, _ROAD,
            _PLUS, _GRADE, _NEAR,
        )
    )
)  # fmt: skip
_QUOTED = re.compile(r"[《〈][^》〉]{1,40}[》〉]|[“\"][^”\"]{1,90}[”\"]")


def lookalikes(text: str) -> Iterator[tuple[int, int]]:
    """Stretches whose numbers are part of a date, an ordinal, a class or a rate of exchange."""
    return (match.span() for match in _LOOKALIKE.finditer(text))


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Stretches whose numbers are part of a title, of a name in quotation marks, or of somebody's own story."""
    for match in _QUOTED.finditer(text):
        inner = match.group()[1:-1]
        if match.group()[0] in "《〈" or len(inner) <= 14 or "我" in inner:
            yield match.span()
