from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.accuracy import (
    ClipCount,
    FalseCount,
    by_exercise,
    count_as_everything,
    count_clip,
    in_catalogue,
    summarise,
    unusable_clip,
)
from benchmarks.accuracy_tables import (
    counts_table,
    everything_table,
    exercises_table,
    failures_table,
    false_table,
)
from benchmarks.clips import Clip
from coach.engine.catalogue import catalogue
from tests.synthetic import FILMS, squats

CLIP = Clip(Path("a.mp4"), "squat", "side", 3, 3, real=True)


def test_a_clip_is_counted_against_its_range() -> None:
    row = count_clip(CLIP, squats(3).track())
    assert (row.counted, row.error, row.view) == (3, 0, "side_left")
    assert len(row.repetitions_s) == 3
    assert count_clip(replace(CLIP, reps_min=5, reps_max=6), squats(3).track()).error == -2
    assert count_clip(replace(CLIP, reps_min=None, reps_max=None), squats(3).track()).error is None


def test_a_right_count_of_the_wrong_movements_shows() -> None:
    timed = replace(CLIP, times_s=((1.0, 3.4), (4.0, 6.4), (20.0, 22.0)))
    row = count_clip(timed, squats(3).track())
    assert (row.error, row.matched, row.timed) == (0, 2, 3)
    assert row.missed_s == ((20.0, 22.0),)
    assert row.extra_s == row.repetitions_s[2:]


def test_without_times_by_hand_nothing_is_called_missed() -> None:
    row = count_clip(replace(CLIP, reps_min=9, reps_max=9), squats(3).track())
    assert (row.error, row.timed, row.missed_s, row.extra_s) == (-6, 0, (), ())


def test_what_the_coach_left_out_is_told_with_its_reason() -> None:
    row = count_clip(CLIP, squats(2, depth=36.0).track())
    assert row.counted == 0
    assert all(part.reason and part.end_s > part.start_s for part in row.not_counted)
    assert row.not_counted


def test_holds_count_where_somebody_counted_repetitions_of_a_held_exercise() -> None:
    held = replace(CLIP, exercise="plank", reps_min=1, reps_max=1)
    track = FILMS["plank"].track()
    assert count_clip(held, track).counted == 1
    assert count_clip(replace(held, reps_min=0, reps_max=0), track).counted == 0


def test_a_clip_without_repetitions_is_tried_as_every_exercise() -> None:
    rows = count_as_everything(CLIP, replace(squats(1), fps=15.0).track())
    assert [row.exercise for row in rows] == list(catalogue())
    assert {row.exercise: row.counted for row in rows}["squat"] == 1


def test_a_file_that_cannot_be_read_counts_as_nothing_found() -> None:
    row = unusable_clip(CLIP, "a.mp4 is empty")
    assert (row.counted, row.error, row.problem) == (0, -3, "a.mp4 is empty")
    assert unusable_clip(replace(CLIP, exercise="(walking)"), "empty").error is None


def test_only_exercises_of_the_catalogue_are_counted() -> None:
    assert in_catalogue(CLIP)
    assert not in_catalogue(replace(CLIP, exercise="(walking)"))


def counted(error: int | None, *, real: bool = True, moving: bool = True) -> ClipCount:
    row = unusable_clip(CLIP, "")
    return replace(row, error=error, real=real, reps_max=3 if moving else 0)


def test_clips_of_one_exercise_stand_together() -> None:
    lunge = replace(counted(1), exercise="lunge", counted=5, reps_min=3, reps_max=4)
    rows = by_exercise([counted(0), lunge, counted(-2), counted(3, real=False), counted(None)])
    assert [(row.exercise, row.summary.clips) for row in rows] == [("squat", 2), ("lunge", 1)]
    assert (rows[0].summary.mae, rows[0].summary.obo) == (1.0, 0.5)
    assert (rows[1].counted, rows[1].expected_min, rows[1].expected_max) == (5, 3, 4)


def test_the_summary_holds_real_clips_with_a_count_only() -> None:
    rows = [
        counted(0),
        counted(-1),
        counted(3),
        counted(0, moving=False),
        counted(5, real=False),
        counted(None),
    ]
    summary = summarise(rows)
    assert (summary.clips, summary.moving_clips) == (4, 3)
    assert summary.mae == pytest.approx(1.0)
    assert summary.obo == pytest.approx(0.75)
    assert summary.exact == pytest.approx(0.5)
    assert summary.moving_mae == pytest.approx(4 / 3)
    assert summary.moving_obo == pytest.approx(2 / 3)


def test_without_clips_there_is_no_figure() -> None:
    summary = summarise([])
    assert summary.mae is summary.obo is summary.exact is None


def test_tables_show_every_clip() -> None:
    rows = [counted(0), counted(None), counted(-2)]
    assert counts_table(rows).row_count == 3
    assert exercises_table(by_exercise(rows), summarise(rows)).row_count == 3
    assert failures_table(rows).row_count == 1
    false = [FalseCount("a.mp4", "squat", 2), FalseCount("a.mp4", "lunge", 0)]
    assert false_table("Other movements", [CLIP], false).row_count == 1
    assert everything_table(false).row_count == 1
