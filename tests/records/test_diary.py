"""The pain diary: what is kept, for which day, what a change leaves, and whose it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import func, insert, select, update

from coach.records import Database, NotFoundError, Person, PersonId, StorageError, add_person
from coach.records.care_entries import DiaryMoment
from coach.records.care_models import DiaryRow
from coach.records.diary import Diary, DiaryEntry, DiaryId, DiaryLine
from coach.records.people import keep_zone

MONDAY = date(2026, 5, 18)


@pytest.fixture
def patient(database: Database) -> Person:
    return add_person(database, "Anna")


@pytest.fixture
def diary(database: Database, patient: Person) -> Diary:
    return Diary(database, patient.id)


@pytest.fixture
def other_diary(database: Database) -> Diary:
    return Diary(database, add_person(database, "Somebody else").id)


def test_a_line_comes_back_as_it_was_written(diary: Diary) -> None:
    before = datetime.now(UTC)
    line = DiaryLine(
        moment=DiaryMoment.EVENING,
        pain=4,
        areas=("low_back_left", "thigh_back_left", "low_back_left"),
        helped=("heat", "movement"),
        side_effects=" a little sleepy\0",
        sleep_h=6.5,
        sleep_quality=7,
        mood=8,
        note="  Walked *far* 😀 ",
    )
    line_id = diary.add(line, day=MONDAY)
    (kept,) = diary.lines()
    assert before <= kept.at <= datetime.now(UTC)
    assert kept == diary.line(line_id)
    assert kept == DiaryEntry(
        line_id,
        MONDAY,
        kept.at,
        DiaryMoment.EVENING,
        4,
        ("low_back_left", "thigh_back_left"),
        ("heat", "movement"),
        "a little sleepy\ufffd",
        6.5,
        7,
        8,
        "Walked *far* 😀",
    )


@pytest.mark.parametrize("pain", [0, 10])
def test_one_figure_is_enough(diary: Diary, pain: int) -> None:
    diary.add(DiaryLine(pain=pain))
    (kept,) = diary.lines()
    assert (kept.pain, kept.moment, kept.mood, kept.note) == (pain, DiaryMoment.DAY, None, "")


@pytest.mark.parametrize(
    "told",
    [
        {},  # nothing
        {"note": "  "},  # nothing but blanks
        {"pain": 11},
        {"pain": -1},
        {"mood": 11},
        {"sleep_quality": -1},
        {"sleep_h": 24.5},
        {"sleep_h": float("nan")},
        {"pain": 3, "dose": "400 mg"},  # doses have no place here
    ],
)
def test_what_is_no_line_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        DiaryLine.model_validate(told)


def test_lines_are_told_by_day_the_latest_first(diary: Diary) -> None:
    for days in (0, 2, 1, 2):
        diary.add(DiaryLine(pain=days), day=MONDAY + timedelta(days=days))
    lines = diary.lines()
    assert [line.pain for line in lines] == [2, 2, 1, 0]
    assert lines[0].at >= lines[1].at
    tuesday = MONDAY + timedelta(days=1)
    assert [line.pain for line in diary.lines(since=tuesday)] == [2, 2, 1]
    assert [line.pain for line in diary.lines(until=tuesday)] == [1, 0]
    assert [line.pain for line in diary.lines(since=tuesday, until=tuesday)] == [1]
    assert [line.pain for line in diary.lines(limit=1)] == [2]


def test_the_mornings_pain_is_told_by_day(diary: Diary) -> None:
    morning = DiaryMoment.MORNING
    tuesday = MONDAY + timedelta(days=1)
    for pain in (3, 5, 4):
        diary.add(DiaryLine(moment=morning, pain=pain), day=MONDAY)
    diary.add(DiaryLine(moment=DiaryMoment.EVENING, pain=9), day=MONDAY)
    diary.add(DiaryLine(moment=morning, mood=5), day=tuesday)
    gone = diary.add(DiaryLine(moment=morning, pain=9), day=tuesday + timedelta(days=1))
    diary.retire(gone)
    diary.add(DiaryLine(moment=morning, pain=0), day=tuesday + timedelta(days=2))
    far = MONDAY + timedelta(days=30)
    assert diary.morning_pain(MONDAY, far) == {MONDAY: 5, tuesday + timedelta(days=2): 0}
    assert diary.morning_pain(tuesday, tuesday) == {}


def test_a_change_takes_the_place_of_the_line_and_the_old_one_stays_as_history(
    database: Database, diary: Diary
) -> None:
    first = diary.add(DiaryLine(pain=6, note="first"), day=MONDAY)
    written = diary.line(first).at
    second = diary.replace(first, DiaryLine(pain=5))
    (kept,) = diary.lines()
    assert (kept.id, kept.day, kept.at, kept.pain) == (second, MONDAY, written, 5)
    for gone in (lambda: diary.line(first), lambda: diary.retire(first)):
        with pytest.raises(NotFoundError):
            gone()
    with pytest.raises(NotFoundError):
        diary.replace(first, DiaryLine(pain=1))
    with database.reading() as session:
        past = session.get(DiaryRow, first)
        assert past is not None
        assert (past.pain, past.note) == (6, "first")
        assert past.retired_at is not None


def test_a_deleted_line_is_hidden_and_not_destroyed(database: Database, diary: Diary) -> None:
    line_id = diary.add(DiaryLine(pain=6))
    diary.retire(line_id)
    assert diary.lines() == []
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(DiaryRow)) == 1


class TestDays:
    """A line belongs to the day where its writer was, whatever happens to clock and zone later."""

    @pytest.fixture
    def at(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
        ahead = tmp_path / "ahead"
        monkeypatch.setenv("BACK_COACH_CLOCK", str(ahead))

        def move(moment: datetime) -> None:
            ahead.write_text(str((moment - datetime.now(UTC)).total_seconds()))

        return move

    def test_the_day_is_that_of_the_zone_at_writing(
        self, database: Database, patient: Person, at: Callable[[datetime], None]
    ) -> None:
        diary = Diary(database, patient.id)
        at(datetime(2027, 3, 1, 23, 30, tzinfo=UTC))
        keep_zone(database, patient.id, "Pacific/Auckland")
        diary.add(DiaryLine(pain=1))
        keep_zone(database, patient.id, "America/Los_Angeles")
        diary.add(DiaryLine(pain=2))
        assert {line.pain: line.day for line in diary.lines()} == {
            1: date(2027, 3, 2),
            2: date(2027, 3, 1),
        }

    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        minutes=st.integers(0, 3 * 365 * 24 * 60),
        here=st.sampled_from(["Pacific/Kiritimati", "Europe/Berlin", "America/Anchorage", "UTC"]),
        later=st.sampled_from(["Pacific/Kiritimati", "Pacific/Pago_Pago"]),
    )
    def test_a_day_never_moves_whenever_and_wherever_it_was(
        self,
        database: Database,
        patient: Person,
        diary: Diary,
        at: Callable[[datetime], None],
        minutes: int,
        here: str,
        later: str,
    ) -> None:
        moment = datetime(2027, 1, 1, 0, 0, 30, tzinfo=UTC) + timedelta(minutes=minutes)
        at(moment)
        keep_zone(database, patient.id, here)
        line_id = diary.add(DiaryLine(pain=1))
        keep_zone(database, patient.id, later)
        assert diary.line(line_id).day == moment.astimezone(ZoneInfo(here)).date()

    def test_a_clock_that_goes_back_loses_nothing(
        self, diary: Diary, at: Callable[[datetime], None]
    ) -> None:
        at(datetime(2027, 3, 2, 8, 0, tzinfo=UTC))
        diary.add(DiaryLine(pain=1))
        at(datetime(2027, 3, 1, 8, 0, tzinfo=UTC))
        diary.add(DiaryLine(pain=2))
        assert [line.pain for line in diary.lines()] == [1, 2]


@pytest.mark.parametrize(
    "call",
    [
        lambda diary, line_id: diary.line(line_id),
        lambda diary, line_id: diary.replace(line_id, DiaryLine(pain=0)),
        lambda diary, line_id: diary.retire(line_id),
    ],
)
def test_anothers_line_is_like_one_that_does_not_exist(
    diary: Diary, other_diary: Diary, call: Callable[[Diary, DiaryId], object]
) -> None:
    line_id = diary.add(DiaryLine(moment=DiaryMoment.MORNING, pain=6, note="mine"))
    before = diary.lines()
    with pytest.raises(NotFoundError) as refused:
        call(other_diary, line_id)
    with pytest.raises(NotFoundError) as unknown:
        call(other_diary, DiaryId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert diary.lines() == before
    assert other_diary.lines() == []
    assert other_diary.morning_pain(date.min, date.max) == {}


def test_every_method_of_the_diary_is_tried_here() -> None:
    methods = {name for name in dir(Diary) if not name.startswith("_")}
    assert methods == {"add", "line", "lines", "morning_pain", "replace", "retire", "today"}


def test_nobody_writes_for_a_person_who_does_not_exist(database: Database) -> None:
    nobody = Diary(database, PersonId(uuid4()))
    assert nobody.lines() == []
    for day in (None, MONDAY):
        with pytest.raises(NotFoundError, match="no such person"):
            nobody.add(DiaryLine(pain=1), day=day)


def test_a_damaged_line_is_told_with_its_day(database: Database, diary: Diary) -> None:
    diary.add(DiaryLine(pain=1), day=MONDAY)
    with database.writing() as session:
        session.execute(update(DiaryRow).values(helped_json="{"))
    with pytest.raises(StorageError, match="2026-05-18"):
        diary.lines()


def test_three_years_of_lines_are_all_read_beside_those_of_others(
    database: Database, patient: Person, diary: Diary, other_diary: Diary
) -> None:
    other = other_diary.add(DiaryLine(pain=9))
    rows = [
        {
            "id": uuid4(),
            "patient_id": patient.id,
            "day": MONDAY - timedelta(days=back),
            "at": datetime(2026, 5, 18, hour, tzinfo=UTC) - timedelta(days=back),
            "moment": moment,
            "pain": (back + hour) % 11,
            "areas_json": '["low_back_left"]',
            "helped_json": '["heat", "movement"]',
            "side_effects": "",
            "note": "",
        }
        for back in range(3 * 365)
        for hour, moment in (
            (7, DiaryMoment.MORNING),
            (12, DiaryMoment.DAY),
            (15, DiaryMoment.AFTER),
            (20, DiaryMoment.EVENING),
        )
    ]
    with database.writing() as session:
        session.execute(insert(DiaryRow), rows)
    lines = diary.lines()
    assert len(lines) == len(rows)
    assert other not in {line.id for line in lines}
    assert [line.day for line in lines] == sorted((line.day for line in lines), reverse=True)
    assert len(diary.morning_pain(MONDAY - timedelta(days=13), MONDAY)) == 14
