"""Commands that write, killed at any moment: what stands is old or new, and the next command gives the whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

_TEXTS = (
    "西岭市2024年发展回眸\n2024年，西岭市地区生产总值421.17亿元，同比增长5.6%。\n",
    "东川市2024年发展回眸\n2024年，东川市新建高标准农田3.5万亩，改造老旧小区15个。\n",
    "西岭市2025年工作安排\n2025年，西岭市地区生产总值增长6%左右，西岭20万千瓦光伏发电项目开工建设。\n",
)
_ALL = ("build", "a.txt", "b.txt", "c.txt")
_WAYS = (_ALL, ("add", "c.txt"), ("retract", "b.txt"))
_LONGEST = 4.0  # seconds after which nothing is left to be killed


def faults(folder: Path, random: Random) -> tuple[int, list[str]]:
    """1, and what was lost or mixed."""
    for name, text in zip("abc", _TEXTS, strict=True):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    way, has_old = random.choice(_WAYS), random.random() < 0.7
    way = way if has_old else _ALL
    before = _done(folder, "out", "build", "a.txt", "b.txt") if has_old else {}
    if has_old:
        _done(folder, "whole", "build", "a.txt", "b.txt")
    after = _done(folder, "whole", *way)
    _killed(folder, random.random() ** 2 * _LONGEST, *way)
    left = _content(folder / "out")
    told = []
    if not (folder / "out" / ".ready").exists() and _shown(left) not in (_shown(before), _shown(after)):
        told.append(f"{way[0]}: what a kill has left is neither old nor new")
    if way[0] == "retract" and _shown(left) == _shown(after):
        return 1, told
    if _done(folder, "out", *way) != after:
        told.append(f"{way[0]}: the next command gives other bytes")
    if list((folder / "out").glob(".tmp-*")) or (folder / "out" / ".ready").exists():
        told.append(f"{way[0]}: leftovers stay")
    return 1, told


def _command(*arguments: str, out: str) -> list[str]:
    return [sys.executable, "-P", "-m", "kg", *arguments, "--out", out]


def _done(folder: Path, out: str, *arguments: str) -> dict[str, bytes]:
    subprocess.run(_command(*arguments, out=out), cwd=folder, capture_output=True, timeout=300, check=False)
    return _content(folder / out)


def _killed(folder: Path, seconds: float, *arguments: str) -> None:
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(
        _command(*arguments, out="out"), cwd=folder, stdout=nowhere, stderr=nowhere, start_new_session=True
    )
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def _content(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def _shown(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.startswith(".")}
