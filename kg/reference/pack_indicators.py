"""Writes `ontology/indicators.ttl` from the table of known indicators: `python -m kg.reference.pack_indicators`."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reference import indicators, ontology
from kg.reference.indicators import Known
from kg.reference.pack_industries import node, quoted
from kg.reference.terms import DCTERMS, FZ, SKOS, local

_HEAD = f"""@prefix fz: <{FZ.iri}> .
@prefix dcterms: <{DCTERMS.iri}> .
@prefix quantitykind: <http://qudt.org/vocab/quantitykind/> .
@prefix skos: <{SKOS.iri}> .

# Indicators that most reports give, with the kinds of quantity of their level. Made from the table in kg/reference/data
# by kg.reference.pack_indicators; change that and run it.

"""
_BULLETIN = "国民经济和社会发展统计公报"
_SECTIONS = (
    *(
        "综合",
        "农业",
        "工业和建筑业",
        "服务业",
        "国内贸易",
        "固定资产投资",
        "对外经济",
        "财政金融",
        "居民收入消费和社会保障",
    ),
    *("科学技术和教育", "文化旅游、卫生健康和体育", "资源、环境和应急管理"),
)
SOURCES = {
    "Y": "中国统计年鉴，主要统计指标解释",
    "P": "国民经济和社会发展规划纲要，主要指标",
    "F": "预算法与预算报告",
    "M": "国务院各部门年度统计公报",
} | {f"B{number}": f"{_BULLETIN}，{section}" for number, section in enumerate(_SECTIONS, 1)}


def turtle() -> str:
    """The file, in the order of the table; the same for the same table."""
    return _HEAD + "\n".join(map(_known, indicators.known()))


def _known(one: Known) -> str:
    return node(
        f"fz:indicator-{one.code} a fz:KnownIndicator , skos:Concept",
        ("skos:prefLabel", [quoted(one.english, "en"), quoted(one.name, "zh")]),
        ("skos:altLabel", [quoted(other, "zh") for other in one.others]),
        ("fz:quantityKind", sorted(_kinds(one))),
        ("fz:usualUnit", _usual(one)),
        ("fz:lessIsBetter", ["true"] if one.lower else []),
        ("skos:broader", [f"fz:indicator-{one.within}"] if one.within else []),
        ("dcterms:source", [quoted(SOURCES[one.source], "zh")]),
    )


def _kinds(one: Known) -> Iterator[str]:
    for kind in indicators.quantity_kinds(one.units):
        yield f"fz:{kind}" if kind.startswith("quantity-") else f"quantitykind:{kind}"


def _usual(one: Known) -> list[str]:
    unit = ontology.unit(one.units[0]) if one.units else None
    return [f"fz:{local(unit.iri.value)}"] if unit else []


if __name__ == "__main__":
    (ontology.folder() / ontology.INDICATORS).write_text(turtle(), encoding="utf-8", newline="\n")
