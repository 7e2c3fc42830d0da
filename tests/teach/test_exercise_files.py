"""Exercise files are written so that reading them gives the very same exercise."""

from __future__ import annotations

from datetime import date

import pytest

from coach.engine.catalogue import catalogue, parse_exercise
from coach.teach import Adjustments, TeachingError, Words, adjusted, id_from, to_toml
from poses.view import View
from tests.synthetic import FILMS
from tests.teach.lessons import DAY, WORDS, counted, of_film

LATER = date(2026, 5, 6)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_exercise_of_the_catalogue_comes_back_as_it_was(name):
    assert parse_exercise("again", to_toml(catalogue()[name])) == catalogue()[name]


@pytest.mark.parametrize("name", ["squat", "bird_dog", "plank"])
def test_what_was_taught_comes_back_as_it_was(name):
    made = of_film(name).exercise
    assert parse_exercise("again", to_toml(made)) == made


class TestWords:
    def test_say_where_the_thresholds_come_from(self):
        made = of_film("squat").exercise
        assert made.sources == (
            "Taught from a demonstration on 2026-03-04; thresholds come from it and wait for the "
            "therapist's approval",
        )
        assert "taught by showing it" in made.text.unseen[0]

    def test_are_the_therapists_where_there_are_any(self):
        words = Words(
            id="slow_squat",
            name="Slow squat",
            goal="Strong legs",
            purpose="For the stairs at home.",
            how_to=("Down slowly.", "", ""),
            leave_out=("With a fresh knee injury.",),
            category="strength",
        )
        made = adjusted(of_film("squat").exercise, words, Adjustments(), day=LATER)
        assert (made.id, made.name, made.goal) == ("slow_squat", "Slow squat", "Strong legs")
        assert made.text.purpose == "For the stairs at home."
        assert made.text.how_to[0] == "Down slowly."
        assert all(made.text.how_to)
        assert made.text.leave_out == ("With a fresh knee injury.",)
        assert "2026-05-06" in made.sources[0]

    @pytest.mark.parametrize(
        ("name", "made"),
        [
            ("Wall slide, easy", "wall_slide_easy"),
            ("  Brücke  ", "br_cke"),
            ("90/90", "taught_90_90"),
            ("深蹲", "taught"),
        ],
    )
    def test_an_id_is_made_of_any_name(self, name, made):
        assert id_from(name) == made

    @pytest.mark.parametrize("bad", ["Has Blanks", "../up", "9lives", ""])
    def test_an_id_that_no_file_can_have_is_refused(self, bad):
        with pytest.raises(TeachingError, match="small letters"):
            Words(id=bad, name="A name")

    def test_a_name_is_asked_for(self):
        with pytest.raises(TeachingError, match="Give the exercise a name"):
            Words(id="fine", name="  ")


class TestFigures:
    def test_a_smaller_minimum_counts_smaller_movements(self):
        made = of_film("squat").exercise
        easy = adjusted(made, WORDS, Adjustments(minimum=0.25), day=DAY)
        assert easy.repetitions is not None
        assert made.repetitions is not None
        for signal, usual in zip(easy.repetitions.signals, made.repetitions.signals, strict=True):
            assert signal.minimum == pytest.approx(0.5 * usual.minimum, rel=0.05)
        assert len(counted(easy, FILMS["squat"].track()).repetitions) == 4

    def test_the_pace_that_is_too_fast_follows_the_tempo(self):
        made = adjusted(of_film("squat").exercise, WORDS, Adjustments(tempo_s=(3.0, 8.0)), day=DAY)
        assert made.repetitions is not None
        assert made.repetitions.tempo_s == (3.0, 8.0)
        assert next(c for c in made.checks if c.id == "hurried").threshold == 3.0

    def test_the_time_to_hold_is_the_dose_as_well(self):
        made = adjusted(of_film("plank").exercise, WORDS, Adjustments(hold_s=25.0), day=DAY)
        assert made.hold is not None
        assert made.hold.target_s == 25.0
        assert made.dosage.weeks_5_6.hold_s == 25.0

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            (Adjustments(minimum=0.05), "The minimum must be from 20% to 95%"),
            (Adjustments(tempo_s=(4.0, 2.0)), "a shorter and a longer time"),
            (Adjustments(hold_s=0.0), "more than nothing"),
            (Adjustments(views=(View.FRONT,)), "Keep the view that it was shown in"),
        ],
    )
    def test_what_can_not_be_is_refused(self, changes, said):
        with pytest.raises(TeachingError, match=said):
            adjusted(of_film("squat").exercise, WORDS, changes, day=DAY)
