"""What the coach says: one thing at a time, kind, and not again and again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.engine.catalogue import catalogue
from coach.engine.cues import CueChooser, Priority
from coach.engine.events import FaultNoticed, NotInFrame, Ready, RepCompleted, WrongView
from coach.engine.propose import propose
from coach.engine.results import FaultSeen, Repetition, Severity
from coach.engine.summary import band, summarise
from coach.engine.tracker import SetTracker, track_set
from tests.synthetic import FILMS, squats, standing


def repetition(number: int, *faults: FaultSeen) -> Repetition:
    return Repetition(number, None, 0.0, 1.0, 2.0, 90.0, "knee_flexion", 5.0, 95.0, faults)


def fault(cue: str, severity: Severity = Severity.MINOR) -> FaultSeen:
    return FaultSeen("x", "X", severity, cue, 0.0, 1.0, "knee_flexion", 1.0, 0.0, "deg")


def test_every_repetition_is_counted_aloud():
    chooser = CueChooser()
    for number in (1, 2, 3):
        cues = chooser.choose([RepCompleted(float(number), repetition(number))])
        assert str(number) in [cue.text for cue in cues]


def test_one_correction_at_a_time_the_important_one():
    cues = CueChooser().choose(
        [FaultNoticed(1.0, fault("Hint", Severity.INFO)), FaultNoticed(1.0, fault("Chest up"))]
    )
    assert [cue.text for cue in cues] == ["Chest up"]


def test_the_camera_comes_before_the_form():
    cues = CueChooser().choose(
        [FaultNoticed(1.0, fault("Chest up")), NotInFrame(1.0, "cut_off", "Step back")]
    )
    assert [cue.text for cue in cues] == ["Step back"]


def test_corrections_leave_time_between_them():
    chooser = CueChooser()
    assert chooser.choose([FaultNoticed(1.0, fault("Chest up"))])
    assert not chooser.choose([FaultNoticed(2.0, fault("Knees out"))])
    assert chooser.choose([FaultNoticed(6.0, fault("Knees out"))])


def test_the_same_words_are_not_said_in_a_row():
    chooser = CueChooser()
    assert chooser.choose([FaultNoticed(1.0, fault("Chest up"))])
    assert not chooser.choose([FaultNoticed(7.0, fault("Chest up"))])
    assert chooser.choose([FaultNoticed(14.0, fault("Chest up"))])


def test_good_repetitions_are_praised_now_and_then():
    chooser = CueChooser()
    praise = [
        cue
        for number in range(1, 7)
        for cue in chooser.choose([RepCompleted(5.0 * number, repetition(number))])
        if cue.priority is Priority.PRAISE
    ]
    assert len(praise) == 2


def test_a_real_set_is_accompanied():
    tracker, chooser = SetTracker(catalogue()["squat"]), CueChooser()
    said = [
        cue.text
        for frame in squats(3, trunk=70.0).track()
        for cue in chooser.choose(tracker.update(frame))
    ]
    assert [text for text in said if text.isdigit()] == ["1", "2", "3"]
    assert said.count("Lift your chest a little") == 1


def test_events_of_a_set_come_in_order():
    tracker = SetTracker(catalogue()["squat"])
    events = [event for frame in squats(1).track() for event in tracker.update(frame)]
    assert [type(event).__name__ for event in events] == [
        "Ready",
        "RepStarted",
        "RepTurned",
        "RepCompleted",
    ]
    assert isinstance(events[0], Ready)


def test_the_wrong_side_is_told_once():
    tracker = SetTracker(catalogue()["hip_hinge"])
    events = [e for f in standing().seen_from(0.0).track() for e in tracker.update(f)]
    told = [event for event in events if isinstance(event, WrongView)]
    assert [event.advice for event in told] == ["Turn so that your side faces the camera."]


def test_a_summary_praises_and_names_one_thing():
    result = track_set(catalogue()["squat"], squats(3, trunk=70.0).track()).finish()
    text = " ".join(summarise(result))
    assert "3 repetitions of squat" in text
    assert "lift your chest a little" in text


def test_a_summary_of_nothing_says_so():
    result = track_set(catalogue()["squat"], standing().track()).finish()
    assert "No squat could be counted" in summarise(result)[0]


def test_a_summary_of_a_hold_names_the_seconds():
    result = track_set(catalogue()["plank"], FILMS["plank"].track()).finish()
    assert "12 seconds" in summarise(result)[0]


def test_a_score_that_could_not_be_given_is_no_zero():
    result = track_set(catalogue()["squat"], squats(2).track()).finish()
    unseen = replace(result, score=replace(result.score, value=None))
    assert "no score" in " ".join(summarise(unseen))


def test_score_words():
    assert [band(v) for v in (100, 85, 84.9, 70, 50, 10)] == [
        "smooth",
        "smooth",
        "good",
        "good",
        "building",
        "let's make it easier",
    ]


# Tracing this for coverage would cost as much as the work; other tests measure the same code.
@pytest.mark.no_cover
@pytest.mark.parametrize(
    "name", ["squat", "hip_hinge", "glute_bridge", "plank", "bird_dog", "standing_side_bend"]
)
def test_the_exercise_is_proposed_from_the_movement(name):
    best = propose(FILMS[name].track(), catalogue())[0]
    assert best.exercise.id == name


def test_nothing_is_proposed_for_nothing():
    assert [p for p in propose(standing(3.0).track(), catalogue()) if p.fit > 0.3] == []
