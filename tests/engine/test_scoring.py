"""Scores: visible parts, weights over what was assessed, nothing made up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.engine.results import FaultSeen, Part, Score, Severity
from coach.engine.scoring import (
    HOLD_WEIGHTS,
    REPETITION_WEIGHTS,
    combine,
    form_part,
    hold_parts,
    range_part,
    set_score,
    smoothness_part,
    symmetry_part,
    tempo_part,
)
from coach.engine.signals import spectral_arc_length


def fault(severity: Severity) -> FaultSeen:
    return FaultSeen("x", "X", severity, "cue", 0.0, 1.0, "knee_flexion", 1.0, 0.0, "deg")


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], 100.0),
        ([Severity.INFO], 100.0),
        ([Severity.MINOR], 95.0),
        ([Severity.MAJOR, Severity.MINOR], 80.0),
        ([Severity.MAJOR] * 9, 0.0),
    ],
)
def test_form(severities, expected):
    assert form_part(fault(severity) for severity in severities) == expected


@pytest.mark.parametrize(
    ("progress", "expected"), [(-0.2, 0.0), (0.0, 0.0), (0.5, 50.0), (1.0, 100.0), (1.4, 100.0)]
)
def test_range(progress, expected):
    assert range_part(progress) == expected


def test_any_comfortable_tempo_is_full_marks():
    assert tempo_part(2.0, (2.0, 6.0)) == tempo_part(6.0, (2.0, 6.0)) == 100.0
    assert tempo_part(1.0, (2.0, 6.0)) == pytest.approx(tempo_part(12.0, (2.0, 6.0)))
    assert tempo_part(1.0, (2.0, 6.0)) < 30.0


def test_symmetry():
    assert symmetry_part(80.0, 80.0) == 100.0
    assert symmetry_part(80.0, 75.0) == 100.0
    assert symmetry_part(80.0, 60.0) == pytest.approx(53.6, abs=0.1)
    assert symmetry_part(80.0, 20.0) == 0.0


def jerk_free(duration_s: float) -> np.ndarray:
    share = np.arange(0, duration_s, 1 / 30) / duration_s
    return 30 * share**2 * (1 - share) ** 2


def test_the_smoothness_of_an_ideal_stroke_does_not_depend_on_its_length():
    values = [spectral_arc_length(jerk_free(duration), 30.0) for duration in (1.0, 2.0, 4.0)]
    assert values == pytest.approx([values[0]] * 3, abs=0.1)
    assert values[0] == pytest.approx(-1.4, abs=0.1)


def test_a_trembling_movement_is_less_smooth():
    times = np.arange(0, 3, 1 / 30)
    calm = np.sin(np.pi * times / 3)
    shaky = calm + 0.06 * np.sin(2 * np.pi * 4 * times)
    assert smoothness_part(times, calm, 1.5) > smoothness_part(times, shaky, 1.5) + 15


def test_too_short_to_tell_is_none():
    assert smoothness_part(np.array([0.0, 0.1]), np.array([0.0, 1.0]), 0.1) is None


parts = st.fixed_dictionaries({part: st.none() | st.floats(0, 100) for part in REPETITION_WEIGHTS})


@given(parts)
def test_a_score_lies_between_its_parts_and_unknown_parts_have_no_weight(values):
    score = combine(values, REPETITION_WEIGHTS, {})
    known = [value for value in values.values() if value is not None]
    if not known:
        assert score.value is None
        return
    assert min(known) - 1e-6 <= score.value <= max(known) + 1e-6
    assert sum(part.weight for part in score.parts) == pytest.approx(1.0)
    assert all(part.weight == 0 for part in score.parts if part.value is None)


def test_a_set_has_the_median_of_its_repetitions():
    scores = [combine({Part.FORM: v}, REPETITION_WEIGHTS, {}) for v in (50.0, 90.0, 100.0)]
    assert set_score(scores, 1.0).value == 90.0


def test_a_set_that_was_hardly_seen_has_no_score():
    scores = [combine({Part.FORM: 90.0}, REPETITION_WEIGHTS, {})]
    assert set_score(scores, 0.5).value is None
    assert set_score([], 1.0) == Score(None)


def test_a_hold():
    parts = hold_parts(5.0, 10.0, 4.0, 2.0)
    assert parts == {Part.DURATION: 50.0, Part.TOLERANCE: 80.0, Part.STEADINESS: 80.0}
    assert combine(parts, HOLD_WEIGHTS, {}).value == pytest.approx(66.5)
