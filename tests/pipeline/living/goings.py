"""Documents that come and go, for the tests: three small reports and one empty file, read in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import inside

from kg.errors import InputError
from kg.pipeline import builder, isolate, worker

TEXTS = (
    "西岭市2024年发展回眸\n2024年，西岭市地区生产总值421.17亿元，同比增长5.6%。\n",
    "东川市2024年发展回眸\n2024年，东川市新建高标准农田3.5万亩，改造老旧小区15个。\n",
    "西岭市2025年工作安排\n2025年，西岭市地区生产总值增长6%左右，西岭20万千瓦光伏发电项目开工建设。\n",
    "",  # an empty file is a failure of its own
)


def each(
    pool: isolate.Pool, work: isolate.Work, tasks: Sequence[isolate.Task]
) -> Iterator[tuple[int, bytes | InputError]]:
    """What `inside.each` does, with a note of what is read."""
    for index, task in enumerate(tasks):
        if work is worker.answer:
            READ.append(Path(task.label).name)
        for _, answer in inside.each(pool, work, [task]):
            yield index, answer


NAMES = ("a.txt", "b.txt", "c.txt", "d.txt")
READ: list[str] = []


def content(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def built(out: str, *names: str) -> dict[str, bytes]:
    builder.build([Path(name) for name in names], Path(out))
    return content(Path(out))


def shown(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.startswith(".")}
