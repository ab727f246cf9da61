"""What a number as told leaves open: the interval of values that it may stand for.

Governments round, and say 左右 or 以上. Two numbers contradict each other only where no value fits both.
"""

from __future__ import annotations

from decimal import Decimal

from kg.link.records import Reading

# 左右 and 约 are taken as five per cent of the number to either side; no source fixes it, so one figure does for all.
ABOUT = Decimal("0.05")
_HALF = Decimal("0.5")
_INFINITE = Decimal("Infinity")


def interval(reading: Reading) -> tuple[Decimal, Decimal]:
    """(least, most) of what a number may stand for: half of its last digit's worth to either side is rounding."""
    around = reading.step * _HALF
    if reading.bound == "about":
        around = max(around, abs(reading.value) * ABOUT)
    low, high = reading.value - around, reading.value + around
    if reading.bound == "at_least":
        return low, _INFINITE
    if reading.bound == "at_most":
        return -_INFINITE, high
    return low, high


def compatible(a: Reading, b: Reading) -> bool:
    """Whether one value fits both; numbers in different units are never compared."""
    (low_a, high_a), (low_b, high_b) = interval(a), interval(b)
    return a.unit == b.unit and low_a < high_b and low_b < high_a
