"""The model that proposes names of projects: what it knows of words, and that the judge has its say."""

from __future__ import annotations

import pytest

from kg.extract import project
from kg.extract.project import candidates, clause, features, judge, learned, lists, telling
from kg.extract.project.learned import Reading
from kg.extract.project.member import Member
from kg.extract.project.stage import SOFT
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
    assert Reading(line).gain(0, cut.end - 1) is None
    assert Reading(line).gain(0, 4) is not None


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
    line = read("推进翎瑞水库建设")

    def spoken(gain: int, rule: str = "as-written", force: int = 3) -> int:
        return judge._spoken(features.candidate(line, Member(2, 6, "翎瑞水库", rule), gain), force)

    assert spoken(10_000) == spoken(700) > spoken(700, "shared-head") > 0
    assert spoken(-10_000) == -spoken(10_000)
    assert spoken(700, force=SOFT) == 0


def test_a_name_that_is_proposed_in_a_list_gets_the_head_that_all_share() -> None:
    line = read("着力攻坚翎瑞精工、岭午物流等项目")
    start = line.text.index("翎瑞精工")
    assert lists.member_at(line, start, start, start + 4, len(line.text)).name == "翎瑞精工项目"
    assert lists.member_at(line, start, start, start + 2, len(line.text)).name == "翎瑞"


def test_both_voices_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    line = read("推进青石桥建设")
    phrase = next(clause.phrases(line))
    [member] = candidates.nameable_members(line, phrase)
    force = telling.force_around(line, phrase)
    monkeypatch.setattr(judge, "shipped", lambda: {"always": judge.LEAST})
    found = {gain: [features.candidate(line, member, gain)] for gain in (-100, 100)}
    assert not list(judge.projects(line, phrase, force, found[-100]))
    assert [item.name for item, _ in judge.projects(line, phrase, force, found[100])] == ["青石桥"]
