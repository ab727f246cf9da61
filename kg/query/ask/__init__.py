"""Questions in plain Chinese or English, answered out of the graph: no model, nothing guessed without a word.

names     what the things of a graph are called
question  a question -> slots: places, years, indicator, stages, bounds, order; and what was not understood
plan      slots -> a shipped query with its parameters
answer    the rows of the query -> a sentence, a table, the sentences that say so, the SPARQL
"""

from kg.query.ask.answer import EXAMPLES, Answer, answer, lines, understood
from kg.query.ask.names import Names
from kg.query.ask.names import of as names_of
from kg.query.ask.question import read as slots

__all__ = ["EXAMPLES", "Answer", "Names", "answer", "lines", "names_of", "slots", "understood"]
