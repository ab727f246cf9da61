"""A sentence read once: its words and what each can be, where words meet, its parentheses, its numbers, its names.

Every finder gets the same `Line`. What only some of them ask for is worked out when it is asked for first, and then
once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from kg.text.quantity import Quantity
from kg.text.quantity import find as find_quantities
from kg.text.spans import Found
from kg.text.tokens import Token, cut
from kg.text.unit import capacities

# What a word can be: the tags of a lexicon, or those that follow from them.
Tags = frozenset[str]

OPENING, CLOSING = "“‘《（(", "”’》）)"


@dataclass(frozen=True, eq=False)
class Line:
    """`text`, its words in order and without gaps, and its quantities, which every finder chooses among.

    `names` are what earlier finders have found in it; `tags` say of each word what it can be for the finder that has
    asked, and `outside` is what stands before the first word and behind the last.
    """

    text: str
    tokens: tuple[Token, ...]
    quantities: tuple[Quantity, ...] = ()
    names: tuple[Found, ...] = ()
    tags: Sequence[Tags] = ()
    outside: Tags = frozenset()

    @classmethod
    def of(cls, text: str) -> Line:
        """The line of a sentence.

        >>> line = Line.of("新建高标准农田1.58万亩")
        >>> line.word(1), line.at(2), [token.text for token in line.within(0, 7)]
        ('高标准农田', '高标准农田', ['新建', '高标准农田'])
        """
        return cls(text, cut(text), tuple(find_quantities(text)))

    # --- words by number

    def word(self, number: int) -> str:
        """The text of a word, empty outside the sentence."""
        return self.texts[number] if 0 <= number < len(self.tokens) else ""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of each word."""
        return tuple([text for _, _, text in self.tokens])

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the sentence, each once."""
        return frozenset(self.texts)

    def where(self, words: frozenset[str]) -> list[int]:
        """The numbers of the words that are among these, which a rule begins with."""
        return [] if words.isdisjoint(self.words) else [at for at, text in enumerate(self.texts) if text in words]

    def tagged(self, tags: Tags) -> list[int]:
        """The numbers of the words that have one of these tags, which a rule begins with."""
        return [] if tags.isdisjoint(self.every_tag) else [at for at, own in enumerate(self.tags) if own & tags]

    def tags_at(self, number: int) -> Tags:
        """The tags of a word."""
        return self.tags[number] if 0 <= number < len(self.tags) else self.outside

    @cached_property
    def every_tag(self) -> Tags:
        """The tags of all words together: a rule begins only where one that it could begin with is among them."""
        return frozenset().union(*set(self.tags))

    def found(self, first: int, last: int, kind: str, rule: str) -> Found:
        """The name of the words first to last (exclusive)."""
        return Found(self.tokens[first].start, self.tokens[last - 1].end, kind, rule)

    # --- words by offset

    @cached_property
    def number(self) -> Sequence[int]:
        """The number of the word that holds each letter."""
        return [number for number, token in enumerate(self.tokens) for _ in token.text]

    @cached_property
    def bounds(self) -> frozenset[int]:
        """The offsets where words meet, begin and end of the sentence among them."""
        return frozenset(token.end for token in self.tokens) | {0}

    def covering(self, at: int) -> Token:
        """The word that holds the letter at an offset."""
        return self.tokens[self.number[at]]

    def starts_at(self, at: int) -> int | None:
        """The number of the word that begins at an offset."""
        number = self.number[at] if 0 <= at < len(self.text) else None
        return number if number is not None and self.tokens[number].start == at else None

    def ends_at(self, at: int) -> int | None:
        """The number of the word that ends at an offset."""
        number = self.number[at - 1] if 0 < at <= len(self.text) else None
        return number if number is not None and self.tokens[number].end == at else None

    def at(self, offset: int) -> str:
        """The word that begins at an offset, or the empty string."""
        number = self.starts_at(offset)
        return "" if number is None else self.tokens[number].text

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """The words that begin in a stretch."""
        if start >= min(end, len(self.text)):
            return ()
        first, last = self.number[start], self.number[min(end, len(self.text)) - 1]
        return self.tokens[first + (self.tokens[first].start < start) : last + 1]

    def inside(self, start: int, end: int) -> tuple[Token, ...]:
        """The words that lie wholly in a stretch."""
        found = self.within(start, end)
        return found[:-1] if found and found[-1].end > end else found

    # --- quantities

    def quantities_within(self, start: int, end: int) -> list[Quantity]:
        """The quantities that lie wholly in a stretch."""
        return [item for item in self.quantities if start <= item.start and item.end <= end]

    def capacities(self, start: int, end: int) -> list[Quantity]:
        """The quantities of a stretch that tell how large a plant, line or field is."""
        return capacities(self.text, self.quantities_within(start, end))

    def tells_amount(self, offset: int) -> bool:
        """Whether a quantity begins at an offset."""
        return any(item.start == offset for item in self.quantities)

    # --- marks

    def depth(self, at: int) -> int:
        """How many parentheses are open at an offset."""
        return self._depths[at]

    @cached_property
    def _depths(self) -> list[int]:
        steps = ((letter in "（(") - (letter in "）)") for letter in self.text)
        return list(accumulate(steps, lambda depth, step: max(0, depth + step), initial=0))

    def quoted(self, start: int, at: int) -> bool:
        """Whether an offset lies inside quotation marks or brackets opened in the stretch before it."""
        piece = self.text[start:at]
        return sum(map(piece.count, OPENING)) > sum(map(piece.count, CLOSING))

    # --- other views of the same sentence

    def with_names(self, found: Iterable[Found]) -> Line:
        """The line with what finders have found in it, in the order of the text."""
        return self._with(names=tuple(sorted(found, key=lambda name: (name.start, name.end))))

    def with_tokens(self, tokens: Iterable[Token]) -> Line:
        """The line with other words for the same text, which a finder needs finer than the dictionary has them."""
        finer = tuple(tokens)
        if finer == self.tokens:
            return self.with_tags((), self.outside)
        return replace(self, tokens=finer, tags=())

    def with_tags(self, tags: Sequence[Tags], outside: Tags) -> Line:
        """The line with what each word can be."""
        line = self._with(tags=tags, outside=outside)
        line.__dict__.pop("every_tag", None)
        return line

    def _with(self, **fields: object) -> Line:
        """The line with other fields; what has been worked out of its words and marks is not worked out again."""
        line = object.__new__(Line)
        line.__dict__.update(self.__dict__, **fields)
        return line
