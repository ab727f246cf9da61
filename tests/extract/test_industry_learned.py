"""The model that proposes industries: what it may not do, and that it adds to the rules."""

from __future__ import annotations

import pytest

from kg.extract import industry
from kg.extract.industry import learned
from kg.extract.industry.words import finer
from kg.text.line import Line
from kg.text.spans import Found


def test_what_a_rule_has_found_is_left_alone() -> None:
    sentence = finer(Line.of("依托翎瑞园区发展石墨新材料和氢能装备"))
    taken = [Found(0, len(sentence.text), "industry", "headed")]
    assert learned.find(sentence, taken) == []


@pytest.mark.parametrize("sentence", ["培育新能源企业12家", "建设光伏发电基地，推动氢能装备研发应用"])
def test_what_it_proposes_tells_why_and_says_which(sentence: str) -> None:
    proposed = [name for name in industry.find(Line.of(sentence)) if name.rule.startswith("learned (")]
    assert all(sentence[name.start : name.end] not in ("产业", "企业", "基地") for name in proposed)
    assert all(name.type == "industry" and name.end - name.start > 1 for name in proposed)


@pytest.mark.parametrize("sentence", ["加强新材料安全监管", "全市地区生产总值增长6.5%", "，。", ""])
def test_duties_and_ordinary_sentences_name_none(sentence: str) -> None:
    assert industry.find(Line.of(sentence)) == []


def test_words_have_classes_and_only_one_that_many_reports_use_is_a_feature_itself() -> None:
    names = {name for word in ("新材料", "产业链", "发展", "，", "5", "茫崖") for name in learned.features(word)}
    assert {"t:field", "t:head", "t:grow", "m:，", "digit", "ot:place"} <= names
    assert not {name for name in names if "茫崖" in name}
