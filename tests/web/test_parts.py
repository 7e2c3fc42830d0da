"""The pieces behind the pages."""

from __future__ import annotations

import base64
import csv
import gc
import io
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from web_examples import outcome, plank_result, save, squat_result, squat_trace, walk_track

from coach.engine.catalogue import find_exercise
from coach.review.points import pack
from coach.review.series import main_series
from coach.web import desk as desk_module
from coach.web.charts import timeline
from coach.web.desk import Desk
from coach.web.export import all_sets, as_csv
from coach.web.job import CancelledError, Job, Order, Stage, Ticket
from coach.web.patient.choosing import Choice, place_order
from coach.web.rows import rows
from coach.web.samples import samples
from coach.web.shelf import Shelf, shelf
from coach.web.store import my_log
from coach.web.words import clock, count_words, left_words, seconds_words, view_words
from poses.errors import VideoError


class Upload(io.BytesIO):
    """What Streamlit hands over for an uploaded file."""

    name = "../../evil\x00\n.mp4"


def order_of(video: Path, **more: Any) -> Order:
    return Order(video, "squat", "clip.mp4", datetime(2026, 5, 4, tzinfo=UTC), **more)


# --- files -------------------------------------------------------------------------------


def test_a_clip_lives_as_long_as_somebody_holds_it() -> None:
    own = Shelf()
    clip = own.new_clip()
    clip.path.write_bytes(b"film")
    path, token = clip.path, clip.token
    assert own.find(token) == path
    del clip
    gc.collect()
    assert not path.parent.exists()
    assert own.find(token) is None
    own.close()


def test_uploads_are_never_served() -> None:
    own = Shelf()
    kept = own.new_file("This file")
    kept.path.write_bytes(b"film")
    assert own.find(kept.token) is None
    own.close()
    assert not kept.path.exists()


def test_an_upload_that_is_no_video_leaves_nothing_behind() -> None:
    before = set(shelf.folder.iterdir())
    choice = Choice(None, Upload(b"just words, whatever the name says"), "auto")  # type: ignore[arg-type]
    with pytest.raises(VideoError, match=r"^This file is not a video"):
        place_order(choice)
    assert set(shelf.folder.iterdir()) == before


def test_an_upload_goes_with_its_order() -> None:
    sample = samples()[0]
    choice = Choice(None, Upload(sample.path.read_bytes()), "auto")  # type: ignore[arg-type]
    order = place_order(choice)
    video = order.video
    assert video.read_bytes() == sample.path.read_bytes()
    assert order.source_name == "evil.mp4"
    del order
    gc.collect()
    assert not video.exists()


# --- the desk ----------------------------------------------------------------------------


@pytest.fixture
def quick_desk(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A desk whose estimator does nothing until it is let go."""
    go = threading.Event()
    done = outcome()

    def estimate(_video: Path, _estimator: object, progress: Any) -> object:
        while not go.wait(0.01):
            progress(1.0, 4.0)
        if _video.name == "bad":
            raise VideoError("This file is broken: choose another.")
        return done.analysis.track

    monkeypatch.setattr(desk_module, "ensure_model", lambda progress: Path("model"))
    monkeypatch.setattr(desk_module, "PoseEstimator", lambda _path: SimpleNamespace(close=int))
    monkeypatch.setattr(desk_module, "estimate_track", estimate)
    monkeypatch.setattr(desk_module, "analyse_track", lambda *_: done.analysis)
    monkeypatch.setattr(
        desk_module, "write_overlay", lambda _v, _a, out, _p: out.write_bytes(b"film")
    )
    return SimpleNamespace(desk=Desk(), go=go)


def wait_for(job: Job) -> None:
    for _ in range(3000):
        if job.stage is Stage.OVER:
            return
        threading.Event().wait(0.01)
    raise AssertionError("the job never ended")


def test_two_jobs_wait_for_each_other(quick_desk: SimpleNamespace) -> None:
    first, second = Job(order_of(Path("one"))), Job(order_of(Path("two")))
    quick_desk.desk.take(first)
    quick_desk.desk.take(second)
    assert quick_desk.desk.ahead(first) == 0
    assert quick_desk.desk.ahead(second) == 1
    assert second.stage is Stage.WAITING
    quick_desk.go.set()
    wait_for(second)
    assert first.outcome is not None
    assert second.outcome is not None
    assert second.outcome.clip.path.is_file()
    quick_desk.desk.close()


def test_a_failed_job_does_not_stop_the_next(quick_desk: SimpleNamespace) -> None:
    bad, good = Job(order_of(Path("bad"))), Job(order_of(Path("good")))
    quick_desk.go.set()
    quick_desk.desk.take(bad)
    quick_desk.desk.take(good)
    wait_for(good)
    assert isinstance(bad.error, VideoError)
    assert bad.outcome is None
    assert good.outcome is not None
    quick_desk.desk.close()


def test_a_job_whose_page_is_gone_is_given_up(quick_desk: SimpleNamespace) -> None:
    job = Job(order_of(Path("one")))
    ticket = Ticket(job)
    quick_desk.desk.take(job)
    del ticket
    gc.collect()
    wait_for(job)
    assert job.cancelled
    assert job.outcome is None
    assert job.error is None
    quick_desk.desk.close()


def test_progress_rises_through_the_stages() -> None:
    job = Job(order_of(Path("one")))
    shares = []
    for stage in (Stage.PREPARING, Stage.LOOKING, Stage.JUDGING, Stage.DRAWING):
        job.enter(stage)
        for done_s in (0.0, 2.0, 4.0, 9.0):
            job.progress(done_s, 4.0)
            shares.append(job.share)
        job.progress(1.0, None)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    job.cancel()
    with pytest.raises(CancelledError):
        job.progress(1.0, 4.0)


# --- what is shown -----------------------------------------------------------------------


def test_rows_tell_every_repetition_and_what_did_not_count() -> None:
    first, second, partial = rows(squat_result())
    assert first["facts"] == "Knee bend 80° · 1.5 s out, 1.0 s back"
    assert first["faults"] == []
    assert second["start"] == 3.5
    assert second["faults"] == [
        {
            "title": "Worth a look: trunk far forward",
            "cue": "Try: lift your chest a little.",
        }
    ]
    assert (partial["kind"], partial["facts"]) == ("partial", "It was not deep enough.")
    (hold,) = rows(plank_result())
    assert hold["title"] == "Held for 12 seconds"


def test_the_chart_shows_the_near_knee_and_keeps_peaks_in_place() -> None:
    series = main_series(find_exercise("squat"), squat_result(), squat_trace())
    assert series is not None
    assert (series.title, series.unit) == ("knee bend", "degrees")
    peak = int(np.argmax(series.value))
    assert series.time_s[peak] == pytest.approx(2.0, abs=0.11)
    assert series.value[peak] == pytest.approx(80.0, abs=1.0)
    figure = timeline(series, squat_result())
    assert [note.text for note in figure.layout.annotations] == ["<b>1</b>", "<b>2</b>"]
    assert list(figure.data[1].text) == ["Trunk far forward"]


def test_what_was_not_seen_leaves_a_gap() -> None:
    trace = squat_trace()
    confidence = trace.confidence.copy()
    confidence[60:90] = 0.1
    series = main_series(
        find_exercise("squat"), squat_result(), replace(trace, confidence=confidence)
    )
    assert series is not None
    assert np.isnan(series.value[60:90]).all()
    assert np.isfinite(series.value[:60]).all()


def test_a_track_is_packed_for_the_canvas() -> None:
    packed = pack(walk_track())
    assert packed is not None
    points = np.frombuffer(base64.b64decode(packed["points"]), "<i2")
    assert len(points) == len(packed["times"]) * packed["marks"] * 2
    assert points.min() >= 0
    assert max(packed["times"]) <= 8.0
    empty = walk_track()
    nobody = replace(empty, image=np.full_like(empty.image, np.nan))
    assert pack(nobody) is None


def test_the_table_holds_every_set_and_no_formula(data_dir: Path) -> None:
    save(squat_result(), days_ago=1, name="=HYPERLINK(1)")
    save(plank_result())
    entries = all_sets(my_log())
    table = list(csv.DictReader(io.StringIO(as_csv(entries).decode("utf-8-sig"))))
    assert [row["exercise"] for row in table] == ["Forearm plank", "Squat"]
    assert table[1]["repetitions"] == "2"
    assert table[1]["source"] == "'=HYPERLINK(1)"
    assert table[0]["hold_s"] == "12.4"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (left_words(4), "a few seconds left"),
        (left_words(23), "about 25 seconds left"),
        (left_words(70), "about a minute left"),
        (left_words(200), "about 3 minutes left"),
        (seconds_words(1.2), "1 second"),
        (seconds_words(75), "1 min 15 s"),
        (clock(67.9), "1:07"),
        (count_words(1, "set"), "1 set"),
        (count_words(2, "set"), "2 sets"),
        (view_words("side_left"), "from the left side"),
        (view_words("nonsense"), "from an unclear side"),
    ],
)
def test_words(said: str, expected: str) -> None:
    assert said == expected
