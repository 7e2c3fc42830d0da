"""What is shown is counted from then on, in other people, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.engine.catalogue import catalogue
from coach.engine.figure import reference_track
from coach.engine.results import Side
from coach.teach import TeachingError
from poses.track import PoseFrame, PoseTrack
from tests.synthetic import FILMS, Film, Posture, marching, squats, standing, walking
from tests.synthetic import stepping_back_first as walked_in
from tests.teach.lessons import COUNTED, after, counted, elsewhere, lesson, noisy, of_film
from tests.teach.lessons import of_reference as taught

# Tracing these for coverage would cost as much as the work; other tests measure the same code.
pytestmark = pytest.mark.no_cover

NOTHING = {
    "standing": standing(4.0),
    "walking": walking(4.0),
    "walking, from the front": walking(4.0).seen_from(0.0),
}


@pytest.mark.parametrize("name", COUNTED)
class TestTaughtFromTheFigure:
    def test_the_three_repetitions_are_found(self, name):
        proposal = taught(name)
        assert len(proposal.repetitions) == 3
        assert len(proposal.result.repetitions) == 3
        assert proposal.chosen is not None
        assert proposal.chosen.reasons

    def test_another_person_is_counted(self, name):
        assert len(counted(taught(name).exercise, FILMS[name].track()).repetitions) == 4

    def test_who_stands_or_walks_is_not(self, name):
        for title, film in NOTHING.items():
            assert not counted(taught(name).exercise, film.track()).repetitions, title

    def test_left_and_right_are_as_good_as_each_other(self, name):
        track = FILMS[name].track().mirrored()
        assert len(counted(taught(name).exercise, track).repetitions) == 4

    def test_the_drawn_figure_is_counted(self, name):
        own = reference_track(taught(name).exercise, repetitions=3)
        assert len(counted(taught(name).exercise, own).repetitions) == 3

    def test_position_and_sides_are_as_in_the_catalogue(self, name):
        made, known = taught(name).exercise, catalogue()[name]
        assert (made.position, made.floor_pose) == (known.position, known.floor_pose)
        assert made.has_sides is known.has_sides


class TestSides:
    @pytest.mark.parametrize("name", ["bird_dog", "lunge", "standing_side_bend"])
    def test_alternate_as_they_were_shown(self, name):
        shown = [rep.side for rep in of_film(name).repetitions]
        assert shown[0] is not shown[1]
        assert shown[:2] == shown[2:]
        assert [rep.side for rep in of_film(name).result.repetitions] == shown

    def test_one_side_that_was_shown_stands_for_both(self):
        movement = FILMS["bird_dog"].movement
        left_only = replace(FILMS["bird_dog"], movement=lambda t: movement(t % 3.0 if t > 1 else t))
        track = Film(left_only.movement, 9.9, camera=left_only.camera).track()
        proposal = lesson(track)
        assert {rep.side for rep in proposal.repetitions} == {Side.LEFT}
        assert any("left side only" in note for note in proposal.notes)
        both = counted(proposal.exercise, FILMS["bird_dog"].track())
        assert len({rep.side for rep in both.repetitions}) == 2


class TestWhateverIsAroundIt:
    def test_walking_into_the_picture_first(self):
        proposal = lesson(walked_in(squats(3)))
        assert len(proposal.repetitions) == 3
        assert len(counted(proposal.exercise, FILMS["squat"].track()).repetitions) == 4

    def test_another_body_before_a_cut(self):
        title = elsewhere(standing(2.5).track(), 0.4, 0.3)
        proposal = lesson(after(title, squats(3).track()))
        assert len(proposal.repetitions) == 3
        assert any("jumps" in note for note in proposal.notes)

    def test_noise_and_a_slow_camera(self):
        film = replace(noisy(squats(3)), fps=15)
        proposal = lesson(film.track())
        assert len(proposal.repetitions) == 3
        assert len(counted(proposal.exercise, FILMS["squat"].track()).repetitions) == 4

    def test_seen_from_the_front_and_done_from_the_side(self):
        proposal = lesson(squats(3).seen_from(0.0).track())
        assert len(counted(proposal.exercise, FILMS["squat"].track()).repetitions) == 4

    def test_lifting_one_knee_is_no_squat(self):
        for angle in (90.0, 0.0):
            exercise = of_film("squat").exercise
            assert not counted(exercise, marching().seen_from(angle).track()).repetitions


class TestHolds:
    def test_a_plank_is_timed(self):
        proposal = of_film("plank")
        assert proposal.exercise.mode == "hold"
        assert proposal.result.hold_s > 11.0
        assert proposal.exercise.hold is not None
        assert proposal.exercise.hold.target_s == 10.0

    def test_its_figure_lies_on_the_elbows(self):
        assert of_film("plank").exercise.reference.support == "elbows"
        assert of_film("plank").exercise.reference.prop == "mat"

    @pytest.mark.parametrize("title", sorted(NOTHING))
    def test_who_stands_or_walks_holds_nothing(self, title):
        assert not counted(of_film("plank").exercise, NOTHING[title].track()).holds

    def test_a_knee_that_is_held_up_has_a_side(self):
        def on_one_leg(time_s: float) -> Posture:
            return Posture(shank=(60.0, 0.0), thigh=(20.0, 0.0)) if 1 < time_s < 11 else Posture()

        film = Film(on_one_leg, 12.0)
        exercise = lesson(film.track()).exercise
        assert exercise.has_sides
        assert [hold.side for hold in counted(exercise, film.track()).holds] == [Side.LEFT]
        mirrored = counted(exercise, film.track().mirrored())
        assert [hold.side for hold in mirrored.holds] == [Side.RIGHT]


def empty() -> PoseTrack:
    frames = (PoseFrame(0.1 * i, None, None, 640, 480) for i in range(50))
    return PoseTrack.from_frames(frames)


def with_somebody_else(track: PoseTrack) -> PoseTrack:
    return replace(track, people=np.full(len(track), 2, np.int8))


def cut_in_mid_squat() -> PoseTrack:
    """Down in one picture, up in another: no repetition is whole."""
    down, up = Film(squats(1).movement, 2.1), squats(1)
    rising = replace(up, times=tuple(np.arange(2.1, up.duration_s, 1.0 / up.fps)))
    return after(down.track(), elsewhere(rising.track(), 0.35, 0.3))


class TestWhatCantBeTaught:
    @pytest.mark.parametrize(
        ("track", "said"),
        [
            (empty(), "The body can't be seen long enough"),
            (standing(6.0).track(), "Somebody stands here and does not move"),
            (squats(1).track(), "at least three times"),
            (with_somebody_else(squats(2).track()), "film one person alone"),
            (cut_in_mid_squat(), "without cuts"),
        ],
        ids=["nobody", "standing", "once", "two people", "a cut in between"],
    )
    def test_is_told_with_what_to_do(self, track, said):
        with pytest.raises(TeachingError, match=said):
            lesson(track)

    def test_two_repetitions_do_but_it_is_said(self):
        notes = lesson(squats(2).track()).notes
        assert notes[0].startswith("Only two repetitions were shown")
