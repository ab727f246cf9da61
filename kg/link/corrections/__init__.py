"""The user's corrections: a small text file that says which facts are wrong, and what is right.

    # comments and empty lines are skipped; the columns are parted by a tab
    document	quote	offset	field	value	who
    xiling-2024.txt	地区生产总值421.17亿元	1392	value	421.71	李明
    xiling-2024.txt	经济总量超500亿元	2871	wrong		李明
    xiling-2024.txt	粮食产量30万吨	77	missed	indicator=粮食产量; value=30; unit=万吨	李明

A fact is told by the columns `quote` and `start` of the tables, or by its `iri` where no offset is given. `field` is a
column of its table; `wrong` takes the fact out, `missed` adds one. Lines that cannot be right are refused before
anything is read; what does not hold in its document, because that or what is found in it has changed, is told.

values  what the fields may be corrected to
lines   the file
facts   a fact with another value, and one that is added
desk    the facts of a document while they are corrected
"""

from kg.link.corrections.desk import Stale, apply, parted
from kg.link.corrections.facts import RULE
from kg.link.corrections.lines import NAME, Correction, check_documents, consistent, of_documents, parse, parsed, read

__all__ = [
    "NAME", "RULE", "Correction", "Stale", "apply", "check_documents", "consistent", "of_documents", "parse", "parsed",
    "parted", "read",
]  # fmt: skip
