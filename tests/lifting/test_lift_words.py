"""What is said about lifts: neutral, short, and only what was seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.lifting import Bend, Hands, Kind, Lift, Measured, Pace, Style, summary
from coach.lifting.output import lifts_object
from coach.lifting.summary import style_mix
from coach.lifting.words import hands_words, measured_cm, pause_words, style_words, turn_words

NOTHING = Hands(None, None, None)
CALM = Lift(
    number=1,
    kind=Kind.PICKED_UP,
    start_s=1.0,
    lift_off_s=2.5,
    end_s=4.0,
    bend=Bend(Style.SQUAT, 0.95, 95.0, 40.0, 0.7),
    from_hands=Hands(Measured(0.25, 0.07), Measured(0.30, 0.05), Measured(0.0, 15.0)),
    to_hands=Hands(Measured(0.30, 0.07), Measured(1.00, 0.05), Measured(0.0, 15.0)),
    turn_deg=Measured(3.0, 15.0),
    pace=Pace(0.9, 0.5, 1.0, -1.5),
    hips_lead=0.02,
    pause_s=3.0,
)
UNSEEN = replace(
    CALM,
    bend=None,
    from_hands=NOTHING,
    to_hands=NOTHING,
    turn_deg=None,
    pace=Pace(None, None, None, None),
    hips_lead=None,
    pause_s=None,
)
maybe = st.none() | st.floats(-3, 3)
measured = st.none() | st.builds(Measured, st.floats(-90, 90), st.floats(0, 15))
hands = st.builds(Hands, measured, measured, measured)
lifts = st.builds(
    Lift,
    number=st.integers(1, 20),
    kind=st.sampled_from(Kind),
    start_s=st.just(1.0),
    lift_off_s=st.just(2.0),
    end_s=st.just(3.0),
    bend=st.none()
    | st.builds(
        Bend, st.sampled_from(Style), st.floats(0, 1), st.just(60.0), st.just(60.0), st.just(0.5)
    ),
    from_hands=hands,
    to_hands=hands,
    turn_deg=measured,
    pace=st.builds(Pace, maybe, maybe, maybe, maybe),
    hips_lead=maybe,
    pause_s=st.none() | st.floats(0, 30),
)


def said(*found: Lift) -> str:
    return " ".join(summary(found))


class TestTheSummary:
    def test_names_the_mix_of_styles_and_calls_all_of_them_fine(self):
        stoop = replace(CALM, bend=Bend(Style.STOOP, 0.9, 20.0, 80.0, 0.2))
        words = said(CALM, CALM, stoop)
        assert "3 lifts: 2 in squat style, 1 in stoop style" in words
        assert "All styles are fine" in words

    def test_one_lift_is_told_as_one(self):
        assert "You did 1 lift, in squat style" in said(CALM)

    def test_tells_how_far_away_the_load_was(self):
        far = replace(CALM, from_hands=replace(CALM.from_hands, reach_m=Measured(0.52, 0.07)))
        assert "25 cm in front of your ankles (give or take 7 cm): close to you" in said(CALM)
        assert "52 cm" in said(far)
        assert "With the load closer" in said(far)

    def test_tells_turning_with_its_side(self):
        turned = replace(CALM, turn_deg=Measured(-38.0, 15.0))
        assert "faced the same way" in said(CALM)
        assert "In 1 of 2 lifts your shoulders turned to the left" in said(CALM, turned)

    def test_tells_which_lift_was_quicker(self):
        quick = replace(CALM, number=2, pace=Pace(2.0, 1.2, 2.4, -2.0))
        assert "equally fast" in said(CALM)
        assert "Lift 2 was much quicker" in said(CALM, quick)

    def test_tells_when_the_hips_rose_first(self):
        early = replace(CALM, hips_lead=0.4)
        assert "hips rose before your shoulders" not in said(CALM)
        assert "In this lift your hips rose before your shoulders" in said(early)

    def test_parts_holding_from_resting(self):
        down = replace(CALM, kind=Kind.PUT_DOWN, pause_s=1.0)
        words = said(CALM, down)
        assert "You held the load for about 3 s at a time." in words
        assert "You took about 1 s between lifts. A breath in between" in words

    def test_what_was_not_seen_is_not_spoken_of(self):
        assert summary([UNSEEN])[0].endswith("can only be seen from the side.")
        assert len(summary([UNSEEN])) == 1
        assert summary([]) == ("No lift could be described in this recording.",)

    @given(st.lists(lifts, min_size=1, max_size=6))
    def test_never_blames_or_frightens(self, found: list[Lift]):
        for sentence in summary(found):
            assert sentence.endswith(".")
            assert "nan" not in sentence.lower()
            for word in ("wrong", "bad", "danger", "protect", "damage", "incorrect", "injur"):
                assert word not in sentence.lower()

    @given(st.lists(lifts, max_size=6))
    def test_the_mix_counts_what_was_seen(self, found: list[Lift]):
        assert sum(style_mix(found).values()) == sum(lift.bend is not None for lift in found)


class TestFigures:
    def test_come_with_their_error(self):
        assert measured_cm(CALM.reach_m) == "25 ± 7 cm"
        assert hands_words(CALM) == "30 to 100 cm"

    def test_an_uncertain_style_is_called_likely(self):
        unsure = replace(CALM, bend=Bend(Style.SQUAT, 0.6, 75.0, 48.0, 0.6))
        assert style_words(CALM) == "squat"
        assert style_words(unsure) == "squat, likely"

    @pytest.mark.parametrize(
        ("degrees", "words"), [(3.0, "none"), (40.0, "40° right"), (-40.0, "40° left")]
    )
    def test_a_turn_has_a_side_beyond_its_error(self, degrees: float, words: str):
        assert turn_words(replace(CALM, turn_deg=Measured(degrees, 15.0))) == words

    def test_what_was_not_seen_says_so(self):
        assert style_words(UNSEEN) == turn_words(UNSEEN) == hands_words(UNSEEN) == "not seen"
        assert pause_words(UNSEEN) == ""

    def test_json_holds_none_for_the_unknown(self):
        told = lifts_object([CALM, UNSEEN], "clip.mp4", 1.72)
        known, unknown = told["lifts"]
        assert told["styles"] == {"squat": 1}
        assert known["reach_m"] == {"value": 0.25, "error": 0.07}
        assert known["travel_m"] == {"value": 0.7, "error": 0.05}
        assert unknown["style"] is unknown["reach_m"] is unknown["travel_m"] is None
