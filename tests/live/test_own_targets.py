"""A person's own values in a live set: counted by them, and kept with the set."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from coach.engine.catalogue import catalogue
from coach.engine.exercise import Exercise
from coach.engine.tracker import track_set
from coach.library import change_targets, exercises_for
from coach.live.journal import JournalError, read_journal
from coach.live.livecoach import LiveCoach, finish_broken_off, restore
from coach.live.wire import Command
from coach.records import SetId, TargetSource
from tests.live.performing import AS_MANY, Clock, Home, Performance
from tests.synthetic import Film, squats


def half_squats(times: int = 2) -> Film:
    """Less than the catalogue counts."""
    return squats(times, depth=40.0)


def calibrated(home: Home, target: float = 40.0) -> Exercise:
    """The squat of somebody who bends their knees so far."""
    wish = {"target": target}
    change_targets(home.log, "squat", wish, set_by=TargetSource.CALIBRATION, reason="today")
    return exercises_for(home.log)["squat"]


def begun(home: Home, exercise: Exercise, film: Film) -> Performance:
    clock = Clock()
    live = Performance(LiveCoach(home.owner, exercise, AS_MANY, now=clock), clock)
    live.stand(film, 6.0)
    live.play(film)
    return live


def set_of(live: Performance) -> SetId:
    assert live.coach.keeper.settle(20)
    return SetId(live.coach.sitting.set_ids[0])


def test_what_is_counted_live_by_own_values_is_what_the_recording_gives(home: Home) -> None:
    own = calibrated(home)
    live = begun(home, own, half_squats())
    live.coach.command(Command("finish"))
    set_id = set_of(live)
    saved, track = home.log.load(set_id).result, home.log.track(set_id)
    assert track is not None
    assert len(saved.repetitions) == 2
    assert saved == track_set(own, track).finish()
    assert track_set(catalogue()["squat"], track).finish().repetitions == ()


def test_a_set_goes_on_with_the_exercise_that_it_was_begun_with(home: Home) -> None:
    set_id = set_of(begun(home, calibrated(home), half_squats()))
    home.log.withdraw_target("squat", "target")
    coach = restore(home.owner, set_id)
    assert coach.sitting.update().count == 2
    coach._now = clock = Clock()
    again = Performance(coach, clock)
    clock.now_s += 60.0
    again.stand(half_squats(), 2.0)
    assert again.play(half_squats()).count == 4


def test_a_set_that_is_finished_for_somebody_is_judged_as_it_was_begun(home: Home) -> None:
    own = calibrated(home)
    set_id = set_of(begun(home, own, half_squats()))
    calibrated(home, target=90.0)
    finish_broken_off(home.owner, set_id)
    saved, track = home.log.load(set_id).result, home.log.track(set_id)
    assert track is not None
    assert len(saved.repetitions) == 2
    assert saved == track_set(own, track).finish()


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_journal_gives_every_exercise_back_as_it_was(name: str) -> None:
    exercise = catalogue()[name]
    written = json.loads(json.dumps(exercise.model_dump(mode="json", by_alias=True)))
    assert Exercise.model_validate(written) == exercise


def test_a_journal_from_before_own_values_is_of_the_catalogues_exercise(home: Home) -> None:
    set_id = set_of(begun(home, catalogue()["squat"], squats(2)))
    (path,) = home.owner.journals.iterdir()
    line, _, frames = path.read_bytes().partition(b"\n")
    facts = json.loads(line) | {"exercise": "squat", "schema": 1}
    path.write_bytes(json.dumps(facts).encode() + b"\n" + frames)
    assert restore(home.owner, set_id).sitting.update().count == 2
    facts["exercise"] = "no_such_exercise"
    path.write_bytes(json.dumps(facts).encode() + b"\n" + frames)
    with pytest.raises(JournalError, match="in your log"):
        read_journal(home.owner.journals, set_id)


def test_the_same_film_slower_is_the_same_set(home: Home) -> None:
    own = calibrated(home)
    fast, slow = (
        track_set(own, replace(half_squats(3), fps=fps).track()).finish() for fps in (30.0, 15.0)
    )
    assert len(fast.repetitions) == len(slow.repetitions) == 3
