"""The rules of progression, one example each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.programme.model import Change, Prescription
from coach.programme.progression import (
    Decision,
    History,
    ProposalKind,
    ProposalStatus,
    decide,
    figures,
    rules,
    why_not_now,
)
from coach.programme.progression.answering import STALE, obstacle, withdrawn
from tests.progression.progression_examples import (
    CAT,
    PLANK,
    SQUAT,
    day,
    done,
    history,
    past,
    programme,
    session,
)

CALM_MORNINGS = {1: 2, 3: 2}


def of(known: History, number: int, exercise: str = "squat") -> Decision:
    (found,) = (one for one in decide(known, day(number)) if one.exercise == exercise)
    return found


def calm() -> History:
    return history(session(0, done()), session(2, done()), mornings=CALM_MORNINGS)


# More


def test_two_calm_sessions_with_good_form_and_calm_mornings_are_one_repetition_more() -> None:
    step = of(calm(), 3)
    assert step.kind is ProposalKind.STEP_UP
    assert step.raises_load
    assert step.change == Change(exercise="squat", field="repetitions", old=8, new=9)
    assert step.sentence == (
        "Two calm sessions with good form: one repetition more of squat from your next session."
    )
    assert step.evidence["pain"] == [2, 2]
    assert step.evidence["next_day"] == [0.0, 0.0]


def test_the_morning_after_is_waited_for() -> None:
    step = of(calm(), 2)
    assert (step.kind, step.rule) == (ProposalKind.HOLD, "morning_awaited")
    assert "Tell me tomorrow morning" in step.sentence


def test_a_morning_told_a_day_late_counts_and_one_much_later_does_not() -> None:
    late = history(session(0, done()), session(2, done()), mornings={1: 2, 4: 2})
    assert of(late, 4).kind is ProposalKind.STEP_UP
    never = history(session(0, done()), session(2, done()), mornings={1: 2, 6: 2})
    assert of(never, 6).rule == "morning_awaited"


def test_one_calm_session_is_not_enough() -> None:
    assert of(history(session(0, done()), mornings={1: 2}), 1).rule == "one_more_calm"


def test_without_a_score_of_form_it_is_said() -> None:
    unseen = done(form=None)
    step = of(history(session(0, unseen), session(2, unseen), mornings=CALM_MORNINGS), 3)
    assert step.kind is ProposalKind.STEP_UP
    assert "Your form was not scored every time" in step.sentence
    assert "good form" not in step.sentence


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (done(pain=4), "pain_acceptable"),
        (done(pain=5, effort=7), "stopped"),  # 3 more than before the session
        (done(form=74.0), "form_building"),
        (done(form=60.0), "form_building"),
        (done(effort=7), "effort"),
        (done(share=0.89), "partly_done"),
        (done(pain=None), "not_told"),
        (done(effort=None), "not_told"),
    ],
)
def test_whatever_is_not_calm_holds(item: object, rule: str) -> None:
    known = history(session(0, done()), session(2, item), mornings=CALM_MORNINGS)  # type: ignore[arg-type]
    held = of(known, 3)
    assert (held.kind, held.rule) == (ProposalKind.HOLD, rule)
    assert held.change is None
    # and the session before must have been calm as well
    known = history(session(0, item), session(2, done()), mornings=CALM_MORNINGS)  # type: ignore[arg-type]
    assert of(known, 3).kind is ProposalKind.HOLD


def test_a_large_dose_grows_by_a_tenth() -> None:
    many = SQUAT.model_copy(update={"repetitions": 40})
    plan = programme([many])
    known = history(
        session(0, done(many)), session(2, done(many)), mornings=CALM_MORNINGS, plan=plan
    )
    rung = replace(known.rungs["squat"], most_repetitions=60)
    step = of(replace(known, rungs={"squat": rung}), 3)
    assert step.change == Change(exercise="squat", field="repetitions", old=40, new=44)


@pytest.mark.parametrize(
    ("line", "field", "new"),
    [
        (Prescription(exercise="squat", repetitions=12, hold_s=5.0), "hold_s", 6.0),
        (Prescription(exercise="squat", repetitions=12, target_deg=60.0), "target_deg", 66.0),
        (Prescription(exercise="squat", repetitions=12, load_kg=2.0), "load_kg", 2.5),
        (Prescription(exercise="squat", repetitions=12), "exercise", "lunge"),
        (Prescription(exercise="squat", repetitions=12, load_kg=10.0), "exercise", "lunge"),
    ],
)
def test_repetitions_then_hold_then_range_then_load_then_a_harder_exercise(
    line: Prescription, field: str, new: float | str
) -> None:
    known = history(
        session(0, done(line)),
        session(2, done(line)),
        mornings=CALM_MORNINGS,
        plan=programme([line]),
    )
    rung = replace(known.rungs["squat"], most_hold_s=8.0, most_target_deg=90.0)
    step = of(replace(known, rungs={**known.rungs, "squat": rung}), 3)
    assert step.change is not None
    assert (step.change.field, step.change.new) == (field, new)


def test_a_harder_exercise_is_told_by_its_name() -> None:
    line = SQUAT.model_copy(update={"repetitions": 12})
    known = history(
        session(0, done(line)),
        session(2, done(line)),
        mornings=CALM_MORNINGS,
        plan=programme([line]),
    )
    assert "lunge takes the place of squat" in of(known, 3).sentence


def test_when_all_is_reached_it_is_kept() -> None:
    line = CAT.model_copy(update={"repetitions": 10})
    known = history(
        session(0, done(line)),
        session(2, done(line)),
        mornings=CALM_MORNINGS,
        plan=programme([line]),
    )
    assert of(known, 3, "cat_camel").rule == "all_reached"


def test_what_the_therapist_fixed_stays() -> None:
    line = SQUAT.model_copy(update={"fixed": True})
    known = history(
        session(0, done(line, pain=8)), session(2, done(line, pain=9)), plan=programme([line])
    )
    assert of(known, 2).rule == "therapist"


# One at a time


def test_of_two_exercises_that_are_ready_one_gets_more() -> None:
    items = (done(), done(PLANK, place=2))
    known = history(session(0, *items), session(2, *items), mornings=CALM_MORNINGS)
    assert of(known, 3).kind is ProposalKind.STEP_UP
    assert of(known, 3, "plank").rule == "later_waits"

    raised = past(of(known, 3), ProposalStatus.ACCEPTED, answered=-3)
    known = replace(known, decisions=(raised,))
    assert of(known, 3).rule == "later_waits"
    assert of(known, 3, "plank").kind is ProposalKind.STEP_UP


def test_while_a_step_waits_for_an_answer_no_other_is_proposed() -> None:
    known = calm()
    waits = past(of(known, 3), ProposalStatus.WAITING)
    assert not any(one.raises_load for one in decide(replace(known, decisions=(waits,)), day(3)))


def test_after_a_step_its_session_comes_first() -> None:
    known = calm()
    raised = past(replace(of(known, 3), exercise="plank"), ProposalStatus.ACCEPTED, answered=3)
    known = replace(known, decisions=(raised,))
    assert of(known, 3).rule == "later_one_at_a_time"
    later = replace(known, sessions=(*known.sessions, session(4, done())))
    later = replace(later, mornings={**known.mornings, day(5): 2})
    assert of(later, 5).kind is ProposalKind.STEP_UP


def test_after_a_refusal_two_more_calm_sessions_are_needed() -> None:
    known = calm()
    refused = past(of(known, 3), ProposalStatus.REJECTED, answered=3)
    assert of(replace(known, decisions=(refused,)), 3).rule == "one_more_calm"


def test_a_week_that_brings_something_new_gets_a_session_first() -> None:
    plan = programme([SQUAT])
    more = plan.weeks[1].model_copy(update={"prescriptions": (SQUAT, PLANK)})
    plan = plan.model_copy(update={"weeks": (plan.weeks[0], more, *plan.weeks[2:])})
    known = history(session(4, done()), session(6, done()), mornings={5: 2, 7: 2}, plan=plan)
    assert of(known, 7).rule == "later_new_week"


# Less


def test_pain_above_five_twice_is_a_step_down() -> None:
    step = of(history(session(0, done(pain=6)), session(2, done(pain=7))), 2)
    assert step.kind is ProposalKind.STEP_DOWN
    assert not step.raises_load
    assert step.change == Change(exercise="squat", field="repetitions", old=8, new=6)
    assert step.sentence == (
        "It hurt 7 and 6 out of 10 the last two times: two repetitions less of squat. "
        "We build up again from there."
    )


def test_pain_above_five_once_holds() -> None:
    held = of(history(session(0, done()), session(2, done(pain=7))), 2)
    assert held.rule == "stopped"


def test_a_sore_next_morning_twice_is_a_step_down_for_what_is_not_gentle() -> None:
    items = (done(), done(CAT, place=2))
    known = history(session(0, *items), session(2, *items), mornings={1: 4, 3: 5})
    assert of(known, 3).rule == "next_day_twice"
    assert of(known, 3, "cat_camel").kind is ProposalKind.HOLD


def test_weak_form_twice_is_a_step_down() -> None:
    known = history(session(0, done(form=55.0)), session(2, done(form=59.0)))
    assert of(known, 2).rule == "form_twice"


def test_an_effort_of_eight_is_a_step_down_at_once() -> None:
    step = of(history(session(0, done(effort=8))), 0)
    assert (step.rule, step.kind) == ("hard_effort", ProposalKind.STEP_DOWN)


def test_after_a_step_down_the_old_times_no_longer_count() -> None:
    known = history(session(0, done(pain=6)), session(2, done(pain=7)))
    eased = past(of(known, 2))
    assert of(replace(known, decisions=(eased,)), 2).kind is ProposalKind.HOLD
    again = replace(
        known,
        sessions=(*known.sessions, session(4, done(pain=6))),
        decisions=(eased,),
    )
    assert of(again, 4).rule == "stopped"


def test_below_half_of_the_first_dose_an_easier_exercise_takes_the_place() -> None:
    least = SQUAT.model_copy(update={"repetitions": 4})
    known = history(
        session(0, done(least, pain=6)), session(2, done(least, pain=6)), plan=programme([least])
    )
    step = of(known, 2)
    assert step.change == Change(
        exercise="squat", field="exercise", old="squat", new="sit_to_stand"
    )
    assert "sit to stand takes the place of squat for now" in step.sentence


def test_when_nothing_is_easier_it_is_said() -> None:
    least = CAT.model_copy(update={"repetitions": 4})
    known = history(
        session(0, done(least, pain=6)), session(2, done(least, pain=6)), plan=programme([least])
    )
    held = of(known, 2, "cat_camel")
    assert (held.kind, held.change) == (ProposalKind.HOLD, None)
    assert "your therapist" in held.sentence


# Days without more


def test_a_morning_two_above_the_usual_is_an_easy_day() -> None:
    known = replace(calm(), mornings={day(1): 2, day(3): 4})
    rest, squat = decide(known, day(3))
    assert rest.kind is ProposalKind.REST_DAY
    assert "at 4 this morning, and 2 is usual" in rest.sentence
    assert squat.kind is ProposalKind.HOLD


def test_a_day_that_is_not_usual_is_told_in_a_sentence() -> None:
    known = history(session(0, done()), mornings={1: 2}, pains={1: 7})
    (now, squat) = decide(known, day(1))
    assert (now.kind, now.rule) == (ProposalKind.REST_DAY, "pain_today")
    assert "You told a pain of 7 today" in now.sentence
    (later, squat) = decide(known, day(2))
    assert (later.kind, later.rule, later.exercise) == (ProposalKind.HOLD, "pain_before", None)
    sore = history(session(0, done()), mornings={1: 4, 2: 2})
    (repeat, squat) = decide(sore, day(2))
    assert (repeat.kind, repeat.rule) == (ProposalKind.HOLD, "repeat")
    assert "was 2 above the usual" in repeat.sentence
    assert squat.exercise == "squat"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"pains": {day(3): 6}}, "pain"),
        ({"flares": (day(3),)}, "flare"),
        ({"flares": (day(2),)}, "flare"),
        ({"mornings": {day(1): 2, day(3): 4}}, "rest_day"),
        ({}, None),
    ],
)
def test_nothing_is_added_on_a_day_that_is_not_calm(
    changes: dict[str, object], reason: str | None
) -> None:
    known = replace(calm(), **changes)  # type: ignore[arg-type]
    assert why_not_now(known, day(3)) == reason
    raised = [one for one in decide(known, day(3)) if one.raises_load]
    assert len(raised) == (1 if reason is None else 0)


def test_what_was_told_of_pain_last_is_what_counts() -> None:
    known = replace(calm(), pains={day(2): 8})
    assert why_not_now(known, day(3)) is None  # this morning is calm again


# Answers


def test_a_step_may_be_accepted_on_a_calm_day_only() -> None:
    known = calm()
    step = of(known, 3)
    assert obstacle(known, step, day(3)) is None
    sore = replace(known, pains={day(3): 7})
    assert "calmer day" in str(obstacle(sore, step, day(3)))


def test_a_step_from_a_dose_that_is_gone_is_stale() -> None:
    known = calm()
    step = of(known, 3)
    other = SQUAT.model_copy(update={"repetitions": 7})
    assert obstacle(replace(known, programme=programme([other])), step, day(3)) == STALE
    assert obstacle(replace(known, programme=programme([PLANK])), step, day(3)) == STALE


def test_a_flare_takes_back_what_waits_and_a_step_down_its_own() -> None:
    waits = past(of(calm(), 3), ProposalStatus.WAITING)
    flare = decide(history(flares=[4]), day(4))
    assert withdrawn([waits], flare) == (waits,)
    down = of(history(session(0, done(effort=9))), 0)
    assert withdrawn([waits], [down]) == (waits,)
    assert withdrawn([waits], [replace(down, exercise="plank")]) == ()


# Numbers


def test_every_number_says_what_it_means_and_where_it_is_from() -> None:
    assert set(figures()) == set(type(rules()).model_fields)
    assert all(
        one.about.endswith((".", "...")) or one.about.endswith(", ...")
        for one in figures().values()
    )
    sourced = {name for name, one in figures().items() if one.mark != "default"}
    assert sourced == {"safe_pain", "pain_limit"}
