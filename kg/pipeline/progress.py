"""How a build gets on: what it tells while it works, and what it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """What has just been done, or begins: `stage` is `reading`, `linking` or `writing`.

    Of a document that has been read its name, how many characters and facts it has, or why it could not be read.
    """

    stage: str
    done: int = 0
    total: int = 0
    document: str = ""
    characters: int = 0
    facts: int = 0
    failure: str = ""


Tell = Callable[[Step], None]


def silent(_step: Step) -> None:
    """Tell nobody how far the build is."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a build took: seconds by stage, characters that were read, megabytes of its largest process (0: unknown)."""

    seconds: Mapping[str, float]
    characters: int
    megabytes: int

    def __str__(self) -> str:
        read, link, write = (self.seconds.get(stage, 0.0) for stage in ("reading", "linking", "writing"))
        rate = round(self.characters / read) if read else 0
        told = f"{self.characters:,} characters read in {read:.1f} s ({rate:,} a second), linked in {link:.1f} s"
        return f"{told}, written in {write:.1f} s; at most {self.megabytes:,} MB in one process"


@dataclass(slots=True)
class Watch:
    """Passes on what is told, and keeps how long each stage took and how much was read."""

    tell: Tell
    stage: str = ""
    since: float = 0.0
    characters: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def __call__(self, step: Step) -> None:
        self._until(step.stage)
        self.characters += step.characters
        self.tell(step)

    def ended(self) -> Work:
        """What the build took; the last stage ends now."""
        self._until("")
        return Work(dict(self.seconds), self.characters, _megabytes())

    def _until(self, stage: str) -> None:
        if stage == self.stage:
            return
        now = time.monotonic()
        if self.stage:
            self.seconds[self.stage] = self.seconds.get(self.stage, 0.0) + now - self.since
        self.stage, self.since = stage, now


def _megabytes() -> int:
    """Of 1,048,576 bytes, of this process or the largest one that it has waited for; 0 where no system says."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most >> (20 if sys.platform == "darwin" else 10)
