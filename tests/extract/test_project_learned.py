"""The model that proposes names of projects: what it knows of words, and that the judge has its say."""

from __future__ import annotations

import pytest

from kg.extract import project
from kg.extract.project import candidates, clause, judge, learned, telling
from kg.extract.project.learned import Reading
from kg.extract.project.member import Member
from kg.text.line import Line
from kg.text.spans import Found


def read(text: str, *named: Found) -> Line:
    return project.read(Line.of(text), named, ())


def test_words_have_classes_and_no_word_but_a_head_is_a_feature_itself() -> None:
    names = {name for word in ("翎瑞", "水库", "开工", "，", "5") for name in learned.features(word)}
    assert {"head:水库", "h:facility", "x:stage.after-started", "rare", "p:，", "digit"} <= names
    assert not {name for name in names if "开工" in name or "翎瑞" in name}


def test_a_sentence_says_of_which_name_or_amount_a_word_is_part() -> None:
    line = read("白塔镇建设20万千瓦风电", Found(0, 3, "admin", "test"))
    told = dict(zip(line.texts, learned.sentence(line).known, strict=True))
    assert [told[word] for word in line.texts if line.texts.index(word) == 0] == ["Badmin"]
    assert told["建设"] == ""
    assert {mark for mark in told.values() if mark[1:] == "power"} == {"Bpower", "Ipower"}


def test_a_stretch_that_ends_inside_a_word_gains_nothing() -> None:
    line = read("翎瑞水库开工")
    cut = next(token for token in line.tokens if len(token.text) > 1)
    assert Reading(line).gain(0, cut.end - 1) == 0
    assert Reading(line).gain(0, 4) != 0


def test_what_is_taken_is_not_proposed() -> None:
    line = read("翎瑞钾肥扩产项目、岭午磷肥技改项目先后获得批复")
    assert list(Reading(line).proposed([(0, len(line.text))])) == []


@pytest.mark.parametrize("sentence", ["全市地区生产总值增长6.5%", "坚持稳中求进工作总基调", "，。", ""])
def test_ordinary_sentences_name_no_project(sentence: str) -> None:
    assert project.find(Line.of(sentence), (), (), "achieved", 2024) == []


def test_the_words_around_a_proposed_name_tell_of_it() -> None:
    line = read("县里推进翎瑞水库建设，岭午大桥建成通车")
    phrase = clause.told_of(line, 11, 15)
    assert [word.text for word in phrase.before] == []
    assert "".join(word.text for word in phrase.after) == "建成通车"
    assert [word.text for word in clause.told_of(line, 4, 8).before] == ["推进"]


def test_what_the_model_of_words_gains_is_bounded_and_counts_half_for_a_head_put_back() -> None:
    written, shared = Member(0, 4, "翎瑞水库"), Member(0, 2, "翎瑞水库", "shared-head")
    assert judge._spoken(written, 10_000) == judge._spoken(written, 700) > judge._spoken(shared, 700) > 0
    assert judge._spoken(written, -10_000) == -judge._spoken(written, 10_000)


def test_both_voices_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    line = read("推进青石桥建设")
    phrase = next(clause.phrases(line))
    [member] = candidates.nameable_members(line, phrase)
    force = telling.force_around(line, phrase)
    monkeypatch.setattr(judge, "shipped", lambda: {"always": judge.LEAST})
    assert not list(judge.projects(line, phrase, force, [member], [-100]))
    assert [item.name for item, _ in judge.projects(line, phrase, force, [member], [100])] == ["青石桥"]
