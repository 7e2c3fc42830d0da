"""The revised NIOSH equation: the manual's own figures, its bounds, and what always holds."""

from __future__ import annotations

import math
from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.lifting.equation import Equation, equation
from coach.lifting.niosh import (
    NO_ERROR,
    CameraError,
    Duration,
    Grip,
    LiftingTaskError,
    Place,
    Task,
    evaluate,
    evaluate_range,
)
from coach.lifting.reading import LiftingDataError, parse

IDEAL = Task(10.0, Place(25.0, 75.0), Place(25.0, 100.0), grip=Grip.GOOD)

places = st.builds(Place, st.floats(0, 80), st.floats(0, 190), st.floats(0, 150))
tasks = st.builds(
    Task,
    load_kg=st.floats(0, 60),
    start=places,
    end=places,
    lifts_per_minute=st.floats(0, 16),
    duration=st.sampled_from(Duration),
    grip=st.sampled_from(Grip),
    careful_end=st.booleans(),
)
errors = st.builds(CameraError, st.floats(0, 15), st.floats(0, 15), st.floats(0, 30))


class TestTheManualsTables:
    """Rounded to two places, as the manual prints them in its metric tables."""

    @pytest.mark.parametrize(
        ("reach_cm", "share"),
        [(20, 1.0), (25, 1.0), (28, 0.89), (30, 0.83), (40, 0.63), (50, 0.5), (63, 0.4), (64, 0.0)],
    )
    def test_horizontal(self, reach_cm: float, share: float):
        assert equation().horizontal_at(reach_cm) == pytest.approx(share, abs=0.006)

    @pytest.mark.parametrize(
        ("height_cm", "share"),
        [
            (0, 0.78),
            (30, 0.87),
            (70, 0.99),
            (80, 0.99),
            (110, 0.9),
            (150, 0.78),
            (175, 0.7),
            (176, 0),
        ],
    )
    def test_vertical(self, height_cm: float, share: float):
        assert equation().vertical_at(height_cm) == pytest.approx(share, abs=0.006)

    @pytest.mark.parametrize(
        ("travel_cm", "share"),
        [(0, 1.0), (25, 1.0), (40, 0.93), (55, 0.9), (100, 0.87), (175, 0.85), (176, 0.0)],
    )
    def test_distance(self, travel_cm: float, share: float):
        assert equation().distance_at(travel_cm) == pytest.approx(share, abs=0.006)

    @pytest.mark.parametrize(
        ("aside_deg", "share"),
        [(0, 1.0), (15, 0.95), (45, 0.86), (90, 0.71), (120, 0.62), (135, 0.57), (136, 0.0)],
    )
    def test_asymmetry(self, aside_deg: float, share: float):
        assert equation().asymmetry_at(aside_deg) == pytest.approx(share, abs=0.006)

    @pytest.mark.parametrize(
        ("lifts_per_minute", "duration", "low", "high"),
        [
            (0.0, "short", 1.0, 1.0),
            (0.2, "long", 0.85, 0.85),
            (1, "moderate", 0.88, 0.88),
            (5, "long", 0.35, 0.35),
            (9, "long", 0.0, 0.15),
            (11, "moderate", 0.0, 0.23),
            (12, "short", 0.37, 0.37),
            (13, "short", 0.0, 0.34),
            (15, "short", 0.0, 0.28),
            (15.1, "short", 0.0, 0.0),
        ],
    )
    def test_frequency(self, lifts_per_minute: float, duration: str, low: float, high: float):
        shares = [equation().frequency_at(lifts_per_minute, duration, v) for v in (74.9, 75.0)]
        assert shares == pytest.approx([low, high])

    def test_frequencies_between_two_rows_are_interpolated(self):
        assert equation().frequency_at(2.4, "short", 50) == pytest.approx(0.898)

    def test_nothing_is_allowed_between_a_row_and_a_zero(self):
        assert equation().frequency_at(12.5, "short", 50) == 0.0

    @pytest.mark.parametrize(
        ("grip", "low", "high"), [("good", 1.0, 1.0), ("fair", 0.95, 1.0), ("poor", 0.9, 0.9)]
    )
    def test_grip(self, grip: str, low: float, high: float):
        assert [equation().coupling_at(grip, v) for v in (30, 75)] == [low, high]


def inches(task: Task) -> float:
    """The limit in pounds of a task in inches: the manual's two systems agree at 2.5 cm an inch."""

    def metric(place: Place) -> Place:
        return replace(place, reach_cm=2.5 * place.reach_cm, height_cm=2.5 * place.height_cm)

    moved = replace(task, start=metric(task.start), end=metric(task.end))
    return 51.0 * evaluate(moved).multipliers.product


class TestTheManualsExamples:
    def test_the_ideal_lift_allows_the_load_constant(self):
        assert evaluate(IDEAL).limit_kg == pytest.approx(23.0)
        assert evaluate(IDEAL).index == pytest.approx(10 / 23)

    def test_package_inspection(self):
        """Example 4, in inches and pounds: 34.9 lb at the start and 15.2 lb at the end."""
        start, end = Place(10, 22), Place(20, 59)
        task = Task(26, start, end, 3, Duration.SHORT, Grip.FAIR)
        assert inches(task) == pytest.approx(34.9, abs=0.15)
        assert inches(replace(task, careful_end=True)) == pytest.approx(15.2, abs=0.15)

    def test_loading_stock_into_a_press(self):
        """Example 1, in inches and pounds: 16.3 lb at the start and 14.5 lb at the end."""
        start, end = Place(23, 15), Place(23, 63)
        task = Task(44, start, end, 0.2, Duration.SHORT, Grip.FAIR)
        assert inches(task) == pytest.approx(16.3, abs=0.3)
        assert inches(replace(task, careful_end=True)) == pytest.approx(14.5, abs=0.3)


class TestWhatAlwaysHolds:
    @given(tasks)
    def test_the_limit_lies_between_nothing_and_the_load_constant(self, task: Task):
        outcome = evaluate(task)
        assert 0.0 <= outcome.limit_kg <= 23.0
        assert (outcome.index is None) == (outcome.limit_kg == 0.0)

    @given(tasks, st.floats(0, 40))
    def test_a_heavier_load_never_has_a_lower_index(self, task: Task, more_kg: float):
        before = evaluate(task)
        after = evaluate(replace(task, load_kg=task.load_kg + more_kg))
        assert after.limit_kg == before.limit_kg
        if before.index is not None and after.index is not None:
            assert after.index >= before.index

    @given(tasks, st.floats(0, 60))
    def test_further_away_never_allows_more(self, task: Task, more_cm: float):
        further = replace(task.start, reach_cm=task.start.reach_cm + more_cm)
        assert evaluate(replace(task, start=further)).limit_kg <= evaluate(task).limit_kg

    @given(tasks, st.floats(0, 90))
    def test_further_to_the_side_never_allows_more(self, task: Task, more_deg: float):
        aside = replace(task.start, asymmetry_deg=task.start.asymmetry_deg + more_deg)
        assert evaluate(replace(task, start=aside)).limit_kg <= evaluate(task).limit_kg

    @given(tasks, st.floats(0, 15))
    def test_more_often_never_allows_more(self, task: Task, more: float):
        often = replace(task, lifts_per_minute=task.lifts_per_minute + more)
        assert evaluate(often).limit_kg <= evaluate(task).limit_kg + 1e-12

    @given(tasks)
    def test_longer_never_allows_more(self, task: Task):
        limits = [evaluate(replace(task, duration=d)).limit_kg for d in Duration]
        assert limits == sorted(limits, reverse=True)

    @given(tasks)
    def test_a_worse_grip_never_allows_more(self, task: Task):
        limits = [evaluate(replace(task, grip=g)).limit_kg for g in Grip]
        assert limits == sorted(limits, reverse=True)

    @given(tasks)
    def test_care_at_the_end_never_allows_more(self, task: Task):
        free, careful = (evaluate(replace(task, careful_end=c)).limit_kg for c in (False, True))
        assert careful <= free


class TestTheRange:
    @given(tasks)
    def test_without_an_error_there_is_one_figure(self, task: Task):
        found = evaluate_range(task, NO_ERROR)
        assert found.limit_low_kg == found.limit_high_kg == found.measured.limit_kg

    @given(tasks, errors, st.lists(st.floats(-1, 1), min_size=6, max_size=6))
    def test_the_truth_lies_within_wherever_it_is_within_the_error(
        self, task: Task, error: CameraError, off: list[float]
    ):
        def moved(place: Place, a: float, b: float, c: float) -> Place:
            return Place(
                max(place.reach_cm + a * error.reach_cm, 0.0),
                max(place.height_cm + b * error.height_cm, 0.0),
                max(place.asymmetry_deg + c * error.asymmetry_deg, 0.0),
            )

        true = replace(task, start=moved(task.start, *off[:3]), end=moved(task.end, *off[3:]))
        found, truth = evaluate_range(task, error), evaluate(true)
        assert found.limit_low_kg - 1e-9 <= truth.limit_kg <= found.limit_high_kg + 1e-9

    def test_of_a_measured_lift_is_as_wide_as_the_camera_is_coarse(self):
        task = Task(8.0, Place(40.0, 30.0), Place(30.0, 100.0))
        found = evaluate_range(task, CameraError.usual())
        assert found.index_low is not None
        assert found.index_high is not None
        assert found.measured.index is not None
        assert found.index_low < found.measured.index < found.index_high

    def test_has_no_upper_end_where_no_load_may_be_allowed(self):
        found = evaluate_range(
            Task(8.0, Place(60.0, 30.0), Place(30.0, 100.0)), CameraError.usual()
        )
        assert found.limit_low_kg == 0.0
        assert found.index_high is None


class TestWhatCantBe:
    @pytest.mark.parametrize(
        ("task", "named"),
        [
            (replace(IDEAL, load_kg=-1.0), "the load"),
            (replace(IDEAL, start=Place(-5.0, 75.0)), "the reach at the start"),
            (replace(IDEAL, end=Place(25.0, math.nan)), "the height at the end"),
            (replace(IDEAL, lifts_per_minute=math.inf), "the lifts a minute"),
        ],
    )
    def test_is_named(self, task: Task, named: str):
        with pytest.raises(LiftingTaskError, match=named):
            evaluate(task)

    def test_a_table_that_allows_more_for_more_lifts_is_refused(self):
        text = resources.files("coach.lifting").joinpath("niosh.toml").read_text(encoding="utf-8")
        mistaken = text.replace("[1, 0.94, 0.94]", "[1, 0.99, 0.99]")
        assert mistaken != text
        with pytest.raises(LiftingDataError, match="can't allow more weight"):
            parse(Equation, "niosh.toml", mistaken)
