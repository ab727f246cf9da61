"""Words around a number by what they do there: verbs, adverbs, attributes, what stands between name and number."""

from __future__ import annotations

from kg.text import lexicon

TAIL_CLASSES = ("growth", "decline", "growth-noun", "decline-noun", "reach", "link", "adverb", "cover", "spend")
TAIL = tuple(
    sorted(
        {(word, kind) for kind in TAIL_CLASSES for word in lexicon.words("verb", kind)},
        key=lambda item: (-len(item[0]), TAIL_CLASSES.index(item[1])),
    )
)
TAIL_OF: dict[str, tuple[str, ...]] = {}
for _word, _kind in TAIL:
    TAIL_OF[_word] = (*TAIL_OF.get(_word, ()), _kind)
LONGEST_TAIL = max(len(word) for word in TAIL_OF)

DO = lexicon.words("verb", "do")
ADVERBS = lexicon.words("verb", "adverb", "link") | lexicon.words("verb", "own")
MANNERS = lexicon.words("verb", "manner")
PREDICATES = lexicon.words("verb", "predicate")
ATTRIBUTES = lexicon.ordered("verb", "attribute")
BARE_ATTRIBUTES = frozenset(ATTRIBUTES) - {"投资", "投入"}
OWN = lexicon.ordered("verb", "own")
# What ends the noun behind a count, wherever it stands.
CHANGES = lexicon.words("verb", "growth", "decline", "reach") | {"同比", "环比", "同比增长", "较上年", "比上年"}
# Verbs that begin the object wherever they stand in the clause; others may be part of a noun (建设用地, 治理率).
HARD = lexicon.words("verb", "hard")
