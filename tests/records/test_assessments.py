"""What tests came to, times at the desk, and sets that the person told of."""

import math
from datetime import UTC, timedelta, timezone

import numpy as np
import pytest
from record_examples import MORNING, assess, result, save

from coach.engine.results import Score
from coach.records import Log, NotFoundError, Source, StorageError

TOKYO = timezone(timedelta(hours=9))


def test_an_assessment_comes_back_as_it_was(log: Log) -> None:
    set_id = save(log)
    known = assess(log, side="left", set_id=set_id, performed_at=MORNING.astimezone(TOKYO))
    (back,) = log.assessments()
    assert (back.id, back.test, back.side) == (known, "chair_stand", "left")
    assert (back.value, back.unit, back.error) == (12.0, "repetitions", 1.0)
    assert back.details == {"age": 71, "norm": [12, 17], "arms_used": False}
    assert back.set_id == set_id
    assert (back.performed_at, back.performed_at.tzinfo) == (MORNING, UTC)


def test_an_assessment_may_stand_alone(log: Log) -> None:
    assess(log, error=None, details=None)
    (back,) = log.assessments()
    assert (back.side, back.error, back.details, back.set_id) == (None, None, {}, None)


def test_the_latest_assessment_comes_first(log: Log) -> None:
    second, third, first = (
        assess(log, performed_at=MORNING + timedelta(days=day)) for day in (1, 2, 0)
    )
    reach = assess(log, test="forward_bend", performed_at=MORNING + timedelta(days=3))
    assert [known.id for known in log.assessments()] == [reach, third, second, first]
    assert [known.id for known in log.assessments("chair_stand")] == [third, second, first]
    assert log.assessments("plank") == []


def test_details_hold_plain_data_only(log: Log) -> None:
    assess(log, details={"flexion": np.float32(0.5), "unseen": math.nan, "sides": ("left",)})
    assert log.assessments()[0].details == {"flexion": 0.5, "unseen": None, "sides": ["left"]}
    with pytest.raises(TypeError, match="plain data"):
        assess(log, details={"odd": object()})
    assert len(log.assessments()) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"value": math.nan}, {"value": math.inf}, {"performed_at": MORNING.replace(tzinfo=None)}],
)
def test_an_assessment_that_says_nothing_is_refused(log: Log, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"finite|time zone"):
        assess(log, **wrong)
    assert log.assessments() == []


def test_an_unknown_error_is_none_and_a_negative_one_refused(log: Log) -> None:
    assess(log, error=math.nan)
    with pytest.raises(StorageError, match="contradicts"):
        assess(log, error=-1.0)
    assert [known.error for known in log.assessments()] == [None]


def test_an_assessment_goes_with_its_set_and_a_set_stays_without_its_assessment(log: Log) -> None:
    gone, stays = save(log), save(log)
    assess(log, set_id=gone)
    of_the_other = assess(log, set_id=stays)
    alone = assess(log)
    log.delete(gone)
    assert {known.id for known in log.assessments()} == {of_the_other, alone}
    log.delete_assessment(of_the_other)
    assert [known.id for known in log.assessments()] == [alone]
    assert [line.id for line in log.sets()] == [stays]
    with pytest.raises(NotFoundError, match="no such check-up"):
        log.delete_assessment(of_the_other)


def test_a_time_at_the_desk_is_written_while_it_goes_on(log: Log) -> None:
    later = MORNING + timedelta(minutes=20)
    known = log.add_posture_session(MORNING.astimezone(TOKYO), MORNING, {})
    log.update_posture_session(known, later, {"upright_s": 700.5, "leaning_s": 500})
    (back,) = log.posture_sessions()
    assert (back.id, back.started_at, back.ended_at) == (known, MORNING, later)
    assert back.started_at.tzinfo is UTC
    assert back.summary == {"upright_s": 700.5, "leaning_s": 500}
    log.delete_posture_session(known)
    assert log.posture_sessions() == []
    with pytest.raises(NotFoundError, match="no such time"):
        log.update_posture_session(known, later, {})


def test_the_latest_time_at_the_desk_comes_first(log: Log) -> None:
    days = [MORNING + timedelta(days=day) for day in (1, 2, 0)]
    for day in days:
        log.add_posture_session(day, day, {})
    assert [known.started_at for known in log.posture_sessions(2)] == sorted(days, reverse=True)[:2]
    with pytest.raises(ValueError, match="limit"):
        log.posture_sessions(0)


def test_a_time_at_the_desk_that_ends_before_it_starts_is_refused(log: Log) -> None:
    before = MORNING - timedelta(seconds=1)
    with pytest.raises(StorageError, match="contradicts"):
        log.add_posture_session(MORNING, before, {})
    known = log.add_posture_session(MORNING, MORNING, {})
    with pytest.raises(StorageError, match="contradicts"):
        log.update_posture_session(known, before, {})
    with pytest.raises(ValueError, match="time zone"):
        log.update_posture_session(known, MORNING.replace(tzinfo=None), {})
    assert log.posture_sessions()[0].ended_at == MORNING


def test_what_was_done_without_a_camera_is_kept_as_it_was_told(log: Log) -> None:
    told = result(
        0,
        partial_repetitions=(),
        holds=(),
        frames=0,
        fps=0.0,
        score=Score(None),
        measurements={"self_reported_repetitions": 10.0},
    )
    set_id = log.save_result(
        told, source=Source.SELF_REPORT, source_name="told", performed_at=MORNING
    )
    assert log.load(set_id).source is Source.SELF_REPORT
    assert log.load(set_id).result.measurements == {"self_reported_repetitions": 10.0}
    assert (log.sets()[0].source, log.sets()[0].score) == (Source.SELF_REPORT, None)
