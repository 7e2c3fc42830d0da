"""Nobody reaches another person's sets, whatever they call."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from record_examples import (
    MORNING,
    assess,
    hold,
    repetition,
    result,
    save,
    start,
    target,
    track,
    video,
)

from coach.records import (
    AssessmentId,
    Database,
    Log,
    NotFoundError,
    PersonId,
    PostureSessionId,
    ScreeningOutcome,
    SetId,
    Source,
    parse_set_id,
)
from coach.records.video_files import video_folder

ON_A_SET: dict[str, Callable[[Log, SetId], object]] = {
    "add_repetition": lambda log, set_id: log.add_repetition(set_id, repetition(9)),
    "add_hold": lambda log, set_id: log.add_hold(set_id, hold(90.0)),
    "finish_set": lambda log, set_id: log.finish_set(set_id, result(), track=track()),
    "load": lambda log, set_id: log.load(set_id),
    "track": lambda log, set_id: log.track(set_id),
    "delete": lambda log, set_id: log.delete(set_id),
    "add_note": lambda log, set_id: log.add_note(set_id, "I was here"),
    "report": lambda log, set_id: log.report(set_id, pain=9, effort=9),
    "attach_video": lambda log, set_id: log.attach_video(set_id, video()),
    "video": lambda log, set_id: log.video(set_id),
    "video_folder": lambda log, set_id: log.video_folder(set_id),
}
ON_A_MEASUREMENT = {
    "delete_assessment",
    "update_posture_session",
    "delete_posture_session",
}
WITHOUT_A_SET = {
    "add_assessment",
    "add_posture_session",
    "assessments",
    "posture_sessions",
    "set_target",
    "set_targets",
    "target_history",
    "targets",
    "taught_exercises",
    "withdraw_target",
    "save_result",
    "start_set",
    "sets",
    "unfinished",
    "add_screening",
    "latest_screening",
}


def test_every_method_of_the_log_is_tried_here() -> None:
    methods = {name for name in dir(Log) if not name.startswith("_")}
    assert methods == set(ON_A_SET) | ON_A_MEASUREMENT | WITHOUT_A_SET


@pytest.mark.parametrize("in_progress", [False, True])
@pytest.mark.parametrize("method", ON_A_SET)
def test_anothers_set_is_like_one_that_does_not_exist(
    database: Database, log: Log, other_log: Log, method: str, in_progress: bool
) -> None:
    set_id = start(log) if in_progress else save(log, with_track=track())
    before = log.load(set_id)
    folder = video_folder(database.videos, set_id)
    folder.mkdir(parents=True)

    with pytest.raises(NotFoundError) as refused:
        ON_A_SET[method](other_log, set_id)
    with pytest.raises(NotFoundError) as unknown:
        ON_A_SET[method](other_log, SetId(uuid4()))

    assert str(refused.value) == str(unknown.value)
    assert log.load(set_id) == before
    assert folder.is_dir()


def test_lists_hold_only_ones_own(log: Log, other_log: Log) -> None:
    mine, theirs = save(log), save(other_log)
    assert [line.id for line in log.sets()] == [mine]
    assert [line.id for line in other_log.sets()] == [theirs]
    assert other_log.sets(before=log.sets()[0], exercise="squat") in ([], other_log.sets())


def test_unfinished_sets_are_only_ones_own(log: Log, other_log: Log) -> None:
    mine, theirs = start(log), start(other_log)
    assert [line.id for line in log.unfinished()] == [mine]
    assert [line.id for line in other_log.unfinished()] == [theirs]


def test_answers_are_only_ones_own(log: Log, other_log: Log) -> None:
    log.add_screening(ScreeningOutcome.EMERGENCY, {"chest_pain": True})
    assert other_log.latest_screening() is None
    other_log.add_screening(ScreeningOutcome.CLEAR, {"chest_pain": False})
    mine = log.latest_screening()
    assert mine is not None
    assert mine.outcome is ScreeningOutcome.EMERGENCY


def test_targets_are_only_ones_own(log: Log, other_log: Log) -> None:
    target(log, value=50.0)
    assert other_log.targets() == other_log.target_history("squat") == []
    with pytest.raises(NotFoundError) as refused:
        other_log.withdraw_target("squat", "target")
    with pytest.raises(NotFoundError) as unknown:
        other_log.withdraw_target("no_such_exercise", "target")
    assert str(refused.value) == str(unknown.value)
    target(other_log, value=70.0)
    other_log.withdraw_target("squat", "target")
    assert [mine.value for mine in log.targets()] == [50.0]
    assert [theirs.value for theirs in other_log.target_history("squat")] == [70.0]


def test_assessments_are_only_ones_own(log: Log, other_log: Log) -> None:
    mine = assess(log)
    assert other_log.assessments() == other_log.assessments("chair_stand") == []
    with pytest.raises(NotFoundError) as refused:
        other_log.delete_assessment(mine)
    with pytest.raises(NotFoundError) as unknown:
        other_log.delete_assessment(AssessmentId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert [known.id for known in log.assessments()] == [mine]


def test_an_assessment_is_never_of_anothers_set(log: Log, other_log: Log) -> None:
    set_id = save(log)
    with pytest.raises(NotFoundError) as refused:
        assess(other_log, set_id=set_id)
    with pytest.raises(NotFoundError) as unknown:
        assess(other_log, set_id=SetId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert other_log.assessments() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda log, session_id: log.update_posture_session(session_id, MORNING, {"upright_s": 9}),
        lambda log, session_id: log.delete_posture_session(session_id),
    ],
)
def test_times_at_the_desk_are_only_ones_own(
    log: Log, other_log: Log, change: Callable[[Log, PostureSessionId], object]
) -> None:
    mine = log.add_posture_session(MORNING, MORNING, {"upright_s": 1})
    before = log.posture_sessions()
    assert other_log.posture_sessions() == []
    with pytest.raises(NotFoundError) as refused:
        change(other_log, mine)
    with pytest.raises(NotFoundError) as unknown:
        change(other_log, PostureSessionId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert log.posture_sessions() == before


def test_the_same_analysis_by_two_people_is_two_sets(log: Log, other_log: Log) -> None:
    assert save(log, with_track=track()) != save(other_log, with_track=track())
    assert len(log.sets()) == len(other_log.sets()) == 1


def test_nobody_writes_for_a_person_who_does_not_exist(database: Database) -> None:
    nobody = Log(database, PersonId(uuid4()))
    assert nobody.sets() == []
    with pytest.raises(NotFoundError, match="no such person"):
        save(nobody)
    assert nobody.latest_screening() is None
    with pytest.raises(NotFoundError, match="no such person"):
        nobody.add_screening(ScreeningOutcome.CLEAR, {})
    with pytest.raises(NotFoundError, match="no such person"):
        target(nobody)
    with pytest.raises(NotFoundError, match="no such person"):
        assess(nobody)
    with pytest.raises(NotFoundError, match="no such person"):
        nobody.add_posture_session(MORNING, MORNING, {})
    with pytest.raises(NotFoundError, match="no such person"):
        nobody.start_set(
            exercise="squat",
            exercise_name="Squat",
            view="front",
            source=Source.LIVE,
            source_name="camera",
            performed_at=MORNING,
        )


@pytest.mark.parametrize("text", ["", "1", "' OR 1=1 --", "../../etc"])
def test_an_id_that_is_none_is_not_found(text: str) -> None:
    with pytest.raises(NotFoundError):
        parse_set_id(text)


def test_an_id_can_be_written_and_read(log: Log) -> None:
    set_id = save(log)
    assert parse_set_id(str(set_id)) == set_id
