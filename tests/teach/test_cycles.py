"""Movements that come again are found in a series, whatever is around them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.teach.cycles import Cycle, find_cycles
from coach.teach.following import RATE_HZ

LEAST = 12.0


def series(
    count: int, period_s: float, travel: float, *, rest: float = 10.0, pause_s: float = 0.0
) -> np.ndarray:
    """Rest, so many times there and back with a pause between, rest."""
    still = np.full(int(1.5 * RATE_HZ), rest)
    pause = np.full(int(pause_s * RATE_HZ), rest)
    phase = np.linspace(0.0, 2.0 * np.pi, max(int(period_s * RATE_HZ), 6))
    swing = rest + 0.5 * travel * (1.0 - np.cos(phase))
    return np.concatenate([still, *[np.concatenate([swing, pause])] * count, still])


def found(values: np.ndarray, upwards: bool = True) -> list[Cycle]:
    """The largest family that goes this way."""
    families = [
        cycles
        for cycles in find_cycles(values, [slice(0, len(values))], LEAST)
        if bool(cycles[0].travel > 0) is upwards
    ]
    return max(families, key=len, default=[])


@given(
    count=st.integers(2, 8),
    period_s=st.floats(1.0, 6.0),
    travel=st.floats(25.0, 140.0),
    pause_s=st.floats(0.0, 3.0),
    seed=st.integers(0, 1000),
)
@settings(max_examples=60, deadline=None)
def test_every_repetition_is_found_with_its_ends(count, period_s, travel, pause_s, seed):
    values = series(count, period_s, travel, pause_s=pause_s)
    values += np.random.default_rng(seed).normal(0.0, 0.01 * travel, len(values))
    cycles = found(values)
    assert len(cycles) == count
    for cycle in cycles:
        assert abs(cycle.rest - 10.0) < 0.2 * travel
        assert abs(cycle.far - 10.0 - travel) < 0.1 * travel
        assert cycle.start < cycle.turn < cycle.end


@given(count=st.integers(2, 6), travel=st.floats(25.0, 100.0))
@settings(max_examples=20, deadline=None)
def test_downwards_is_as_good_as_upwards(count, travel):
    cycles = found(-series(count, 2.0, travel), upwards=False)
    assert len(cycles) == count


@given(seed=st.integers(0, 1000), amount=st.floats(0.1, 2.0))
@settings(max_examples=30, deadline=None)
def test_noise_is_no_movement(seed, amount):
    values = 40.0 + np.random.default_rng(seed).normal(0.0, amount, 400)
    assert not found(values)


def test_another_movement_before_is_left_out():
    walk_in = 10.0 + 60.0 * np.sin(np.linspace(0.0, 9.0, 60)) ** 2 + np.linspace(120.0, 0.0, 60)
    assert len(found(np.concatenate([walk_in, series(4, 2.0, 80.0)]))) == 4


def test_what_begins_beyond_the_start_counts_as_well():
    """Arms hang, are held out, go up three times, and hang again."""
    held_out = 90.0 + series(3, 1.5, 80.0, rest=0.0)
    down = np.linspace(90.0, 5.0, 15)
    values = np.concatenate([np.full(20, 5.0), down[::-1], held_out, down, np.full(20, 5.0)])
    assert len(found(values)) == 3


def test_a_gap_joins_nothing():
    values = series(3, 2.0, 80.0)
    middle = int((1.5 + 2.0 + 1.0) * RATE_HZ)
    parts = [slice(0, middle), slice(middle, len(values))]
    families = list(find_cycles(values, parts, LEAST))
    upwards = [cycles for cycles in families if cycles[0].travel > 0]
    assert max(len(cycles) for cycles in upwards) == 2
