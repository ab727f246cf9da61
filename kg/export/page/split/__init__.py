"""A graph too large for one page: an overview, and beside it pages of some documents each, by province.

The overview holds the headline indicators of every place, the largest projects and the things that most places name,
with the sentences that say so and no more of the texts; each sentence leads to the page that has the whole. Documents
are read twice, one at a time: once to see what there is, once to write it.

survey   what there is, how it is parted into pages, what the overview holds
excerpts the rows of the overview, and of each text what they refer to
linked   the rows that link documents, by what they are about
whole    what the overview says of all
"""

from kg.export.page.split import survey
from kg.export.page.split.excerpts import Cuts, Excerpts, cut
from kg.export.page.split.linked import Linked
from kg.export.page.split.survey import Leaf, Size, Source, Survey, Wanted, rows
from kg.export.page.split.whole import of_all

__all__ = [
    "Cuts", "Excerpts", "Leaf", "Linked", "Size", "Source", "Survey", "Wanted", "cut", "of_all", "rows", "survey",
]  # fmt: skip
