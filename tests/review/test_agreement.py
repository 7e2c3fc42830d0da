"""How far app and therapist agree: figures with their interval, and too few is said."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coach.engine.catalogue import catalogue
from coach.engine.figure import reference_track
from coach.engine.results import NotAssessed, SetResult
from coach.engine.tracker import track_set
from coach.records import PersonId, SetId
from coach.records.care_entries import Subject, Verdict
from coach.records.judged import Judged
from coach.records.judgements import Judgement, JudgementId
from coach.review.agreement import agreement, agreement_rules, kappa_of
from coach.review.agreement_interval import newcombe, wilson
from coach.review.agreement_table import as_csv, each_as_csv, rows
from coach.review.judging import (
    OTHER,
    Finding,
    findings,
    of_piece,
    other_fault,
    score_as_said,
    verdict_of,
)

BOTH = (False, True)
SET = SetId(UUID(int=7))
MAY = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)

tables = st.integers(2, 4).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 30), min_size=size, max_size=size), min_size=size, max_size=size
    ).map(lambda cells: np.array(cells, float))
)


def judgement(
    app: object, value: object, subject: Subject = Subject.FAULT, check: str | None = "trunk"
) -> Judgement:
    return Judgement(
        id=JudgementId(uuid4()),
        set_id=SET,
        exercise="squat",
        subject=subject,
        repetition=1 if subject is Subject.FAULT else None,
        check=check if subject is Subject.FAULT else None,
        verdict=Verdict.CONFIRMED if app == value else Verdict.CORRECTED,
        machine=app,
        value=value,
        reason="Ada was tired",
        at=MAY,
        author=None,
    )


# --- kappa --------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 30), min_size=2, max_size=5))
def test_kappa_of_perfect_agreement_is_1(counts: list[int]) -> None:
    kappa = kappa_of(np.diag(np.array(counts, float)))
    assert kappa.value == 1.0
    assert kappa.interval is None


@given(st.lists(st.integers(1, 20), min_size=2, max_size=4), st.data())
def test_kappa_of_independent_answers_is_0(app: list[int], data: st.DataObject) -> None:
    therapist = data.draw(st.lists(st.integers(1, 20), min_size=len(app), max_size=len(app)))
    kappa = kappa_of(np.outer(app, therapist).astype(float))
    assert kappa.value == pytest.approx(0.0, abs=1e-9)


@given(tables)
def test_kappa_and_its_interval_stay_within_their_scale(table: np.ndarray) -> None:
    assume((table.sum(axis=0) + table.sum(axis=1) > 0).sum() >= 2)
    kappa = kappa_of(table)
    assert -1.0 <= kappa.value <= 1.0
    # whoever is called first makes no difference
    assert kappa_of(table.T).value == pytest.approx(kappa.value, abs=1e-9)
    if kappa.interval is not None:
        low, high = kappa.interval
        assert -1.0 <= low <= kappa.value <= high <= 1.0


def test_a_known_example() -> None:
    kappa = kappa_of(np.array([[20.0, 5.0], [10.0, 15.0]]))
    assert kappa.value == pytest.approx(0.4)


def test_the_interval_is_what_drawing_anew_gives() -> None:
    table = 4.0 * np.array([[44, 5, 1], [7, 20, 3], [9, 5, 6]])
    n, chance = int(table.sum()), np.random.default_rng(3)
    drawn = [
        kappa_of(chance.multinomial(n, (table / n).ravel()).reshape(3, 3).astype(float)).value
        for _ in range(1500)
    ]
    interval = kappa_of(table).interval
    assert interval is not None
    assert interval[1] - interval[0] == pytest.approx(2 * 1.96 * np.std(drawn), rel=0.08)


def test_answers_further_apart_agree_less() -> None:
    near = kappa_of(np.array([[10.0, 5, 0], [0, 10, 5], [0, 0, 10]]))
    far = kappa_of(np.array([[10.0, 0, 5], [0, 10, 0], [5, 0, 10]]))
    assert near.value > far.value


def test_one_and_the_same_answer_has_no_kappa() -> None:
    with pytest.raises(ValueError, match="two answers"):
        kappa_of(np.array([[9.0, 0.0], [0.0, 0.0]]))
    with pytest.raises(ValueError, match="a judgement"):
        kappa_of(np.zeros((2, 2)))


# --- shares -------------------------------------------------------------------------------


@given(st.integers(1, 200), st.data())
def test_a_share_lies_within_its_interval(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    low, high = wilson(count, of)
    assert 0.0 <= low <= count / of <= high <= 1.0
    assert low < high


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_same_share_twice_does_not_differ(one: int, other: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, one))
    low, high = newcombe((count, one), (count, one))
    assert low <= 0.0 <= high
    second = data.draw(st.integers(0, other))
    forth, back = newcombe((count, one), (second, other)), newcombe((second, other), (count, one))
    assert forth == pytest.approx((-back[1], -back[0]))


def test_known_intervals() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert newcombe((48, 80), (56, 70)) == pytest.approx((0.0524, 0.3339), abs=1e-3)
    for count, of in ((-1, 5), (6, 5), (0, 0)):
        with pytest.raises(ValueError, match="share"):
            wilson(count, of)


# --- too few is said ----------------------------------------------------------------------


def test_of_too_few_only_their_number_is_told() -> None:
    found = agreement([(True, True)] * 19, BOTH)
    assert (found.n, found.same, found.share, found.kappa) == (19, 19, None, None)
    assert found.why_no_share == "Too few to tell: 19 of the 20 that are needed."
    assert agreement([], BOTH).n == 0


def test_of_nearly_one_kind_there_is_a_share_and_no_kappa() -> None:
    found = agreement([(False, False)] * 38 + [(True, True)] * 2, BOTH)
    assert (found.share, found.kappa) == (1.0, None)
    assert "kappa can't tell" in found.why_no_kappa


def test_who_always_gives_the_same_answer_has_no_kappa() -> None:
    found = agreement([(False, False)] * 30 + [(False, True)] * 10, BOTH)
    assert (found.share, found.kappa) == (0.75, None)


def test_of_enough_there_are_share_interval_and_kappa() -> None:
    pairs = [(True, True)] * 15 + [(False, False)] * 20 + [(True, False)] * 5
    found = agreement(pairs, BOTH)
    assert found.share == 35 / 40
    assert found.interval is not None
    assert found.interval[0] < 35 / 40 < found.interval[1]
    assert found.kappa is not None
    assert 0.5 < found.kappa.value < 1.0


def test_an_answer_that_nobody_can_give_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody can give"):
        agreement([("maybe", "maybe")] * agreement_rules().least, ("yes", "no"))


# --- by exercise and check ----------------------------------------------------------------


def test_each_check_has_a_row_and_what_the_app_left_open_is_apart() -> None:
    kept = [judgement(True, True)] * 12 + [judgement(False, False)] * 12
    kept += [judgement(False, True, check="knees_in")] * 3 + [judgement(None, True)] * 4
    found = {(row.exercise, row.check): row for row in rows(kept)}
    assert set(found) == {("squat", "trunk"), ("squat", "knees_in"), ("", "")}
    trunk = found["squat", "trunk"]
    assert (trunk.agreement.n, trunk.agreement.share, trunk.unassessed) == (24, 1.0, 4)
    assert found["squat", "knees_in"].agreement.share is None
    assert (found["", ""].agreement.n, found["", ""].agreement.same) == (27, 24)


def test_counts_agree_exactly_and_their_difference_is_told() -> None:
    kept = [judgement(8, 8, Subject.COUNT)] * 10 + [judgement(8, 7, Subject.COUNT)] * 10
    (row,) = rows(kept)
    assert row.agreement.share == 0.5
    assert row.difference == -0.5


def test_scores_agree_when_they_are_told_in_the_same_words() -> None:
    kept = [judgement(88.0, 95, Subject.SCORE)] * 15 + [judgement(72.0, 60, Subject.SCORE)] * 15
    (row,) = rows(kept)
    assert row.agreement.same == 15
    assert row.difference == pytest.approx((7 - 12) / 2)


def test_exercises_together_come_first_where_there_are_several() -> None:
    kept = [judgement(8, 8, Subject.COUNT), replace(judgement(5, 5, Subject.COUNT), exercise="bow")]
    assert [row.exercise for row in rows(kept)] == ["", "bow", "squat"]
    assert rows([judgement(8, None, Subject.COUNT)]) == ()


def test_the_table_has_a_line_for_each_row() -> None:
    kept = [judgement(True, True)] * 15 + [judgement(False, True)] * 10
    lines = list(csv.DictReader(io.StringIO(as_csv(rows(kept)).decode("utf-8-sig"))))
    assert [line["exercise"] for line in lines] == ["all", "squat"]
    assert lines[1]["exact_agreement"] == "0.600"
    assert (lines[1]["judgements"], lines[1]["check"]) == ("25", "trunk")


def test_the_list_of_all_names_nobody() -> None:
    people = [PersonId(uuid4()) for _ in range(3)]
    kept = [Judged(person, judgement(True, False)) for person in people for _ in range(2)]
    text = each_as_csv(kept).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["patient"] for line in lines] == ["P001"] * 2 + ["P002"] * 2 + ["P003"] * 2
    assert lines[0] == {
        "patient": "P001",
        "exercise": "squat",
        "subject": "fault",
        "check": "trunk",
        "repetition": "1",
        "app": "yes",
        "therapist": "no",
        "verdict": "corrected",
        "month": "2026-05",
    }
    assert "Ada" not in text
    assert not any(str(person) in text for person in people)


# --- what can be judged -------------------------------------------------------------------


@cache
def squatted() -> SetResult:
    squat = catalogue()["squat"]
    return track_set(squat, reference_track(squat, repetitions=2)).finish()


def test_count_score_and_every_check_of_every_repetition_can_be_judged() -> None:
    squat, result = catalogue()["squat"], squatted()
    found = findings(result, squat)
    assert found[0] == Finding(Subject.COUNT, None, None, "Repetitions", 2)
    assert found[1].app == result.score.value
    for number in (1, 2):
        assert {one.check for one in of_piece(found, number)} == {c.id for c in squat.checks}
    unseen = {one.what for one in result.not_assessed}
    for one in found[2:]:
        assert (one.app is None) == (one.title in unseen)
    assert len({one.about for one in found}) == len(found)


def test_of_a_forgotten_exercise_only_what_was_seen_can_be_judged() -> None:
    assert len(findings(squatted(), None)) == 2
    nothing = replace(squatted(), repetitions=(), not_assessed=(NotAssessed("All", "dark"),))
    assert findings(nothing, None)[0].app == 0


def test_an_answer_confirms_corrects_adds_or_removes() -> None:
    count, *_ = findings(squatted(), None)
    assert verdict_of(count, 2) is Verdict.CONFIRMED
    assert verdict_of(count, 3) is Verdict.CORRECTED
    seen = Finding(Subject.FAULT, 1, "trunk", "Trunk far forward", True)
    assert verdict_of(seen, True) is Verdict.CONFIRMED
    assert verdict_of(seen, False) is Verdict.REMOVED
    assert verdict_of(replace(seen, app=False), True) is Verdict.ADDED
    assert verdict_of(replace(seen, app=None), False) is Verdict.ADDED
    assert verdict_of(other_fault(1), True) is Verdict.ADDED
    assert other_fault(2).check == OTHER


def test_a_score_said_as_it_is_shown_is_the_apps_own() -> None:
    score = Finding(Subject.SCORE, None, None, "Score of the set", 87.4)
    assert score_as_said(score, 87) == 87.4
    assert score_as_said(score, 80) == 80.0
    assert score_as_said(replace(score, app=None), 80) == 80.0
