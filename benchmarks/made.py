"""Reports made of the seeds, as many as are wanted: other counties, years and figures, the same on every run."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from random import Random

from kg.reference import divisions

# The seeds, the names by which each speaks of its place, and the year that it reviews.
_SEEDS = (
    ("golmud-2025-work-report.txt", ("格尔木市", "格尔木"), 2024),
    ("golmud-2024-review.txt", ("格尔木市", "格尔木"), 2024),
    ("chengxi-2023-review.txt", ("城西区",), 2023),
    ("huangzhong-2023-review.txt", ("湟中区", "湟中"), 2023),
    ("jiuquan-2024-review.txt", ("酒泉市", "酒泉"), 2024),
)
_YEARS = 3  # reports of one county, year after year
_NUMBER = re.compile("(?<![0-9.])(?:20[0-9]{2}(?=年)|[0-9]{1,6}(?:[.][0-9]{1,2})?)")


def write(count: int, folder: Path, seeds: Path) -> int:
    """Write so many reports with their documents.csv into a new folder; answers with their characters."""
    folder.mkdir(parents=True)
    counties = sorted(code for code, place in divisions.tables().divisions.items() if place.level == "county")
    characters, rows = 0, []
    for number in range(count):
        random = Random(number)
        place = divisions.tables().divisions[counties[number // _YEARS * 7 % len(counties)]]
        name, own, year = _SEEDS[number // _YEARS % len(_SEEDS)]
        text = (seeds / name).read_text(encoding="utf-8")
        for word in own:
            text = text.replace(word, place.name)
        moved = number % _YEARS
        text = _NUMBER.sub(lambda match: _figure(match[0], random, moved), text)  # noqa: B023
        file = f"{number:05}.txt"
        (folder / file).write_text(text, encoding="utf-8")
        rows.append((file, "", divisions.path(place), year + moved, "report", ""))
        characters += len(text)
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("file", "title", "place", "year", "kind", "date"), *rows])
    return characters


def _figure(written: str, random: Random, moved: int) -> str:
    """A year moved by as many years, another number by up to a third, in as many decimals."""
    if len(written) == 4 and written.startswith("20"):
        return str(int(written) + moved)
    decimals = len(written.partition(".")[2])
    return f"{float(written) * random.uniform(0.75, 1.33):.{decimals}f}"
