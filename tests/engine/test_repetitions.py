"""The counter by itself, over any progress that a movement may show."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.engine.repetitions import Limits, Movement, RepetitionCounter, State, count
from tests.synthetic import pulse

LIMITS = Limits(minimum=0.5, minimum_s=0.6, maximum_s=15.0, pause_max_s=6.0, sway=0.15)

many = settings(max_examples=80, deadline=None)


def series(depths, period_s=3.0, fps=30.0, lead_s=1.0, rest=0.0, noise=0.0, seed=0):
    """Progress over time: one movement per depth, from a resting level."""
    times = np.arange(0.0, lead_s + len(depths) * period_s + 1.0, 1.0 / fps)
    values = np.full(len(times), rest)
    for k, depth in enumerate(depths):
        start = lead_s + k * period_s
        values += [
            (depth - rest) * pulse(t, start) if start <= t < start + period_s else 0.0
            for t in times
        ]
    values = values + np.random.default_rng(seed).normal(0.0, noise, len(times))
    return list(zip(times.tolist(), values.tolist(), strict=True))


def counted(samples):
    return count(iter(samples), LIMITS)


def everything(samples) -> list[Movement]:
    counter = RepetitionCounter(LIMITS, 0.15)
    ended = [counter.update(t, u).ended for t, u in samples]
    return [movement for movement in [*ended, counter.finish()] if movement]


@many
@given(
    depths=st.lists(st.floats(0.7, 1.4), min_size=0, max_size=8),
    fps=st.sampled_from([10, 15, 24, 30, 60]),
    period_s=st.floats(2.6, 6.0),
    rest=st.floats(-0.1, 0.15),
    noise=st.floats(0.0, 0.02),
    seed=st.integers(0, 1000),
)
def test_as_many_as_were_done(depths, fps, period_s, rest, noise, seed):
    samples = series(depths, period_s, fps, rest=rest, noise=noise, seed=seed)
    assert len(counted(samples)) == len(depths)


@many
@given(depths=st.lists(st.floats(0.0, 0.44), min_size=1, max_size=6))
def test_movements_that_are_too_small_don_t_count(depths):
    assert counted(series(depths)) == []


@many
@example(noise=0.048828125, seed=678, rest=0.0)  # a jitter is under way when the film ends
@given(noise=st.floats(0.0, 0.05), seed=st.integers(0, 10_000), rest=st.floats(-0.2, 0.2))
def test_jitter_at_rest_counts_nothing(noise, seed, rest):
    random = np.random.default_rng(seed)
    times = np.arange(0, 20, 1 / 30)
    values = np.clip(random.normal(rest, noise, len(times)), rest - 0.1, rest + 0.1)
    assert everything(zip(times.tolist(), values.tolist(), strict=True)) == []


@many
@given(seed=st.integers(0, 10_000), noise=st.floats(0.0, 0.08))
def test_jitter_around_the_threshold_counts_nothing_more(seed, noise):
    # up to just where a repetition would begin to count, trembling there for five seconds
    random = np.random.default_rng(seed)
    times = np.arange(0, 8, 1 / 30)
    values = np.interp(times, [0, 1, 2, 7, 8], [0, 0, 0.5, 0.5, 0.0])
    values = values + random.normal(0, noise, len(times)) * ((times > 2) & (times < 7))
    assert len(counted(zip(times.tolist(), values.tolist(), strict=True))) <= 1


@many
@given(
    values=st.lists(st.floats(-1, 3) | st.just(math.nan), max_size=200), step=st.floats(0.02, 0.5)
)
def test_repetitions_never_overlap_whatever_comes(values, step):
    samples = [(i * step, value) for i, value in enumerate(values)]
    movements = everything(samples)
    for movement in movements:
        assert movement.start_s <= movement.turn_s <= movement.end_s
    whole = [m for m in movements if not m.reason]
    for before, after in pairwise(whole):
        assert before.end_s <= after.start_s
    for movement in whole:
        assert movement.travel >= LIMITS.minimum
        assert LIMITS.minimum_s <= movement.end_s - movement.start_s <= LIMITS.maximum_s


CASES = [
    ("straight through the gate", [(0, 0), (1, 0), (2, 1), (3, 0), (4, 0)], 1),
    ("begins in mid-repetition", [(0, 0.9), (1, 0.9), (2, 0), (3, 1), (4, 0), (5, 0)], 1),
    ("pause half way down", [(0, 0), (1, 0), (2, 0.5), (4, 0.5), (5, 1), (6, 0), (7, 0)], 1),
    ("pause half way up", [(0, 0), (1, 0), (2, 1), (3, 0.5), (5, 0.5), (6, 0), (7, 0)], 1),
    ("half up and down again", [(0, 0), (1, 0), (2, 1), (3, 0.5), (4, 1), (5, 0), (6, 0)], 1),
    (
        "never quite up between",
        [(0, 0), (1, 0), (2, 1), (3, 0.3), (4, 1), (5, 0.3), (6, 1), (7, 0), (8, 0)],
        3,
    ),
    ("bounce at the bottom", [(0, 0), (1, 0), (2, 1), (2.3, 0.85), (2.6, 1), (4, 0), (5, 0)], 1),
    ("too quick", [(0, 0), (1, 0), (1.2, 1), (1.4, 0), (3, 0)], 0),
    ("too slow", [(0, 0), (1, 0), (10, 1), (19, 0), (20, 0)], 0),
    ("sits down and stays", [(0, 0), (1, 0), (2, 1), (10, 1), (11, 0), (12, 0)], 0),
    ("ends almost back", [(0, 0), (1, 0), (2, 1), (3, 0.25)], 1),
    ("ends at the bottom", [(0, 0), (1, 0), (2, 1), (3, 1)], 0),
    (
        "rest drifts up",
        [(0, 0), (1, 0), (2, 1), (3, 0.15), (6, 0.15), (7, 1.1), (8, 0.15), (9, 0.15)],
        2,
    ),
]


@pytest.mark.parametrize(("points", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_shapes_of_movement(points, expected):
    times = np.arange(points[0][0], points[-1][0] + 1e-9, 1 / 30)
    values = np.interp(times, [t for t, _ in points], [u for _, u in points])
    assert len(counted(zip(times.tolist(), values.tolist(), strict=True))) == expected


def test_a_short_loss_of_sight_is_bridged():
    samples = [(t, math.nan if 1.9 < t < 2.3 else u) for t, u in series([1.0])]
    assert len(counted(samples)) == 1


def test_a_long_loss_of_sight_breaks_the_repetition_off():
    samples = [(t, math.nan if 1.6 < t < 3.0 else u) for t, u in series([1.0])]
    assert [m.reason for m in everything(samples)] == ["interrupted"]


def test_the_gate_needs_the_start_position():
    counter = RepetitionCounter(LIMITS, 0.15)
    for t, u in series([1.0]):
        counter.update(t, u, in_position=False)
    assert counter.state is State.WAITING
