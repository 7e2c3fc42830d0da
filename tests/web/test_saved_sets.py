"""Saved live sets in My log: how they ended and felt, their video, and those not finished."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from video_examples import recorded
from web_examples import plank_result, save, squat_result, walk_track

from coach.records import Ending, Recording, SetId, Source
from coach.web.felt import ended_words, felt_words
from coach.web.live import clip_file
from coach.web.patient import logbook
from coach.web.review import Review
from coach.web.store import my_log

MORNING = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


def begin() -> SetId:
    return my_log().start_set(
        exercise="squat",
        exercise_name="Squat",
        view="side_left",
        source=Source.LIVE,
        source_name="Camera",
        performed_at=MORNING,
    )


def live(ended: Ending, pain: int | None = None, effort: int | None = None) -> SetId:
    set_id = begin()
    my_log().finish_set(set_id, squat_result(), track=walk_track(), ended=ended)
    my_log().report(set_id, pain=pain, effort=effort)
    return set_id


def with_video(set_id: SetId) -> SetId:
    log = my_log()
    log.attach_video(set_id, Recording("clip.webm", "video/webm", 0, MORNING))
    clip_file.begin(log.video_folder(set_id), "video/webm")
    clip_file.append(log.video_folder(set_id), 0, recorded(2), last=True)
    return set_id


@pytest.fixture
def open_log(app: AppTest) -> Any:
    return lambda: app.run().switch_page("patient/log.py").run()


@pytest.fixture
def reviews(monkeypatch: pytest.MonkeyPatch) -> list[Review]:
    """What the opened sets had to show."""
    shown: list[Review] = []
    honest = logbook.show_review

    def note(review: Review, actions: Any) -> None:
        shown.append(review)
        honest(review, actions)

    monkeypatch.setattr(logbook, "show_review", note)
    return shown


def words(app: AppTest) -> str:
    kinds = ("title", "header", "markdown", "info")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        (Ending.DONE, ""),
        (Ending.STOPPED, "You stopped early"),
        (Ending.PAIN, "You stopped because of pain"),
        (Ending.SHARP_PAIN, "You stopped because of a sharp pain"),
        (Ending.LEFT, "You left before the end"),
        (None, ""),
    ],
)
def test_endings_in_words(ended: Ending | None, said: str) -> None:
    assert ended_words(ended) == said


@pytest.mark.parametrize(
    ("pain", "effort", "said"),
    [
        (3, 4, "Pain 3 of 10, effort 4 of 10"),
        (0, None, "Pain 0 of 10"),
        (None, 10, "Effort 10 of 10"),
        (None, None, ""),
    ],
)
def test_feelings_in_words(pain: int | None, effort: int | None, said: str) -> None:
    assert felt_words(pain, effort) == said


def test_the_list_tells_how_a_set_ended_and_felt(
    app: AppTest, data_dir: Path, open_log: Any
) -> None:
    stopped = live(Ending.PAIN, pain=7, effort=4)
    open_log()
    assert not app.exception
    said = words(app)
    assert "You stopped because of pain" in said
    assert "Pain 7 of 10, effort 4 of 10" in said
    app.button(key=f"open-{stopped}").click().run()
    assert "You stopped because of pain. Pain 7 of 10, effort 4 of 10." in words(app)


def test_a_set_that_went_well_says_nothing_of_its_end(
    app: AppTest, data_dir: Path, open_log: Any
) -> None:
    live(Ending.DONE)
    save(plank_result())
    open_log()
    assert "stopped" not in words(app)
    assert "of 10\n" not in words(app)


def test_a_set_with_video_shows_it_and_can_show_the_figure(
    app: AppTest, data_dir: Path, open_log: Any, reviews: list[Review]
) -> None:
    set_id = with_video(live(Ending.DONE))
    open_log()
    assert "with video" in words(app)
    app.button(key=f"open-{set_id}").click().run()
    assert not app.exception
    assert reviews[-1].recorded is not None
    assert reviews[-1].recorded.url.startswith("live/recordings/")
    assert reviews[-1].recorded.from_s == 0.0
    assert reviews[-1].track is not None
    noted = my_log().video(set_id)
    assert noted is not None
    assert noted.size_bytes > 0  # it was made ready


def test_a_video_whose_file_is_gone_leaves_the_figure(
    app: AppTest, data_dir: Path, open_log: Any, reviews: list[Review]
) -> None:
    set_id = with_video(live(Ending.DONE))
    (my_log().video_folder(set_id) / "clip.webm").unlink()
    open_log()
    app.button(key=f"open-{set_id}").click().run()
    assert not app.exception
    assert not app.error
    assert reviews[-1].recorded is None
    assert reviews[-1].track is not None


def test_a_set_that_is_not_finished_says_so_and_where_to_go_on(
    app: AppTest, data_dir: Path, open_log: Any
) -> None:
    set_id = begin()
    my_log().add_repetition(set_id, squat_result().repetitions[0])
    open_log()
    assert "Not finished · 1 repetition so far" in words(app)
    assert "no score" not in words(app)
    assert [link.proto.label for link in app.get("page_link")].count("Finish it") == 1
    app.button(key=f"open-{set_id}").click().run()
    assert not app.exception
    assert "This set is not finished." in words(app)
