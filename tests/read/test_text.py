"""Bytes to text: encodings, damage, and what is no text at all."""

from __future__ import annotations

import codecs
import random
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


def test_hz_is_read_and_ascii_with_its_marks_is_left() -> None:
    assert decode(PROSE.encode("hz")).text == PROSE and decode(PROSE.encode("hz")).encoding == "hz"
    assert decode(b"a ~{ b ~} c").text == "a ~{ b ~} c"


def test_text_that_was_read_in_a_wrong_encoding_is_read_back_and_flagged() -> None:
    decoded = decode(PROSE.encode().decode("latin-1").encode())
    assert decoded.text == PROSE and "mojibake" in decoded.flags[0]
    lost = (PROSE * 5).encode().decode("latin-1").replace("\xe5", "?", 1)
    with pytest.raises(Unreadable, match="mojibake"):
        decode(lost.encode())


def test_stretches_that_were_wrongly_decoded_are_flagged() -> None:
    garbled = "经济社会".encode().decode("latin-1")
    assert decode((PROSE * 20 + garbled).encode()).flags == ("wrongly decoded text in 1 places, left as it is",)
    assert decode((PROSE + "锟斤拷锟斤拷").encode()).flags == ("wrongly decoded text in 1 places, left as it is",)
    odd = PROSE.encode().decode("gb18030", "ignore").replace("\ufffd", "")
    assert decode(odd.encode()).flags == ("looks like no prose, perhaps wrongly decoded",)
    assert decode("重點建設項目，ça va".encode()).flags == ()


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


# What such reports are written with, and the forms that traditional text has for some of it.
LETTERS = (
    "全市地区生产总值增长道路公里经济社会发展取得新成效年来坚持以高质量为主线实施建完善体系推进改革开放民安居乐业"
    "城乡面貌一二三十百万亿元个项、，。；：“”《》（）％0123456789.%\n"
)
SIMPLIFIED = "区产总增长经济会发来坚质为线实体进开乐业乡万亿个项"
TO_TRADITIONAL = str.maketrans(SIMPLIFIED, "區產總增長經濟會發來堅質為線實體進開樂業鄉萬億個項")
UNMARKED = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
MARKED = {"utf-8-sig": b"", "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-32": b""}


def sample(rng: random.Random, encoding: str) -> str:
    """Ten characters that are not all digits and spaces."""
    text = "".join(rng.choices(LETTERS, k=9)) + rng.choice(LETTERS[:40])
    return text.translate(TO_TRADITIONAL) if encoding == "big5" else text


@pytest.mark.parametrize("encoding", UNMARKED)
def test_ten_characters_are_enough_without_a_mark(encoding: str) -> None:
    """At least 999 of 1,000: characters drawn at random are harder than any prose."""
    rng = random.Random(7)
    samples = [sample(rng, encoding) for _ in range(2000)]
    right = sum(decode(text.encode(encoding)).text == text for text in samples)
    assert right >= 0.999 * len(samples)


@pytest.mark.parametrize("encoding", MARKED)
def test_ten_characters_are_enough_with_a_mark(encoding: str) -> None:
    rng = random.Random(8)
    for _ in range(300):
        text = sample(rng, encoding)
        assert decode(MARKED[encoding] + text.encode(encoding)).text == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8])
def test_a_mark_before_another_encoding_is_flagged(mark: bytes) -> None:
    decoded = decode(mark + (PROSE * 3).encode("gb18030"))
    assert decoded.text == PROSE * 3 and decoded.encoding == "gb18030"
    assert decoded.flags[0].startswith("marked as utf-") and decoded.flags[0].endswith("which it is not")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_before_noise_is_refused(mark: bytes) -> None:
    noise = random.Random(9).randbytes(4000)
    with pytest.raises(Unreadable, match=r"opens with the mark of utf-16|none of the encodings|binary"):
        decode(mark + noise)


def test_two_encodings_in_one_file_are_refused() -> None:
    with pytest.raises(Unreadable, match="in part in UTF-8"):
        decode(PROSE.encode() * 5 + PROSE.encode("gb18030") * 5)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Unreadable):
        assert decode(data).text
