"""What the pages say in each of their states."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from web_examples import outcome, plank_result, save, squat_result

from coach.records import StorageError
from coach.web.job import Job, Ticket
from coach.web.patient import analysing, logbook
from coach.web.problems import UNEXPECTED
from coach.web.store import my_log
from poses.errors import UserFacingError, VideoError


def words(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "success", "warning")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def open_log(app: AppTest) -> AppTest:
    return app.run().switch_page("patient/log.py").run()


def open_analysis(app: AppTest) -> AppTest:
    return app.run().switch_page("patient/analyse.py").run()


def test_the_page_of_videos_says_what_it_is_and_is_not(app: AppTest) -> None:
    open_analysis(app)
    assert not app.exception
    assert app.title[0].value == "Analyse a video"
    assert "It is not a diagnosis" in words(app)
    assert "The video stays on this computer" in words(app)
    assert app.selectbox(key="exercise").value == "auto"


def test_analysing_nothing_asks_for_a_video(app: AppTest) -> None:
    open_analysis(app).button(key="analyse").click().run()
    assert app.warning[0].value.startswith("Please choose a video first.")


def test_samples_are_listed_by_what_they_show(app: AppTest) -> None:
    open_analysis(app).get("button_group")[0].set_value("A sample").run()
    titles = app.selectbox(key="sample").options
    assert any(title.startswith("Squat: good form") for title in titles)
    assert not any("_" in title for title in titles)


@pytest.mark.parametrize(
    "error",
    [
        VideoError("This file is *empty* (0 bytes): copy or record it again."),
        UserFacingError("The pose model could not be fetched: put it there."),
    ],
)
def test_a_failed_analysis_says_its_sentence(app: AppTest, error: UserFacingError) -> None:
    job = Job(outcome().order)
    job.close(None, error)
    app.session_state["analysis-ticket"] = Ticket(job)
    open_analysis(app)
    assert [box.value.replace("\\", "") for box in app.error] == [str(error)]
    assert app.button(key="analyse")


def test_an_unforeseen_failure_is_one_kind_sentence(app: AppTest) -> None:
    job = Job(outcome().order)
    job.close(None, ZeroDivisionError("division by zero in engine.py"))
    app.session_state["analysis-ticket"] = Ticket(job)
    open_analysis(app)
    assert [box.value for box in app.error] == [UNEXPECTED]


def test_a_job_under_way_shows_its_progress_and_can_be_stopped(app: AppTest) -> None:
    job = Job(outcome().order)
    app.session_state["analysis-ticket"] = Ticket(job)
    open_analysis(app)
    assert app.title[0].value == "One moment, please"
    next(button for button in app.button if button.label == "Stop").click().run()
    assert job.cancelled
    assert app.title[0].value == "Analyse a video"


def test_the_result_is_told_in_words(app: AppTest) -> None:
    app.session_state["analysis-outcome"] = outcome()
    open_analysis(app)
    assert not app.exception
    said = words(app)
    for sentence in (
        "You did 2 repetitions of squat.",
        "Your score is 88 of 100: smooth.",
        "lift your chest a little",
        "One movement was not complete and did not count.",
    ):
        assert sentence in said
    assert app.info[0].value.replace("\\", "") == squat_result().warnings[0]


def test_saving_twice_keeps_one_set(app: AppTest) -> None:
    done = outcome()
    app.session_state["analysis-outcome"] = done
    open_analysis(app).button(key="save").click().run()
    assert "**Saved.**" in words(app)
    app.session_state["analysis-saved"] = False
    open_analysis(app).button(key="save").click().run()
    assert len(my_log().sets()) == 1
    # It is still there after a look at another page.
    app.switch_page("patient/log.py").run()
    app.switch_page("patient/analyse.py").run()
    assert app.header[0].value == "Squat"


def test_a_log_that_cannot_be_written_says_so_and_loses_nothing(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise StorageError("There is no room left for the log: free some disk space.")

    app.session_state["analysis-outcome"] = outcome()
    open_analysis(app)
    monkeypatch.setattr(analysing, "my_log", refuse)
    app.button(key="save").click().run()
    assert app.error[0].value == "There is no room left for the log: free some disk space."
    assert app.button(key="save")
    assert app.header[0].value == "Squat"


def test_empty_log_points_to_the_first_page(app: AppTest) -> None:
    open_log(app)
    assert not app.exception
    assert "Nothing here yet" in words(app)
    assert not app.error


def test_log_lists_filters_and_opens(app: AppTest) -> None:
    squat = save(squat_result(), days_ago=1)
    save(squat_result(), days_ago=2, name="older.mp4")
    save(plank_result())
    open_log(app)
    assert not app.exception
    said = words(app)
    assert "2 repetitions · score 88 of 100" in said
    assert "Held for 12 seconds" in said
    app.selectbox(key="log-filter").select("plank").run()
    assert app.subheader[-1].value == "1 set"
    app.selectbox(key="log-filter").select(None).run()
    app.button(key=f"open-{squat}").click().run()
    assert not app.exception
    assert app.header[0].value == "Squat"
    assert "You did 2 repetitions of squat." in words(app)
    app.button(key="back").click().run()
    assert app.title[0].value == "My log"


def test_deleting_asks_first(app: AppTest) -> None:
    squat = save(squat_result())
    open_log(app)
    app.button(key=f"delete-{squat}").click().run()
    # That "Delete it" does so is shown in the browser: AppTest runs no dialog of its own.
    assert app.button(key="delete-now").label == "Delete it"
    assert len(my_log().sets()) == 1


def test_an_unknown_set_says_where_to_go(app: AppTest) -> None:
    app.query_params["set"] = "nonsense"
    open_log(app)
    assert "There is no such set in this log" in app.error[0].value


def test_a_log_that_cannot_be_opened_is_an_error_box(
    app: AppTest, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir.write_text("a file where the folder should be")
    open_log(app)
    assert len(app.error) == 1
    assert "BACK_COACH_DATA_DIR" in app.error[0].value.replace("\\", "")


def test_an_unexpected_error_on_a_page_shows_no_details(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise UserFacingError("A sentence with a next step.")

    monkeypatch.setattr(logbook, "_list", fail)
    open_log(app)
    assert app.error[0].value == "A sentence with a next step."
