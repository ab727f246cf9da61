"""Bytes to text: encodings, damage, and what is no text at all."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.text import Unreadable, decode

PROSE = "全市地区生产总值增长5%，新建道路12公里，经济社会发展取得新成效。"
TRADITIONAL = "全縣經濟發展取得進步，人民生活得到改善，政府實施多項建設工程。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_encoding_is_found(encoding: str) -> None:
    assert decode(PROSE.encode(encoding)).text == PROSE


def test_traditional_text_in_big5_is_read() -> None:
    assert decode(TRADITIONAL.encode("big5")).text == TRADITIONAL


def test_latin_text_is_read_as_utf8() -> None:
    assert decode(b"GDP 2024").encoding == "utf-8"


def test_one_bad_byte_is_flagged_and_the_rest_is_read() -> None:
    data = (PROSE * 20).encode()
    decoded = decode(data[:300] + b"\xff" + data[300:])
    assert decoded.flags == ("unreadable bytes in 1 places, read as U+FFFD",)
    assert decoded.text.replace("\ufffd", "") == PROSE * 20


def test_a_file_cut_inside_a_character_is_flagged() -> None:
    assert decode((PROSE * 5).encode("gb18030")[:-1]).flags


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 whatever", "PDF"),
        (b"PK\x03\x04 whatever", "docx"),
        (bytes(range(256)) * 20, "none of the encodings"),
        (b"\x00\x01\x02text\x00", "binary"),
        (b" \n\t\n", "no text"),
        (b"\xef\xbb\xbf", "no text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        decode(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Unreadable):
        assert decode(data).text
