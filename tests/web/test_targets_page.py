"""The page of a person's own values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from coach.engine.catalogue import catalogue
from coach.engine.figure import reference_track
from coach.engine.tracker import track_set
from coach.records import Ending, SetId, Source, TargetSource
from coach.web.patient import logbook
from coach.web.review import Review
from coach.web.store import my_exercises, my_log
from poses.track import PoseTrack
from tests.synthetic import squats

MORNING = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


def half_squats() -> PoseTrack:
    return replace(squats(3, depth=50.0), fps=15.0).track()


def save_set(track: PoseTrack, exercise: str = "squat") -> SetId:
    return my_log().save_result(
        track_set(catalogue()[exercise], track).finish(),
        source=Source.VIDEO,
        source_name="clip.mp4",
        performed_at=MORNING,
        track=track,
    )


@pytest.fixture
def page(app: AppTest) -> AppTest:
    return app.run().switch_page("patient/targets.py").run()


def of(page: AppTest, exercise: str) -> AppTest:
    return page.selectbox(key="targets-exercise").set_value(exercise).run()


def told(page: AppTest) -> str:
    assert not page.exception
    kinds = ("title", "subheader", "markdown", "caption", "success", "warning", "error", "info")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def buttons(page: AppTest) -> set[str]:
    return {str(button.key) for button in page.button}


def own_values() -> dict[str, float]:
    return {target.key: target.value for target in my_log().targets("squat")}


def test_all_values_of_an_exercise_are_there_with_what_is_usual(page: AppTest) -> None:
    words = told(of(page, "squat"))
    assert "Knee bend of a full repetition**  \nUsual: 90 degrees" in words
    assert "Trunk far forward, found above**  \nUsual: 55 degrees" in words
    assert "Do one set as far as is comfortable" in words
    assert "targets-calibrate" not in buttons(page)


def test_guided_exercises_have_no_values_to_change(page: AppTest) -> None:
    guided = {each.name for each in catalogue().values() if each.mode == "guide"}
    assert guided.isdisjoint(page.selectbox(key="targets-exercise").options)


def test_a_set_becomes_the_own_range_only_when_the_person_agrees(page: AppTest) -> None:
    save_set(half_squats())
    press(of(page, "squat"), "targets-calibrate")
    words = told(page)
    assert "3 repetitions could be seen" in words
    assert "full repetition: now 90 degrees, then **50 degrees**" in words
    assert own_values() == {}

    press(page, "targets-refuse")
    assert own_values() == {}
    assert "targets-calibrate" in buttons(page)

    press(press(page, "targets-calibrate"), "targets-agree")
    assert own_values()["target"] == 50.0
    assert "Yours: **50 degrees** (from a set of yours" in told(page)
    (target,) = (each for each in my_log().targets("squat") if each.key == "target")
    assert target.set_by is TargetSource.CALIBRATION
    assert "20 May 2026" in target.reason
    rule = my_exercises()["squat"].repetitions
    assert rule is not None
    assert rule.signals[0].target == 50.0


def test_a_set_that_hurt_is_nobodys_range(page: AppTest) -> None:
    my_log().report(save_set(half_squats()), pain=8)
    painful = my_log().start_set(
        exercise="squat",
        exercise_name="Squat",
        view="side_left",
        source=Source.LIVE,
        source_name="Camera",
        performed_at=MORNING,
    )
    track = half_squats()
    result = track_set(catalogue()["squat"], track).finish()
    my_log().finish_set(painful, result, track=track, ended=Ending.PAIN)
    assert "targets-calibrate" not in buttons(of(page, "squat"))


def test_a_set_that_shows_nothing_says_what_to_do(page: AppTest) -> None:
    save_set(replace(squats(3, depth=4.0), fps=15.0).track())
    press(of(page, "squat"), "targets-calibrate")
    assert "Too few repetitions" in page.error[0].value
    assert own_values() == {}


def test_a_value_is_changed_with_a_reason_and_taken_back(page: AppTest) -> None:
    key = "squat-check.trunk_far_forward.limit"
    press(of(page, "squat"), f"change-{key}")
    page.number_input(key=f"value-{key}").set_value(40.0)
    press(page, "target-keep")
    assert "say why" in page.error[0].value
    assert own_values() == {}

    press(page, f"change-{key}")
    page.number_input(key=f"value-{key}").set_value(40.0)
    page.text_input(key=f"reason-{key}").set_value("The back is *tired*")
    press(page, "target-keep")
    assert own_values() == {"check.trunk_far_forward.limit": 40.0}
    words = told(page)
    assert "Yours: **40 degrees** (by your therapist" in words
    assert "Why: The back is \\*tired\\*" in words
    assert my_log().targets("squat")[0].set_by is TargetSource.THERAPIST

    press(page, f"withdraw-{key}")
    assert own_values() == {}
    words = told(page)
    assert "As usual again" in words
    assert "All values that there were" in [each.label for each in page.expander]
    assert "found above: 40 degrees" in words


def test_values_that_do_not_go_together_are_refused_in_words(page: AppTest) -> None:
    my_log().set_target("squat", "target", 40.0, set_by=TargetSource.THERAPIST, reason="")
    press(of(page, "squat"), "change-squat-minimum")
    page.number_input(key="value-squat-minimum").set_value(60.0)
    page.text_input(key="reason-squat-minimum").set_value("More")
    press(page, "target-keep")
    assert "at most the whole way of 35" in page.error[0].value
    assert own_values() == {"target": 40.0}


def test_a_posture_becomes_the_baseline_and_can_be_forgotten(page: AppTest) -> None:
    standing = reference_track(catalogue()["standing_posture"], 12.0, 3)
    save_set(standing, "standing_posture")
    press(of(page, "standing_posture"), "targets-calibrate")
    press(page, "targets-agree")
    kept = {each.key for each in my_log().targets("standing_posture")}
    assert kept
    assert all(key.startswith("baseline.") for key in kept)
    assert "Your usual shoulder height difference" in told(page)
    press(page, "withdraw-standing_posture-baseline.shoulder_tilt")
    assert "Forgotten." in told(page)


def test_what_no_longer_fits_is_told(page: AppTest) -> None:
    gone = "check.no_longer_there.limit"
    my_log().set_target("squat", gone, 5.0, set_by=TargetSource.THERAPIST, reason="")
    words = told(of(page, "squat"))
    assert "no longer fits and is left out" in words
    press(page, f"withdraw-squat-{gone}")
    assert "left out" not in told(page)


def test_a_saved_set_is_shown_as_it_was_judged(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Review] = []
    monkeypatch.setattr(logbook, "show_review", lambda review, _actions: shown.append(review))
    my_log().set_target("squat", "target", 50.0, set_by=TargetSource.CALIBRATION, reason="")
    track = half_squats()
    judged = track_set(my_exercises()["squat"], track).finish()
    set_id = my_log().save_result(
        judged, source=Source.VIDEO, source_name="", performed_at=MORNING, track=track
    )
    my_log().withdraw_target("squat", "target")
    app.run().switch_page("patient/log.py").run()
    press(app, f"open-{set_id}")
    (review,) = shown
    assert review.result == judged
    assert review.exercise is not None
    assert review.exercise.repetitions is not None
    assert review.exercise.repetitions.signals[0].target == 50.0
