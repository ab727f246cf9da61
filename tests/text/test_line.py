"""A sentence read once: where a rule can begin, and what is kept from one finder to the next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.text.line import Line
from kg.text.marks import JOINING
from kg.text.spans import Found

VERB, NOUN = frozenset({"verb"}), frozenset({"noun"})


def test_where_words_stand() -> None:
    line = Line.of("翠屏、岚山和松沟签约")
    assert [line.word(at) for at in line.where(JOINING)] == ["、", "和"]
    assert line.where(frozenset({"白塔"})) == []


def test_where_words_with_a_tag_stand() -> None:
    line = Line.of("新建高标准农田")
    tagged = line.with_tags([VERB, NOUN], frozenset())
    assert tagged.tagged(NOUN) == [1]
    assert tagged.tagged(NOUN | VERB) == [0, 1]
    assert tagged.tagged(frozenset({"number"})) == []
    assert line.tagged(NOUN) == []


def test_new_tags_replace_the_old_ones() -> None:
    line = Line.of("新建高标准农田").with_tags([VERB, NOUN], frozenset())
    assert line.every_tag == NOUN | VERB
    assert line.with_tags([NOUN, NOUN], VERB).every_tag == NOUN
    assert line.every_tag == NOUN | VERB


def test_tags_and_names_leave_the_words_alone_and_other_words_have_no_tags() -> None:
    line = Line.of("新建高标准农田")
    seen = line.with_tags([VERB, NOUN], VERB).with_names([Found(2, 7, "field", "test")])
    assert (seen.words, seen.tokens, seen.tags_at(2)) == (line.words, line.tokens, VERB)
    assert seen.with_tokens(line.tokens[:1]).words == {"新建"}
    assert not seen.with_tokens(line.tokens).tags


@given(st.text(alphabet="翠屏岚山松沟、和与建设12", max_size=30))
def test_a_gate_hides_no_word(text: str) -> None:
    line = Line.of(text)
    assert line.where(JOINING) == [at for at, token in enumerate(line.tokens) if token.text in JOINING]
