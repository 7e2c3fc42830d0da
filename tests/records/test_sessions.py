"""The days' exercises: one session a day whatever the devices, nothing lost, nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from coach import clock
from coach.engine.results import SetResult
from coach.engine.summary import MINUTES
from coach.programme.doing import ItemStatus, SessionEnding, SessionId, TrainingSession
from coach.programme.model import Prescription
from coach.records import Database, Log, NotFoundError, PersonId, SetId, add_person
from coach.records.sessions import Sessions
from tests.records.record_examples import repetition, result, save

SQUAT = Prescription(exercise="squat", sets=2, repetitions=8)
BRIDGE = Prescription(exercise="glute_bridge", sets=2, repetitions=8)
WALK = Prescription(exercise="walking", minutes=10)
DAY = timedelta(days=1)


@pytest.fixture
def patient(database: Database) -> PersonId:
    return add_person(database, "Ada").id


@pytest.fixture
def sessions(database: Database, patient: PersonId) -> Sessions:
    return Sessions(database, patient)


@pytest.fixture
def ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the clock to so many seconds ahead."""
    file = tmp_path / "ahead"
    monkeypatch.setenv("BACK_COACH_CLOCK", str(file))

    def move(seconds: float) -> None:
        file.write_text(str(seconds), encoding="utf-8")

    return move


def begin(sessions: Sessions, pain: int | None = 2, zone: str = "UTC") -> TrainingSession:
    return sessions.open([SQUAT, BRIDGE, WALK], programme=1, week=1, pain_before=pain, zone=zone)


def now(sessions: Sessions, begun: TrainingSession) -> TrainingSession:
    found = sessions.on(begun.day)
    assert found is not None
    return found


def squats(count: int) -> SetResult:
    numbers = range(1, count + 1)
    return result(repetitions=tuple(repetition(number) for number in numbers), holds=())


def walk(minutes: float) -> SetResult:
    return replace(
        result(repetitions=(), holds=(), measurements={MINUTES: minutes}), exercise="walking"
    )


def test_a_day_begins_with_what_is_prescribed(sessions: Sessions) -> None:
    begun = begin(sessions)
    assert [item.exercise for item in begun.items] == ["squat", "glute_bridge", "walking"]
    assert [item.place for item in begun.items] == [1, 2, 3]
    assert all(item.status is ItemStatus.PLANNED for item in begun.items)
    assert begun.items[0].prescription == SQUAT
    assert (begun.pain_before, begun.finished_at, begun.ended) == (2, None, None)
    assert now(sessions, begun) == begun
    assert begun.next_open == begun.items[0]


def test_two_devices_share_one_session(
    database: Database, patient: PersonId, sessions: Sessions
) -> None:
    first = begin(sessions, pain=None)
    other = Sessions(database, patient).open([WALK], programme=2, week=3, pain_before=4, zone="UTC")
    assert other.id == first.id
    assert other.items == first.items
    assert other.pain_before == 4  # what the first did not ask
    assert begin(sessions, pain=9).pain_before == 4  # what was said first stays


def test_a_day_is_the_calendar_day_where_the_person_is(
    sessions: Sessions, ahead: Callable[[float], None]
) -> None:
    moment = clock.now().replace(hour=23, minute=30, second=0, microsecond=0)
    ahead((moment - clock.now()).total_seconds())
    london = begin(sessions, zone="UTC")
    tokyo = begin(sessions, zone="Asia/Tokyo")
    assert tokyo.day == london.day + DAY
    assert [one.day for one in sessions.between(london.day, tokyo.day)] == [london.day, tokyo.day]
    assert begin(sessions, zone="UTC").id == london.id


def test_sets_give_dose_form_and_feelings(log: Log, database: Database) -> None:
    sessions = Sessions(database, log._patient)
    begun = begin(sessions)
    first = save(log, squats(8))
    log.report(first, pain=3, effort=5)
    sessions.attach(begun.id, 1, first)
    squat = now(sessions, begun).items[0]
    assert (squat.status, squat.done_share, squat.form) == (ItemStatus.PARTLY, 0.5, 87.5)
    assert (squat.pain, squat.effort, squat.told) == (3, 5, False)

    second = save(log, squats(7))
    sessions.attach(begun.id, 1, second)
    sessions.attach(begun.id, 1, second)
    squat = now(sessions, begun).items[0]
    assert squat.status is ItemStatus.DONE  # 15 of 16
    assert set(squat.set_ids) == {first, second}


def test_a_set_belongs_to_one_exercise(log: Log, database: Database) -> None:
    sessions = Sessions(database, log._patient)
    begun = begin(sessions)
    done = save(log, squats(8))
    sessions.attach(begun.id, 2, done)
    sessions.attach(begun.id, 1, done)
    squat, bridge, _walk = now(sessions, begun).items
    assert squat.set_ids == (done,)
    assert bridge.set_ids == ()
    assert (bridge.status, bridge.done_share) == (ItemStatus.PLANNED, None)


def test_sets_that_belong_to_no_day_are_found(log: Log, other_log: Log, database: Database) -> None:
    sessions = Sessions(database, log._patient)
    begun = begin(sessions)
    done, free, theirs = save(log, squats(8)), save(log, squats(9)), save(other_log, squats(7))
    sessions.attach(begun.id, 1, done)
    assert sessions.unattached([done, free, theirs, SetId(uuid4())]) == {free}


def test_minutes_are_a_dose_too(log: Log, database: Database) -> None:
    sessions = Sessions(database, log._patient)
    begun = begin(sessions)
    sessions.attach(begun.id, 3, save(log, walk(5.0)))
    assert now(sessions, begun).items[2].done_share == pytest.approx(0.5)


def test_what_is_said_of_a_set_later_reaches_the_day(log: Log, database: Database) -> None:
    sessions = Sessions(database, log._patient)
    begun = begin(sessions)
    done = save(log, squats(8))
    sessions.attach(begun.id, 1, done)
    log.report(done, pain=6)
    sessions.refresh(begun.id, 1)
    assert now(sessions, begun).items[0].pain == 6


def test_a_deleted_set_leaves_the_day_standing(log: Log, database: Database) -> None:
    sessions = Sessions(database, log._patient)
    begun = begin(sessions)
    done = save(log, squats(16))
    sessions.attach(begun.id, 1, done)
    log.delete(done)
    squat = now(sessions, begun).items[0]
    assert squat.set_ids == ()
    assert squat.status is ItemStatus.DONE


def test_it_can_be_told_without_a_camera(sessions: Sessions) -> None:
    begun = begin(sessions)
    sessions.tell(begun.id, 1, 1.0, pain=2, effort=4)
    sessions.tell(begun.id, 2, 0.5)
    sessions.feel(begun.id, 2, effort=7)
    squat, bridge, _walk = now(sessions, begun).items
    assert (squat.told, squat.status, squat.pain, squat.effort) == (True, ItemStatus.DONE, 2, 4)
    assert squat.form is None
    assert (bridge.status, bridge.pain, bridge.effort) == (ItemStatus.PARTLY, None, 7)


def test_an_exercise_is_left_out_and_taken_up_again(sessions: Sessions) -> None:
    begun = begin(sessions)
    sessions.skip(begun.id, 1, "time")
    assert now(sessions, begun).items[0].status is ItemStatus.SKIPPED
    assert now(sessions, begun).items[0].reason == "time"
    sessions.take_up(begun.id, 1)
    assert now(sessions, begun).items[0].status is ItemStatus.PLANNED


def test_another_exercise_takes_the_place_for_today(sessions: Sessions) -> None:
    begun = begin(sessions)
    easier = Prescription(exercise="sit_to_stand", sets=2, repetitions=8)
    assert sessions.replace(begun.id, 1, "sit_to_stand", easier, "easier") == 1
    item = now(sessions, begun).items[0]
    assert (item.prescribed, item.exercise, item.prescription) == ("squat", "sit_to_stand", easier)


def test_what_was_begun_stays_when_another_takes_its_place(sessions: Sessions) -> None:
    begun = begin(sessions)
    sessions.tell(begun.id, 1, 0.5, pain=7)
    easier = Prescription(exercise="sit_to_stand", sets=2, repetitions=8)
    assert sessions.replace(begun.id, 1, "sit_to_stand", easier, "pain") == 4
    items = now(sessions, begun).items
    assert (items[0].exercise, items[0].status, items[0].pain) == ("squat", ItemStatus.PARTLY, 7)
    assert (items[3].prescribed, items[3].exercise) == ("squat", "sit_to_stand")
    assert items[3].status is ItemStatus.PLANNED


def test_a_day_ends_once(sessions: Sessions) -> None:
    begun = begin(sessions)
    sessions.finish(begun.id, SessionEnding.PAIN, pain_after=6)
    ended = now(sessions, begun)
    sessions.finish(begun.id, SessionEnding.DONE, effort=5, note="Went well")
    again = now(sessions, begun)
    assert (again.ended, again.finished_at) == (SessionEnding.PAIN, ended.finished_at)
    assert (again.pain_after, again.effort, again.note) == (6, 5, "Went well")


def test_days_that_nobody_ended_are_found(
    sessions: Sessions, ahead: Callable[[float], None]
) -> None:
    first = begin(sessions)
    ahead(2 * 86400.0)
    later = begin(sessions)
    assert [one.id for one in sessions.unfinished(later.day)] == [first.id]
    sessions.finish(first.id, SessionEnding.LEFT)
    assert sessions.unfinished(later.day) == []


@pytest.mark.parametrize("pain", [-1, 11])
def test_pain_is_0_to_10(sessions: Sessions, pain: int) -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        begin(sessions, pain=pain)
    begun = begin(sessions)
    with pytest.raises(ValueError, match="0 to 10"):
        sessions.feel(begun.id, 1, pain=pain)
    with pytest.raises(ValueError, match="0 to 10"):
        sessions.finish(begun.id, SessionEnding.DONE, pain_after=pain)
    with pytest.raises(ValueError, match="negative"):
        sessions.tell(begun.id, 1, -0.1)
    assert now(sessions, begun) == begun


ON_A_SESSION: dict[str, Callable[[Sessions, SessionId], object]] = {
    "attach": lambda book, known: book.attach(known, 1, SetId(uuid4())),
    "refresh": lambda book, known: book.refresh(known, 1),
    "tell": lambda book, known: book.tell(known, 1, 1.0),
    "skip": lambda book, known: book.skip(known, 1, "time"),
    "take_up": lambda book, known: book.take_up(known, 1),
    "replace": lambda book, known: book.replace(known, 1, "squat", SQUAT, ""),
    "feel": lambda book, known: book.feel(known, 1, pain=9),
    "finish": lambda book, known: book.finish(known, SessionEnding.DONE),
}
WITHOUT_A_SESSION = {"open", "on", "between", "unfinished", "unattached", "today"}


def test_every_method_is_tried_here() -> None:
    methods = {name for name in dir(Sessions) if not name.startswith("_")}
    assert methods == set(ON_A_SESSION) | WITHOUT_A_SESSION


@pytest.mark.parametrize("method", ON_A_SESSION)
def test_anothers_session_is_like_one_that_does_not_exist(
    database: Database, sessions: Sessions, method: str
) -> None:
    begun = begin(sessions)
    stranger = Sessions(database, add_person(database, "Bert").id)
    with pytest.raises(NotFoundError) as refused:
        ON_A_SESSION[method](stranger, begun.id)
    with pytest.raises(NotFoundError) as unknown:
        ON_A_SESSION[method](stranger, SessionId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert now(sessions, begun) == begun


def test_lists_hold_only_ones_own(database: Database, sessions: Sessions) -> None:
    mine = begin(sessions)
    stranger = Sessions(database, add_person(database, "Bert").id)
    assert stranger.on(mine.day) is None
    assert stranger.between(date(2000, 1, 1), date(2100, 1, 1)) == []
    assert stranger.unfinished(mine.day + DAY) == []
    assert begin(stranger).id != mine.id


def test_anothers_set_is_never_attached(database: Database, sessions: Sessions, log: Log) -> None:
    theirs = save(log, squats(8))
    begun = begin(sessions)
    with pytest.raises(NotFoundError) as refused:
        sessions.attach(begun.id, 1, theirs)
    with pytest.raises(NotFoundError) as unknown:
        sessions.attach(begun.id, 1, SetId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert now(sessions, begun) == begun


def test_a_place_that_is_not_there_is_told(sessions: Sessions) -> None:
    begun = begin(sessions)
    with pytest.raises(NotFoundError, match="no such exercise"):
        sessions.skip(begun.id, 9, "time")


def test_nobody_begins_for_a_person_who_does_not_exist(database: Database) -> None:
    with pytest.raises(NotFoundError, match="no such person"):
        begin(Sessions(database, PersonId(uuid4())))
