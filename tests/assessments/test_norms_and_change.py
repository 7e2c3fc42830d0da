"""Norms only where there are some, change only beyond the error, and every number with a source."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.assessments.about import About, Sex
from coach.assessments.change import Direction, Result, change, detectable
from coach.assessments.norms import Band, comparisons_for, norm_for, telling_for
from coach.assessments.protocol import Protocol, Quantity
from coach.assessments.shelf import ORDER, ProtocolError, find_protocol, protocols, read_protocol
from coach.engine.catalogue import catalogue

EVERY = list(protocols().values())
QUANTITIES = [
    pytest.param(protocol, quantity, id=protocol.key(quantity))
    for protocol in EVERY
    for quantity in protocol.quantities
]
UNKIND = re.compile(r"\b(wrong|bad|poor|dangerous|abnormal|fail\w*|weak|worse|old people)\b", re.I)


def main(test: str) -> Quantity:
    return find_protocol(test).quantities[0]


STANDS, FIVE, LEG = map(main, ("chair_stand_30s", "five_times_sit_to_stand", "single_leg_stance"))


class TestNorms:
    @pytest.mark.parametrize(
        ("age", "sex", "value", "band"),
        [
            (64, Sex.MALE, 13, Band.LESS),  # last year of the first row
            (64, Sex.MALE, 14, Band.USUAL),
            (65, Sex.MALE, 12, Band.USUAL),  # first year of the next
            (65, Sex.MALE, 11, Band.LESS),
            (60, Sex.FEMALE, 12, Band.USUAL),
            (60, Sex.FEMALE, 11, Band.LESS),
            (94, Sex.FEMALE, 4, Band.USUAL),
            (94, Sex.FEMALE, 3, Band.LESS),
            (70, Sex.FEMALE, 0, Band.LESS),
        ],
    )
    def test_chair_stands_by_age_and_sex(self, age: int, sex: Sex, value: float, band: Band):
        found = norm_for(STANDS, value, About(age, sex))
        assert found is not None
        assert found.band is band

    @pytest.mark.parametrize(
        "about",
        [
            About(59, Sex.MALE),
            About(95, Sex.FEMALE),
            About(70, None),
            About(None, Sex.MALE),
            About(),
        ],
        ids=["too young", "too old", "no sex", "no age", "nothing told"],
    )
    def test_nobody_is_put_beside_people_who_are_not_like_them(self, about: About):
        assert norm_for(STANDS, 3, about) is None

    @pytest.mark.parametrize(
        ("age", "seconds", "band"),
        [
            (60, 11.4, Band.USUAL),
            (60, 11.5, Band.LESS),
            (69, 11.5, Band.LESS),
            (70, 12.6, Band.USUAL),
            (89, 14.9, Band.LESS),
        ],
    )
    def test_for_a_time_more_is_less(self, age: int, seconds: float, band: Band):
        found = norm_for(FIVE, seconds, About(age))
        assert found is not None
        assert found.band is band

    @pytest.mark.parametrize("age", [39, 59, 90])
    def test_without_a_row_for_the_age_only_a_comparison_is_told(self, age: int):
        assert norm_for(FIVE, 9.0, About(age)) is None
        assert "6.2 s on average" in comparisons_for(FIVE, About(age))[0].words

    def test_where_only_a_mean_is_known_nobody_is_less(self):
        below, reached = (norm_for(LEG, value, About(65)) for value in (20.0, 32.1))
        assert below is not None
        assert reached is not None
        assert (below.band, reached.band) == (Band.UNKNOWN, Band.USUAL)
        assert below.words == "People from 60 to 69 reach 32.1 s on average."

    def test_balance_has_one_table_for_both_sexes(self):
        assert norm_for(LEG, 9.4, About(85, Sex.MALE)) == norm_for(LEG, 9.4, About(85))

    def test_a_comparison_for_the_other_sex_is_not_shown(self):
        plank = main("plank_endurance")
        texts = [one.words for one in comparisons_for(plank, About(30, Sex.FEMALE))]
        assert len(texts) == 1
        assert "women" in texts[0]
        assert comparisons_for(plank, About(30)) == []

    @pytest.mark.parametrize(
        ("quantity", "value", "age", "told"),
        [
            (LEG, 4.9, 60, True),
            (LEG, 5.0, 60, False),
            (LEG, 3.0, 59, False),
            (FIVE, 15.0, 65, True),
            (FIVE, 14.9, 65, False),
            (FIVE, 20.0, 50, False),
        ],
    )
    def test_what_the_therapist_should_see(
        self, quantity: Quantity, value: float, age: int, told: bool
    ):
        assert bool(telling_for(quantity, value, About(age))) is told


class TestChange:
    @pytest.mark.parametrize(
        ("quantity", "before", "now", "direction"),
        [
            (STANDS, 10, 12, Direction.SAME),
            (STANDS, 10, 13, Direction.BETTER),
            (STANDS, 13, 10, Direction.WORSE),
            (FIVE, 14.0, 11.5, Direction.SAME),
            (FIVE, 14.0, 11.4, Direction.BETTER),
            (FIVE, 11.4, 14.0, Direction.WORSE),
            (LEG, 10.0, 34.0, Direction.SAME),
            (LEG, 10.0, 34.2, Direction.BETTER),
        ],
    )
    def test_only_beyond_the_smallest_detectable_change(self, quantity, before, now, direction):
        found = change(quantity, Result(before), Result(now))
        assert found.direction is direction
        assert found.amount == pytest.approx(now - before)
        if direction is Direction.SAME:
            assert found.words == "No change beyond measurement error."

    def test_the_errors_of_both_results_count_together(self):
        bend = main("forward_bend")
        assert bend.change is not None
        assert bend.change.value == 4.5
        assert detectable(bend, Result(20), Result(10)) == pytest.approx(4 * 2**0.5)
        by_tape = detectable(bend, Result(20, error=1.0), Result(10, error=1.0))
        assert by_tape == pytest.approx(4.5)

    def test_who_varies_within_a_sitting_needs_a_larger_change(self):
        bend = main("forward_bend")
        assert detectable(bend, Result(20, spread=5.0), Result(10, spread=1.0)) == 10.0

    def test_where_nothing_is_better_it_is_only_different(self):
        trunk = find_protocol("standing_posture").by_key["standing_posture.trunk"]
        found = change(trunk, Result(2.0), Result(9.0))
        assert found.direction is Direction.DIFFERENT
        assert "neither good nor bad" in found.words

    def test_words_say_by_how_much(self):
        assert change(STANDS, Result(10), Result(14)).words == "Better by 4 stands."
        assert change(FIVE, Result(14), Result(10)).words == "Better by 4.0 s."
        lean = find_protocol("side_bend").by_key["side_bend.lean"]
        assert change(lean, Result(10), Result(20)).words == "Better by 10°."

    @given(st.floats(0, 60), st.floats(0, 60))
    def test_there_and_back_again(self, first: float, second: float):
        there, back = (
            change(LEG, Result(a), Result(b)) for a, b in ((first, second), (second, first))
        )
        assert there.amount == -back.amount
        opposite = {
            Direction.BETTER: Direction.WORSE,
            Direction.WORSE: Direction.BETTER,
            Direction.SAME: Direction.SAME,
        }
        assert back.direction is opposite[there.direction]


class TestWhatWasTold:
    def test_it_is_kept_and_found_again(self):
        told = About(68, Sex.FEMALE, 164.0)
        day = datetime(2026, 3, 1, tzinfo=UTC)
        assert About.from_details(told.as_details(), day, day) == told

    def test_the_age_goes_on(self):
        day, later = datetime(2024, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
        found = About.from_details({"age": 68}, day, later)
        assert found == About(70)

    @pytest.mark.parametrize("details", [{}, {"age": "old", "sex": "x", "height_cm": None}])
    def test_what_was_not_told_stays_open(self, details: dict[str, object]):
        day = datetime(2026, 3, 1, tzinfo=UTC)
        assert About.from_details(details, day, day) == About()


class TestTheFiles:
    def test_all_tests_are_there(self):
        assert list(protocols()) == list(ORDER)

    @pytest.mark.parametrize("protocol", EVERY, ids=lambda p: p.id)
    def test_each_runs_an_exercise_of_the_catalogue(self, protocol: Protocol):
        known = catalogue()[protocol.exercise]
        tested = protocol.as_tested
        assert tested.id == known.id
        assert {check.id for check in tested.checks} == set(protocol.run.keep_checks)
        assert (protocol.run.plan.hold_s is not None) == (known.hold is not None)
        ends = {end for q in protocol.quantities for end in getattr(q.how, "ends_with", ())}
        assert ends <= {check.id for check in known.checks}

    @pytest.mark.parametrize("protocol", EVERY, ids=lambda p: p.id)
    def test_each_is_told_in_kind_and_plain_words(self, protocol: Protocol):
        texts = [protocol.purpose, protocol.tells, protocol.camera, *protocol.steps]
        texts += [*protocol.leave_out, *protocol.stop, *protocol.run.tasks]
        assert all(len(text.split()) <= 45 for text in texts)
        assert not [text for text in texts if UNKIND.search(text)]

    @pytest.mark.parametrize("protocol", EVERY, ids=lambda p: p.id)
    def test_each_has_what_its_numbers_need(self, protocol: Protocol):
        kinds = {quantity.how.kind for quantity in protocol.quantities}
        if kinds & {"fingertip_to_floor", "hand_slide"}:
            assert "height" in protocol.needs
        if any(quantity.norms for quantity in protocol.quantities):
            assert "age" in protocol.needs
        sexes = {row.sex for q in protocol.quantities if q.norms for row in q.norms.strata}
        sexes |= {one.sex for q in protocol.quantities for one in q.comparisons}
        assert ("sex" in protocol.needs) == bool(sexes - {None})

    @pytest.mark.parametrize(("protocol", "quantity"), QUANTITIES)
    def test_what_is_our_own_is_said_to_be(self, protocol: Protocol, quantity: Quantity):
        for number in filter(None, (quantity.error, quantity.change)):
            ours = number.source.startswith("Engineering default")
            assert (number.mark == "own") == ours

    def test_an_unknown_test_lists_those_that_are(self):
        with pytest.raises(ProtocolError, match="chair_stand_30s"):
            find_protocol("jumping")

    @pytest.mark.parametrize(
        ("text", "said"),
        [("no toml [", "can't be read"), ("schema = 1\n", "key 'name'")],
        ids=["damaged", "incomplete"],
    )
    def test_a_mistake_in_a_file_is_told(self, tmp_path, text: str, said: str):
        file = tmp_path / "own.toml"
        file.write_text(text)
        with pytest.raises(ProtocolError, match=re.escape(said)):
            read_protocol(file)
