"""CSV: the rows of a text whose fields are parted by commas, quoted where they hold one (RFC 4180)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from kg.model import Cells
from kg.read.grids import table, write_row
from kg.read.limits import Limits
from kg.read.raw import NotReadable, Raw, Writer

# What stands behind a closing quotation mark is left out; one that is not closed runs to the end.
_FIELD = re.compile(r'[ \t]*+"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"?[^,\r\n]*+|(?P<plain>[^,\r\n]*+)')
_FIGURE = re.compile(r"[-−+]?[0-9][0-9,]*(?:\.[0-9]+)?%?|[0-9.]+[\u4e00-\u9fff]{1,4}")
_LOOKED_AT, _FULL, _PROSE = 100, 0.7, 0.1

Field = tuple[str, int]


def is_csv(text: str) -> bool:
    """Whether most of the first rows of a text have as many fields, figures among them, and no sentences.

    >>> is_csv("指标,产量\\n水泥,88.4\\n"), is_csv("全市生产水泥88.4万吨,增长5%。\\n"), is_csv("指标,说明\\n水泥,无\\n")
    (True, False, False)
    """
    if "," not in text[:_LONGEST_HEAD]:
        return False
    first = [row for row in islice(records(text), _LOOKED_AT) if any(field for field, _ in row)]
    rows = [row for row in first if len(row) > 1]
    counts = Counter(map(len, rows))
    width, full = counts.most_common(1)[0] if counts else (0, 0)
    fields = [field for row in rows for field, _ in row if field]
    prose = sum("。" in field for field in fields)
    figures = any(_FIGURE.fullmatch(field) for row in rows[1:] for field, _ in row)
    whole = full > 1 and full >= _FULL * len(rows) and 2 * len(rows) >= len(first)
    return width > 1 and whole and figures and prose <= _PROSE * len(fields)


# A first row that has no comma in so many characters is none.
_LONGEST_HEAD = 20_000


def extract(text: str, flags: tuple[str, ...], limits: Limits) -> Raw:
    """The rows as lines; those of one field stand as lines of their own. Raises NotReadable beyond the limits."""
    writer = Writer()
    cells = Cells()
    row = 0
    for record in records(text):
        shown = [(column, 1, field, place) for column, (field, place) in enumerate(record) if field]
        if len(shown) == 1 and not cells:
            writer.add(*shown[0][2:])
            writer.add("\n", shown[0][3] + len(shown[0][2]))
        elif shown:
            cells.extend(write_row(writer, row, shown))
            row += 1
        if len(cells) > limits.cells:
            raise NotReadable(f"holds more than {limits.cells} cells", "split it into smaller files")
    made = table(cells)
    return Raw(writer.text, writer.breaks, flags=flags, tables=(made,) if made else ())


def records(text: str) -> Iterator[list[Field]]:
    """The rows of a text: its fields with where they begin, without the spaces around them, each on one line.

    A quotation mark inside a field stays doubled, so that what is read runs in step with the file.
    """
    at = 0
    while at < len(text):
        row: list[Field] = []
        while True:
            match = _FIELD.match(text, at)
            assert match  # the second form matches anything
            name = "quoted" if match["quoted"] is not None else "plain"
            field, at = match[name], match.end()
            stripped = field.strip()
            place = match.start(name) + len(field) - len(field.lstrip())
            row.append((stripped.replace("\r", " ").replace("\n", " "), place))
            if not text.startswith(",", at):
                break
            at += 1
        at += 1 + text.startswith("\r\n", at)
        yield row
