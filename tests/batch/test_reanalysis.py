"""What is stored, judged again by today's engine."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from coach.batch import running
from coach.batch.comparing import differences, figures
from coach.batch.judging import Task, judged
from coach.batch.report import RESULTS, SUMMARY, TABLE, Report
from coach.batch.running import BatchError, judge_all
from coach.cli import run
from coach.engine.catalogue import find_exercise
from coach.engine.figure import reference_track
from coach.engine.results import SetResult
from coach.engine.tracker import track_set
from coach.records import Database, Log, SetId, Source, add_person, open_database
from coach.records.codec import decode
from coach.records.models import SetRow, TrackRow
from coach.records.stored_sets import sets_with_movement
from coach.settings import Settings
from poses.track import PoseTrack

MORNING = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


@cache
def _movement() -> tuple[PoseTrack, SetResult]:
    track = reference_track(find_exercise("squat"), 15.0, 2)
    return track, track_set(find_exercise("squat"), track).finish()


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("BACK_COACH_DATABASE_URL", raising=False)
    with open_database(Settings.from_environment()) as opened:
        yield opened


def _keep(database: Database, log: Log, days: int = 0, **changes: object) -> Task:
    track, result = _movement()
    set_id = log.save_result(
        replace(result, **changes),  # type: ignore[arg-type]
        source=Source.VIDEO,
        source_name=f"{uuid4()}.mp4",
        performed_at=MORNING + timedelta(days=days),
        track=track,
    )
    return next(
        Task(person, found) for person, found in sets_with_movement(database) if found == set_id
    )


@pytest.fixture
def log(database: Database) -> Log:
    return Log(database, add_person(database, "Ada").id)


def _before(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as session:
        return sorted(
            tuple(row) for row in session.execute(select(SetRow.id, SetRow.result_json)).all()
        )


class TestOneSet:
    def test_the_same_engine_finds_the_same(self, database: Database, log: Log) -> None:
        found = judged(database, _keep(database, log))
        assert (found.outcome, found.different, found.result) == ("same", (), None)
        assert found.stored == found.today

    def test_what_an_older_engine_saw_otherwise_is_told_and_stays(
        self, database: Database, log: Log
    ) -> None:
        _, result = _movement()
        task = _keep(database, log, repetitions=result.repetitions[:1])
        before = _before(database)
        found = judged(database, task)
        assert found.outcome == "different"
        assert "count" in found.different
        assert (found.stored and found.stored.count, found.today and found.today.count) == (1, 2)
        assert len(decode(str(found.result)).repetitions) == 2
        assert _before(database) == before

    def test_a_broken_track_is_told(self, database: Database, log: Log) -> None:
        task = _keep(database, log)
        with database.writing() as session:
            session.execute(update(TrackRow).values(data=b"broken"))
        found = judged(database, task)
        assert found.outcome == "unreadable"
        assert "damaged" in found.why

    def test_an_exercise_that_is_gone_is_told(self, database: Database, log: Log) -> None:
        found = judged(database, _keep(database, log, exercise="forgotten"))
        assert found.outcome == "unknown exercise"

    def test_a_set_of_somebody_else_is_no_set(self, database: Database, log: Log) -> None:
        task = _keep(database, log)
        other = add_person(database, "Eve").id
        assert judged(database, replace(task, person=other)).outcome == "unreadable"


def test_figures_differ_only_where_people_would_see_it() -> None:
    _, result = _movement()
    same = figures(result)
    assert differences(same, same) == ()
    assert differences(same, replace(same, score=(same.score or 0) + 0.01)) == ()
    assert differences(same, replace(same, score=None)) == ("score",)
    assert differences(same, replace(same, faults=(("trunk", 2),))) == ("faults",)


def test_only_finished_sets_with_a_movement_since_a_day(database: Database, log: Log) -> None:
    early, late = _keep(database, log), _keep(database, log, days=2)
    log.save_result(
        _movement()[1], source=Source.VIDEO, source_name="no track", performed_at=MORNING
    )
    found = [set_id for _, set_id in sets_with_movement(database)]
    assert found == [early.set_id, late.set_id]
    assert [s for _, s in sets_with_movement(database, MORNING + timedelta(days=1))] == [
        late.set_id
    ]


def _read(folder: Path) -> tuple[list[dict[str, str]], dict[str, object], list[str]]:
    with (folder / TABLE).open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return (
        rows,
        json.loads((folder / SUMMARY).read_text()),
        (folder / RESULTS).read_text().splitlines(),
    )


def test_the_report_names_sets_and_nobody(database: Database, log: Log, tmp_path: Path) -> None:
    _, result = _movement()
    same = _keep(database, log)
    other = _keep(database, log, repetitions=result.repetitions[:1])
    with Report(tmp_path / "report", MORNING) as report:
        report.add([judged(database, same), judged(database, other)])
    rows, summary, results = _read(tmp_path / "report")
    assert [row["outcome"] for row in rows] == ["same", "different"]
    assert (rows[1]["stored_count"], rows[1]["today_count"]) == ("1", "2")
    assert summary["outcomes"] == {"same": 1, "different": 1}
    assert summary["whole"] is True
    assert [json.loads(line)["set"] for line in results] == [str(other.set_id)]
    written = "".join(path.read_text() for path in (tmp_path / "report").iterdir())
    assert "Ada" not in written
    with pytest.raises(BatchError, match="there already"):
        Report(tmp_path / "report", MORNING)


def test_a_report_that_is_broken_off_says_so(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Report(tmp_path / "report", MORNING):
        raise KeyboardInterrupt
    assert _read(tmp_path / "report")[1]["whole"] is False


def test_a_cluster_that_is_not_there_is_told() -> None:
    with pytest.raises(BatchError, match="can't be reached"):
        list(judge_all([Task(uuid4(), SetId(uuid4()))], cluster="nonsense://"))


def test_the_command_judges_all_in_processes_and_writes_nothing_else(
    database: Database,
    log: Log,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "PIECE", 1)
    for day in range(7):
        _keep(database, log, days=day)
    with database.writing() as session:
        first = session.scalar(select(TrackRow.set_id).limit(1))
        session.execute(update(TrackRow).where(TrackRow.set_id == first).values(data=b"broken"))
    before = _before(database)
    folder = tmp_path / "report"
    assert run(["batch", "reanalyse", str(folder), "--workers", "1"]) == 1
    assert "6 the same, 0 different, 1 could not be judged" in capsys.readouterr().out
    rows, summary, _ = _read(folder)
    assert len(rows) == summary["sets"] == 7
    assert _before(database) == before
