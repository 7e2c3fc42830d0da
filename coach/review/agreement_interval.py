"""Intervals of shares, from counts."""

from __future__ import annotations

import math

Interval = tuple[float, float]
"""Low and high, both shares 0..1 (or their difference, -1..1)."""


def wilson(count: int, of: int, z: float = 1.96) -> Interval:
    """The interval of a share, ``z`` standard deviations wide (Wilson 1927).

    Raises:
        ValueError: ``of`` is below 1, or ``count`` is not within 0..of.
    """
    if of < 1 or not 0 <= count <= of:
        raise ValueError(f"a share needs 0 <= count <= of, and of >= 1, got {count} of {of}")
    share = count / of
    middle = share + z * z / (2 * of)
    reach = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    whole = 1 + z * z / of
    # At the very ends rounding must not leave the share outside of its own interval.
    low = 0.0 if count == 0 else (middle - reach) / whole
    high = 1.0 if count == of else (middle + reach) / whole
    return low, high


def newcombe(first: tuple[int, int], second: tuple[int, int], z: float = 1.96) -> Interval:
    """The interval of second minus first, each a count and of how many (Newcombe 1998, method 10).

    Raises:
        ValueError: one of them is no share.
    """
    one, other = first[0] / max(first[1], 1), second[0] / max(second[1], 1)
    (low1, high1), (low2, high2) = wilson(*first, z), wilson(*second, z)
    difference = other - one
    below = math.hypot(other - low2, high1 - one)
    above = math.hypot(high2 - other, one - low1)
    return difference - below, difference + above
