"""Two movements on one scale: what is the same shows no difference, and what differs is told."""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.engine.catalogue import catalogue
from coach.engine.results import FaultSeen, Hold, Score, SetResult, Severity, Side
from coach.engine.tracker import Trace, track_set
from coach.review.comparing import (
    SHARES,
    Curve,
    Piece,
    Stretch,
    comparable,
    curve_of,
    normalised,
    pieces_of,
    stretches,
    typical,
)
from coach.review.comparing_differences import Aspect, Names, between_groups, between_two
from coach.review.comparing_figures import overlay
from coach.review.comparing_rules import error_of, together
from poses.track import PoseTrack
from tests.synthetic import squats

SQUAT = catalogue()["squat"]
NAMES = Names("repetition 1", "repetition 2")

seconds = st.floats(0.3, 10.0)


@cache
def squatted(depth: float = 80.0) -> tuple[PoseTrack, SetResult, Trace]:
    track = replace(squats(4, depth=depth), fps=15.0).track()
    tracker = track_set(SQUAT, track)
    return track, tracker.finish(), tracker.trace()


def fault(value: float = 80.0, check: str = "trunk_far_forward", unit: str = "deg") -> FaultSeen:
    return FaultSeen(
        check=check,
        title="Trunk far forward",
        severity=Severity.MINOR,
        cue="Lift your chest a little",
        start_s=1.0,
        end_s=1.5,
        measure="trunk_inclination",
        value=value,
        threshold=55.0,
        unit=unit,
    )


def piece(number: int = 1, **changes: object) -> Piece:
    made = Piece(
        number=number,
        side=None,
        view="side_left",
        start_s=1.0,
        turn_s=2.0,
        end_s=3.0,
        range_deg=80.0,
        range_error_deg=5.0,
        score=85.0,
        faults=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


pieces = st.builds(
    lambda start, out, back, reach, score, values: piece(
        start_s=start,
        turn_s=start + out,
        end_s=start + out + back,
        range_deg=reach,
        score=score,
        faults=tuple(fault(value) for value in values),
    ),
    seconds,
    seconds,
    seconds,
    st.none() | st.floats(5, 170),
    st.none() | st.floats(0, 100),
    st.lists(st.floats(55.1, 120), max_size=2),
)


@st.composite
def lines(draw: st.DrawFn) -> tuple[NDArray[np.float64], NDArray[np.float64], Piece]:
    """A line over time with samples at start, turn and end of a movement."""
    counts = draw(st.tuples(st.integers(2, 20), st.integers(2, 20)))
    start, out, back = draw(seconds), draw(seconds), draw(seconds)
    time_s = np.concatenate(
        [
            start + np.linspace(0.0, out, counts[0], endpoint=False),
            start + out + np.linspace(0.0, back, counts[1]),
        ]
    )
    value = draw(
        st.lists(st.floats(-180, 180), min_size=len(time_s), max_size=len(time_s)).map(np.array)
    )
    moved = piece(start_s=start, turn_s=start + out, end_s=float(time_s[-1]))
    return time_s, value, moved


# --- one scale ----------------------------------------------------------------------------


@given(lines(), seconds, seconds, seconds)
def test_how_long_it_took_changes_nothing_in_the_line(
    line: tuple[NDArray[np.float64], NDArray[np.float64], Piece],
    start: float,
    out: float,
    back: float,
) -> None:
    time_s, value, moved = line
    assert moved.turn_s is not None
    stops = (moved.start_s, moved.turn_s, moved.end_s)
    new_stops = (start, start + out, start + out + back)
    warped = np.interp(time_s, stops, new_stops)
    slower = replace(moved, start_s=new_stops[0], turn_s=new_stops[1], end_s=new_stops[2])
    np.testing.assert_allclose(
        normalised(warped, value, slower), normalised(time_s, value, moved), atol=1e-6
    )


@given(lines())
def test_start_turn_and_end_keep_their_values(
    line: tuple[NDArray[np.float64], NDArray[np.float64], Piece],
) -> None:
    time_s, value, moved = line
    assert moved.turn_s is not None
    shown = normalised(time_s, value, moved)
    turn = int(np.argmin(np.abs(time_s - moved.turn_s)))
    np.testing.assert_allclose(shown[[0, 50, 100]], value[[0, turn, -1]], atol=1e-6)


def test_what_was_not_seen_stays_unknown() -> None:
    time_s = np.arange(0.0, 4.0, 0.1)
    value = np.where((time_s > 1.4) & (time_s < 1.7), np.nan, 10.0)
    shown = normalised(time_s, value, piece())
    assert np.isnan(shown[25])
    assert shown[60] == 10.0
    late = normalised(time_s[time_s > 1.5], np.full((time_s > 1.5).sum(), 10.0), piece())
    assert np.isnan(late[:20]).all()
    assert np.isfinite(late[40:]).all()
    assert np.isnan(normalised(np.empty(0), np.empty(0), piece())).all()


def test_a_movement_goes_forward_in_time() -> None:
    with pytest.raises(ValueError, match="order"):
        piece(turn_s=4.0)


# --- a movement compared with itself ------------------------------------------------------


@given(pieces)
def test_a_movement_compared_with_itself_has_no_difference(one: Piece) -> None:
    assert not any(found.beyond for found in between_two(one, one, NAMES))
    assert all(found.amount in (0.0, None) for found in between_two(one, one, NAMES))


@settings(max_examples=40)
@given(st.lists(pieces, min_size=1, max_size=4))
def test_a_set_compared_with_itself_has_no_difference(several: list[Piece]) -> None:
    assert not any(found.beyond for found in between_groups(several, several, NAMES))


def test_its_line_and_its_figure_lie_on_each_other() -> None:
    track, result, trace = squatted()
    one = pieces_of(result, SQUAT)[1]
    curve = curve_of(one, SQUAT, result, trace)
    assert curve is not None
    assert stretches(curve, curve) == ()
    packed = overlay((track, one), (track, one))
    assert packed is not None
    points = np.frombuffer(base64.b64decode(packed["points"]), "<i2")
    first, second = points.reshape(2, len(SHARES), packed["marks"], 2)
    assert (first == second).all()
    assert len(packed["times"]) == 2 * packed["frames"]


@given(pieces, pieces)
def test_the_order_changes_the_sign_and_nothing_else(one: Piece, other: Piece) -> None:
    forth = {d.title: d for d in between_two(one, other, NAMES)}
    back = {d.title: d for d in between_two(other, one, Names(NAMES.second, NAMES.first))}
    assert forth.keys() == back.keys()
    for title, difference in forth.items():
        assert difference.beyond == back[title].beyond
        if difference.amount is not None:
            assert difference.amount == -(back[title].amount or 0.0)


# --- what is told -------------------------------------------------------------------------


def by_aspect(first: Piece, second: Piece) -> dict[Aspect, str]:
    return {each.aspect: each.sentence for each in between_two(first, second, NAMES)}


def test_more_range_than_measuring_makes_is_told() -> None:
    told = by_aspect(piece(), piece(range_deg=92.0))
    assert told[Aspect.RANGE] == (
        "Range: 80° (repetition 1) and 92° (repetition 2). That is 12° more."
    )


def test_less_than_the_error_of_both_is_no_difference() -> None:
    told = by_aspect(piece(), piece(range_deg=86.0))
    assert told[Aspect.RANGE].endswith("No difference beyond measuring (7°).")


def test_what_is_not_known_is_said() -> None:
    told = by_aspect(piece(), piece(range_deg=None))
    assert told[Aspect.RANGE] == "Range: not known of repetition 2."


def test_a_slower_way_back_is_told_apart_from_the_way_out() -> None:
    told = by_aspect(piece(), piece(end_s=4.5))
    assert "No difference" in told[Aspect.OUT]
    assert told[Aspect.BACK].endswith("That is 1.5 s more.")


def test_a_fault_of_one_is_told_where_it_is_clearly_past_its_limit() -> None:
    told = by_aspect(piece(), piece(faults=(fault(80.0),)))
    assert told[Aspect.FORM] == (
        "Trunk far forward: only in repetition 2 (80° with a limit of 55°)."
    )
    near = by_aspect(piece(faults=(fault(57.0),)), piece())
    assert near[Aspect.FORM].endswith("so near the limit that repetition 2 may be the same.")


def test_a_fault_that_the_other_could_not_show_is_no_difference() -> None:
    blind = piece(unseen=frozenset({"Trunk far forward"}))
    told = by_aspect(piece(faults=(fault(90.0),)), blind)
    assert told[Aspect.FORM].endswith("in repetition 2 it could not be seen.")


def test_of_a_fault_in_both_it_is_told_where_it_went_further() -> None:
    told = by_aspect(piece(faults=(fault(60.0),)), piece(faults=(fault(80.0),)))
    assert told[Aspect.FORM] == "Trunk far forward: in both, further in repetition 2."


def test_the_spread_of_a_set_counts_as_well() -> None:
    calm = [piece(range_deg=80.0 + i % 2) for i in range(6)]
    wide = [piece(range_deg=94.0 + 12 * (i % 2)) for i in range(6)]
    (told,) = (d for d in between_groups(calm, wide, NAMES) if d.aspect is Aspect.RANGE)
    assert told.needed == pytest.approx(12.0)
    (apart,) = (
        d
        for d in between_groups(calm, [piece(range_deg=100.0)] * 6, NAMES)
        if d.aspect is Aspect.RANGE
    )
    assert apart.beyond
    assert apart.needed == 10.0  # what weeks must differ by


def test_how_often_a_fault_comes_is_told_only_beyond_chance() -> None:
    without, with_it = [piece()] * 8, [piece(faults=(fault(),))] * 8
    (often,) = (d for d in between_groups(without, with_it, NAMES) if d.aspect is Aspect.FORM)
    assert often.sentence == (
        "Trunk far forward: 0 of 8 (repetition 1), 8 of 8 (repetition 2). More often."
    )
    mixed = without[:5] + with_it[:3]
    (chance,) = (d for d in between_groups(without, mixed, NAMES) if d.aspect is Aspect.FORM)
    assert chance.sentence.endswith("No difference beyond chance.")
    (few,) = (d for d in between_groups(without, with_it[:2], NAMES) if d.aspect is Aspect.FORM)
    assert "Too few to compare" in few.sentence
    blind = [piece(unseen=frozenset({"Trunk far forward"}))] * 8
    (dark,) = (d for d in between_groups(blind, with_it, NAMES) if d.aspect is Aspect.FORM)
    assert (dark.beyond, "could not be seen" in dark.sentence) == (False, True)


def test_nothing_is_compared_with_nothing() -> None:
    with pytest.raises(ValueError, match="movement"):
        between_groups([], [piece()], NAMES)
    with pytest.raises(ValueError, match="choose"):
        typical([])


def test_ranges_of_two_limbs_are_not_compared() -> None:
    left = piece(side=Side.LEFT, near=True)
    right = piece(side=Side.RIGHT, near=True, range_deg=20.0)
    for found in (between_two(left, right, NAMES), between_groups([left], [right] * 5, NAMES)):
        (told,) = (each for each in found if each.aspect is Aspect.RANGE)
        assert not told.beyond
        assert "not compared" in told.sentence
    mixed = between_groups([left, right], [left, right], NAMES)
    assert "not compared" not in " ".join(each.sentence for each in mixed)
    far_apart = [piece(side=Side.LEFT), piece(side=Side.RIGHT, range_deg=20.0)]
    assert between_two(*far_apart, NAMES)[0].beyond


def test_a_lunge_seen_from_a_side_measures_the_near_leg() -> None:
    lunge = catalogue()["lunge"]
    result = replace(squatted()[1], view="side_left")
    assert pieces_of(result, lunge)[0].near
    assert not pieces_of(replace(result, view="front"), lunge)[0].near
    assert not pieces_of(result, catalogue()["bird_dog"])[0].near


# --- lines --------------------------------------------------------------------------------


def test_where_the_lines_part_is_told_with_the_most_of_it() -> None:
    flat = np.zeros(len(SHARES))
    hill = np.where((SHARES >= 30) & (SHARES <= 60), 20.0, 0.0)
    one, other = Curve("knee bend", "degrees", flat, 5.0), Curve("knee bend", "degrees", hill, 5.0)
    assert stretches(one, other) == (Stretch(30.0, 60.0, 20.0),)
    assert stretches(other, one) == (Stretch(30.0, 60.0, -20.0),)
    bump = np.where(SHARES == 30, 20.0, 0.0)
    assert stretches(one, replace(one, value=bump)) == ()
    unseen = np.where(SHARES <= 60, np.nan, 0.0)
    assert stretches(replace(one, value=unseen), other) == ()


def test_bending_to_the_left_lies_on_bending_to_the_right_once_mirrored() -> None:
    bend = np.sin(np.pi * SHARES / 100.0) * 30.0
    left = Curve("trunk lean", "degrees", -bend, 4.0, signed=True)
    right = replace(left, value=bend)
    assert stretches(left, right)
    assert stretches(left, right.mirrored()) == ()
    knee = replace(right, signed=False)
    assert knee.mirrored() is knee


def test_lines_of_different_measures_are_not_compared() -> None:
    one = Curve("knee bend", "degrees", np.zeros(len(SHARES)), 5.0)
    other = replace(one, title="hip bend")
    assert not comparable(one, other)
    with pytest.raises(ValueError, match="different measures"):
        stretches(one, other)


def test_a_deeper_squat_parts_from_a_flat_one_around_its_turn() -> None:
    (_, flat, flat_trace), (_, deep, deep_trace) = squatted(70.0), squatted(105.0)
    one = curve_of(pieces_of(flat, SQUAT)[0], SQUAT, flat, flat_trace)
    other = curve_of(pieces_of(deep, SQUAT)[0], SQUAT, deep, deep_trace)
    assert one is not None
    assert other is not None
    (found,) = stretches(one, other)
    assert found.first < 50 < found.last
    assert found.most == pytest.approx(35, abs=6)


# --- pieces and figures -------------------------------------------------------------------


def test_holds_are_compared_by_their_length() -> None:
    plank = catalogue()["plank"]
    result = replace(
        squatted()[1],
        repetitions=(),
        holds=(Hold(1.0, 9.0, None, 8.0, 1.0), Hold(20.0, 50.0, None, 30.0, 1.0)),
        score=Score(80.0),
    )
    one, other = pieces_of(result, plank)
    assert (one.noun, one.middle_s) == ("hold", 5.0)
    (held,) = between_two(one, other, NAMES)
    assert (held.aspect, held.beyond) == (Aspect.HELD, True)


def test_the_one_in_the_middle_stands_for_the_others() -> None:
    several = [piece(n, range_deg=r) for n, r in ((1, 60.0), (2, None), (3, 90.0), (4, 75.0))]
    assert typical(several).number == 4
    unknown = [piece(n, range_deg=None, end_s=e) for n, e in ((1, 2.5), (2, 9.0), (3, 4.0))]
    assert typical(unknown).number == 3


@pytest.mark.parametrize("zoom", [0.5, 1.7])
def test_another_distance_of_the_camera_changes_no_figure(zoom: float) -> None:
    track, result, _ = squatted()
    one = pieces_of(result, SQUAT)[0]
    image = track.image.copy()
    image[..., :2] = 0.2 + zoom * image[..., :2]
    near = PoseTrack(
        track.time_s, image, track.world, track.people, track.width, track.height, track.source
    )
    packed = overlay((track, one), (near, one))
    assert packed is not None
    points = np.frombuffer(base64.b64decode(packed["points"]), "<i2").astype(int)
    first, second = points.reshape(2, -1)
    assert np.abs(first - second).max() <= 2
    assert packed["laid"] == "ankles"


def test_a_mirrored_figure_looks_the_other_way() -> None:
    track, result, _ = squatted()
    one = replace(pieces_of(result, SQUAT)[0], side=Side.LEFT)
    plain, turned = (
        overlay((track, one), (track, one)),
        overlay((track, one), (track, one), mirrored=True),
    )
    assert plain is not None
    assert turned is not None
    assert turned["width"] > plain["width"]


def test_nobody_seen_makes_no_figure() -> None:
    track, result, _ = squatted()
    one = pieces_of(result, SQUAT)[0]
    nobody = PoseTrack(
        track.time_s, np.full_like(track.image, np.nan), track.world, track.people, 640, 480
    )
    assert overlay((track, one), (nobody, one)) is None


# --- errors -------------------------------------------------------------------------------


def test_a_measured_error_goes_before_an_assumed_one() -> None:
    assert error_of("knee_flexion", "deg", "side_left") == 6.5
    assert error_of("hip_flexion", "deg", "side_left") == 6.0
    assert error_of("hip_flexion", "deg", "front") == error_of("", "deg", "no view") == 20.0
    assert error_of("duration_s", "s", "front") == pytest.approx(together(0.2, 0.2))
    assert error_of("knee_distance", "ratio", "front") == 0.1
    assert error_of("reach", "m", "front") == 0.05
