"""Files of every format with something broken in them: each is read, or refused in one line that says what is wrong."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

import report

from kg.errors import KgError
from kg.pipeline import builder

MANY = 24  # of a round: they share the time that it takes to load the grammar
_TEXT = report.html_of_a_portal()
_ROWS = "指标,单位,2023年,2024年\n地区生产总值,亿元,120.5,131.2\n粮食产量,万吨,12,13\n" * 5
_PLAIN = "西岭市2024年政府工作报告\n一、2024年工作回顾\n地区生产总值421.17亿元，同比增长5.6%。\n" * 4
# fmt: off
_TOKENS = (
    b"\0", b"\xff" * 8, b"<" * 50, b"&#x110000;", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\r", b'"',
    b"/Length 999999999", b"endstream", b"/Kids [1 0 R]", b"-1", b"99999999999999999999", b"PK\x03\x04",
    b"\xef\xbb\xbf", "增长5%，".encode() * 50, "（".encode() * 500, "、".encode() * 200, b"| | |\n" * 50, b"\x1b[2J",
)
# fmt: on


def workbook() -> bytes:
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    for row in _ROWS.splitlines():
        book.active.append(row.split(","))
    book.save(file)
    return file.getvalue()


def seeds() -> dict[str, bytes]:
    """A sound file of each format, by its ending."""
    table = "\n".join(f"| {line.replace(',', ' | ')} |" for line in _ROWS.splitlines())
    return {
        "txt": _PLAIN.encode(), "gb": _PLAIN.encode("gb18030"), "html": _TEXT.encode(),
        "md": f"# 报告\n\n{table}\n".encode(), "csv": _ROWS.encode(), "docx": report.docx(), "pdf": report.pdf(),
        "xlsx": workbook(),
    }  # fmt: skip


def mutant(data: bytes, random: Random) -> bytes:
    """The bytes with some of them changed; those of a packed file as often inside of it."""
    if data.startswith(b"PK") and random.random() < 0.8:
        return _packed(data, random)
    found = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 30))):
        at, size = random.randrange(len(found) + 1), random.choice((1, 2, 8, 100, 1000))
        way = random.randrange(5)
        if way == 0:
            found[at : at + 1] = bytes((random.randrange(256),))
        elif way == 1:
            del found[at : at + size]
        elif way == 2:
            found[at:at] = found[at : at + size] * random.choice((1, 2, 20))
        elif way == 3:
            found[at:at] = random.choice(_TOKENS)
        else:
            other = random.randrange(len(found) + 1)
            found[at : at + size] = found[other : other + size]
    return bytes(found)


def _packed(data: bytes, random: Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        changed = random.choice(names)
        for name in names:
            content = old.read(name)
            content = mutant(content, random) if name == changed else content
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # without the hour
    return made.getvalue()


def faults(folder: Path, random: Random) -> tuple[int, list[str]]:
    """How many mutants were read, and what went wrong otherwise than by a line that says what is wrong with one."""
    known = seeds()
    (folder / "sound.txt").write_text(_PLAIN, encoding="utf-8")
    for number in range(MANY):
        kind = random.choice(list(known))
        (folder / f"{number}.{kind}").write_bytes(mutant(known[kind], random))
    try:
        failures = builder.gather([folder])[1]
    except KgError as error:
        return MANY, [f"nothing was read: {error}"]
    signs = ("report it", "crashed", "took longer", "took more", "MB of memory")
    return MANY, [str(error) for error in failures if any(sign in str(error) for sign in signs)]
