"""Review or plan by the words of a sentence, and of a passage of them where no heading says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.segment import headed, leaning, segment
from kg.model import Document, Origin, Told
from kg.reference.vocabulary import common_words
from kg.score import fit_leaning, gold

SHARED = Path(__file__).parents[3] / "shared"
READ = (
    Path(__file__).parents[1] / "gold" / "seeds.jsonl",
    SHARED / "gold" / "dev.jsonl",
    *(SHARED / "gold" / "rounds" / f"{number}.jsonl" for number in (1, 2, 3, 4)),
)
REVIEWS = (
    "翎瑞产业园入选省级示范，新增就业3127人。",
    "森林覆盖率由41.2%提高到43.5%，岚山湖水质稳定达标。",
    "青岭县人民医院成功创建三级医院，群众满意度位居全市第二。",
)
PLANS = (
    "加快建设翎瑞产业园，培育龙头企业30家。",
    "实施岚山湖综合治理，力争水质稳定达标，新增绿地20公顷以上。",
    "支持青岭县人民医院创建三级医院，推动优质医疗资源下沉。",
)


def _document(text: str, kind: str = "report") -> Document:
    title, place, year, told, date = (Told(value, Origin("manifest")) for value in ("", "青岭县", "2024", kind, ""))
    return Document("a.txt", text, "", title, place, year, told, date)


@pytest.mark.parametrize(("text", "review"), [*((text, True) for text in REVIEWS), *((text, False) for text in PLANS)])
def test_a_sentence_leans_to_review_or_plan(text: str, review: bool) -> None:
    assert (leaning.leaning(text) > 0) == review


@pytest.mark.parametrize(("texts", "role"), [(REVIEWS, "review"), (PLANS, "plan")])
def test_a_passage_without_headings_is_what_its_words_say(texts: tuple[str, ...], role: str) -> None:
    assert {sentence.role for sentence in segment(_document("\n".join(texts)))} == {role}


def test_only_words_that_any_text_uses_are_features() -> None:
    told = leaning.features("翎瑞集团壮大。")
    words = {name.partition("=")[2] for name in told if name.startswith(("word=", "opens="))}
    assert "集团" in words and words <= common_words()


def test_a_word_that_begins_a_clause_says_so() -> None:
    first, later = leaning.features("集团壮大。"), leaning.features("翎瑞集团。")
    assert {"opens=集团", "word=集团"} <= set(first)
    assert "opens=集团" not in later and "word=集团" in later


def test_headings_say_what_their_sentences_are_and_words_do_not() -> None:
    text = "一、2024年工作回顾\n加快建设翎瑞产业园。\n二、2025年工作安排\n产业园入选省级示范。\n"
    told = dict(headed(_document(text)))
    assert told["加快建设翎瑞产业园。"] == "achieved" and told["产业园入选省级示范。"] == "target"
    assert list(headed(_document("加快建设翎瑞产业园。\n"))) == []


def test_a_passage_becomes_the_sentences_that_hold_its_quotes() -> None:
    passage = {
        "id": "made-up", "title": "", "place": "青岭县", "year": 2024, "kind": "report",
        "text": "新建学校5所。\n新建医院3所。\n",
        "observations": [{"quote": "新建医院3所", "status": "target"}, {"quote": "所", "status": "achieved"}],
    }  # fmt: skip
    assert [label for _, label in fit_leaning.of_passages([passage])] == [False, False]


def test_what_tells_review_from_plan_is_weighed() -> None:
    weights = fit_leaning.fit([*[(("done",), True)] * 20, *[(("due",), False)] * 20])
    assert weights["done"] > 0 > weights["due"]


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the reports and passages that it is fitted on are not here")
def test_the_table_is_what_fitting_on_the_named_files_gives() -> None:
    passages = gold.alone(gold.read_passages(READ))
    made = fit_leaning.fit([*fit_leaning.of_reports(SHARED / "corpus"), *fit_leaning.of_passages(passages)])
    shipped = (Path(leaning.__file__).parent / "weights.tsv").read_text(encoding="utf-8")
    assert leaning.write(made) == shipped, "make it anew: make leaning"
