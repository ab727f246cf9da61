"""Sorted lines of N-Quads: merged, and renamed as what was merged."""

from __future__ import annotations

from kg.link.groups import Merge
from kg.rdf import lines
from kg.reference.terms import SKOS

_PREFERRED, _OTHER = SKOS.prefLabel.value, SKOS.altLabel.value
_SHORT, _FULL = "云岭酒业", "云岭酒业有限公司"
_MERGE = Merge("http://e/full", "http://e/short", _FULL, _SHORT, "same-core")


def line(subject: str, predicate: str, value: str) -> bytes:
    return f"<http://e/{subject}> <{predicate}> {value} <http://e/g> .\n".encode()


def changed(*told: bytes) -> list[bytes]:
    return lines.renamed(told, lines.renames([_MERGE]))


def test_the_name_of_what_goes_becomes_another_name() -> None:
    assert changed(line("short", _PREFERRED, f'"{_SHORT}"@zh')) == [
        line("full", _OTHER, f'"{_SHORT}"@zh'), line("full", _PREFERRED, f'"{_FULL}"@zh'),
    ]  # fmt: skip


def test_what_is_said_of_it_is_said_of_what_stays() -> None:
    assert changed(line("a", "http://e/owner", "<http://e/short>")) == [line("a", "http://e/owner", "<http://e/full>")]


def test_a_text_that_looks_like_it_stays() -> None:
    told = line("a", "http://e/p", '"see <http://e/short>"')
    assert changed(told) == [told]


def test_the_name_of_what_stays_is_no_other_name() -> None:
    assert changed(line("full", _OTHER, f'"{_FULL}"@zh')) == []


def test_sorted_lines_merge_each_once() -> None:
    a, b, c = (line(name, "http://e/p", '"x"') for name in "abc")
    assert list(lines.merged([[a, c], [b, c], []])) == [a, b, c]
