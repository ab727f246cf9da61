"""The model that proposes organizations: what it knows of words, and what it may not do."""

from __future__ import annotations

import pytest

from kg.extract import organization
from kg.extract.organization import learned
from kg.extract.organization.words import STOP, tags
from kg.text.line import Line
from kg.text.spans import Found


def line(sentence: str) -> Line:
    read = Line.of(sentence)
    return read.with_tags(list(map(tags, read.texts)), STOP)


def test_words_have_classes_and_only_one_that_many_reports_use_is_a_feature_itself() -> None:
    names = {name for word in ("翎瑞科技", "北京", "有限公司", "开工", "，", "5") for name in learned.features(word)}
    assert {"h:company", "p:，", "digit", "w:开工", "s:ns"} <= names
    assert not {name for name in names if "翎瑞" in name or "有限公司" in name}


def test_what_a_rule_has_found_is_left_alone() -> None:
    sentence = line("推动翎瑞科技与岭午化工合作")
    taken = [Found(0, len(sentence.text), "company", "full company")]
    assert learned.find(sentence, taken, learned.sentence(sentence, "")) == []


def test_a_name_around_one_that_a_rule_has_found_may_be_proposed_and_no_other_that_touches_it() -> None:
    read = line("由翎瑞集团特材公司承建")
    first, last = read.texts.index("翎"), read.texts.index("承建")
    inside = Found(1, 5, "company", "full company")
    assert learned._may_stand(read, first, last, [inside])
    assert not learned._may_stand(read, first, last, [Found(1, 9, "company", "full company")])
    assert not learned._may_stand(read, first + 1, last, [inside])
    assert not learned._may_stand(read, 0, last, [inside])


def test_a_proposal_says_which_features_spoke() -> None:
    for sentence in map(line, ("支持翎瑞特材、岭午铸机做大做强", "与翎午特材签约", "翎瑞铸机获评绿色工厂")):
        for name in learned.find(sentence, [], learned.sentence(sentence, "")):
            assert name.rule.startswith("learned (")
            assert name.rule.count(",") == 2


@pytest.mark.parametrize("sentence", ["全市地区生产总值增长6.5%", "坚持稳中求进工作总基调", "，。", ""])
def test_ordinary_sentences_name_nobody(sentence: str) -> None:
    assert organization.find(Line.of(sentence)) == []
