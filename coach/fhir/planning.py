"""The plan as FHIR has it: goals, the plan with its weeks, and what each week asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from coach.fhir.codes import Coded, Json, concept
from coach.fhir.dosing import dose_extension, dose_id, dose_text, week_number, weeks
from coach.fhir.facts import Facts
from coach.fhir.from_sets import session_id
from coach.fhir.measured import Dose, outside_id
from coach.fhir.pieces import identifier, maybe, moment, reference, resource, words
from coach.programme.doing import SessionEnding, TrainingSession
from coach.programme.model import Week
from coach.records.programmes import SavedProgramme

EXERCISE: Final = Coded("doings", "exercise", "Exercise therapy")

_OWN_ACTIVITIES: Final = "psfs"


def plan_id(facts: Facts, number: int) -> UUID:
    """What a version of the plan is called outside."""
    return outside_id("plan", f"{facts.patient.id}/{number}")


def goals(facts: Facts) -> Iterator[Json]:
    """The person's own goals, and the activities that matter to them with what came of these."""
    own = facts.plan.programme.goals if facts.plan else ()
    activities = dict.fromkeys(
        words(name)
        for answer in reversed(facts.answers)
        if answer.instrument == _OWN_ACTIVITIES
        for name in answer.answers
    )
    scores = [
        reference(outside_id("total", answer.id), "Observation")
        for answer in reversed(facts.answers)
        if answer.instrument == _OWN_ACTIVITIES
    ]
    for kind, texts, outcomes in (("own", own, []), (_OWN_ACTIVITIES, activities, scores)):
        for text in dict.fromkeys(one for one in map(words, texts) if one):
            yield resource(
                "Goal",
                outside_id("goal", f"{facts.patient.id}/{kind}/{text}"),
                lifecycleStatus="active",
                category=[concept(Coded("goals", kind, _GOALS[kind]))],
                description={"text": text},
                subject=reference(facts.patient_id, "Patient"),
                expressedBy=reference(facts.patient_id, "Patient"),
                outcomeReference=outcomes,
            )


_NOTHING: Final = "Nothing of this week is in this file."

_GOALS = {"own": "Own goal", _OWN_ACTIVITIES: "Activity that matters to the person"}


def plan(facts: Facts, made: SavedProgramme, own_goals: Sequence[Json], team: UUID) -> Json:
    """The version that holds, with its weeks."""
    programme = made.programme
    author = facts.author(made.made_by)
    kind = "Patient" if author == facts.patient_id else "Practitioner"
    return resource(
        "CarePlan",
        plan_id(facts, made.number),
        identifier=identifier(plan_id(facts, made.number)),
        status="active",
        intent="plan",
        category=[concept(EXERCISE)],
        title="Programme of back exercises",
        subject=reference(facts.patient_id, "Patient"),
        period={"start": moment(programme.starts_on)},
        created=moment(made.made_at.astimezone(facts.zone)),
        author=maybe(author, kind),
        careTeam=[reference(team, "CareTeam")] if facts.carers else None,
        goal=[reference(UUID(goal["id"]), "Goal") for goal in own_goals],
        activity=[{"detail": _week(facts, made, week)} for week in weeks(made)],
        note=[{"text": words(f"Version {made.number}: {made.reason}")}],
    )


def requests(facts: Facts, made: SavedProgramme, known: Sequence[Dose]) -> Iterator[Json]:
    """What each week asks for, exercise by exercise."""
    by_id = {dose.id: dose for dose in known}
    author = facts.author(made.made_by)
    kind = "Patient" if author == facts.patient_id else "Practitioner"
    for week in weeks(made):
        for one in week.prescriptions:
            dose = by_id[dose_id(made, facts, week, one)]
            repeat: Json = {
                "boundsPeriod": _span(made, week),
                "frequency": one.days_per_week,
                "period": 1,
                "periodUnit": "wk",
            }
            if one.minutes is not None:
                repeat |= {"duration": one.minutes, "durationUnit": "min"}
            yield resource(
                "ServiceRequest",
                dose.id,
                status="active",
                intent="plan",
                category=[concept(EXERCISE)],
                code=concept(dose.exercise),
                subject=reference(facts.patient_id, "Patient"),
                basedOn=[reference(plan_id(facts, made.number), "CarePlan")],
                authoredOn=moment(made.made_at.astimezone(facts.zone)),
                requester=maybe(author, kind),
                occurrenceTiming={"repeat": repeat, "code": {"text": dose_text(dose)}},
                reasonCode=[{"text": words(one.why)}] if words(one.why) else None,
                note=[{"text": words(one.note)}] if words(one.note) else None,
                extension=[dose_extension(dose)],
            )


def sessions(facts: Facts) -> Iterator[Json]:
    """Each day's exercises as a procedure; one on which nothing was done is told as not done."""
    for session in facts.sessions:
        period = {"start": moment(session.started_at.astimezone(facts.zone))}
        if session.finished_at is not None:
            period["end"] = moment(session.finished_at.astimezone(facts.zone))
        of_plan = facts.plan is not None and facts.plan.number == session.programme
        yield resource(
            "Procedure",
            session_id(session.id),
            status=_status(session),
            category=concept(EXERCISE),
            code=concept(EXERCISE),
            subject=reference(facts.patient_id, "Patient"),
            basedOn=[reference(plan_id(facts, session.programme), "CarePlan")] if of_plan else None,
            performedPeriod=period,
            performer=[{"actor": reference(facts.patient_id, "Patient")}],
        )


def treatments(facts: Facts) -> Iterator[Json]:
    """What was done for the person at the clinic or elsewhere."""
    for one in facts.treatments:
        yield resource(
            "Procedure",
            outside_id("treatment", one.id),
            status="completed",
            code=concept(Coded("treatments", one.kind, one.kind.replace("_", " ").capitalize())),
            subject=reference(facts.patient_id, "Patient"),
            performedDateTime=moment(one.day),
            recorder=maybe(
                facts.author(one.recorded_by),
                "Patient" if one.recorded_by == facts.patient.id else "Practitioner",
            ),
        )


def _status(session: TrainingSession) -> str:
    if session.ended is None:
        return "in-progress" if session.was_done else "preparation"
    if not session.was_done:
        return "not-done"
    return "completed" if session.ended is SessionEnding.DONE else "stopped"


def _week(facts: Facts, made: SavedProgramme, week: Week) -> Json:
    low, high = week.effort
    status = _week_status(facts, made, week)
    return {
        "kind": "ServiceRequest",
        "code": concept(Coded("phases", week.phase.value, week.title)),
        "status": status,
        **({"statusReason": {"text": _NOTHING}} if status == "unknown" else {}),
        "scheduledPeriod": _span(made, week),
        "description": (
            f"{words(week.aim).rstrip('.')}. {week.sessions} days a week, "
            f"about {week.minutes} minutes, effort {low} to {high} of 10."
        ),
    }


def _week_status(facts: Facts, made: SavedProgramme, week: Week) -> str:
    first, last = _days(made, week)
    if facts.today < first:
        return "not-started"
    if last is None or facts.today <= last:
        return "in-progress"
    done = any(one.was_done and first <= one.day <= last for one in facts.sessions)
    return "completed" if done else "unknown"


def _span(made: SavedProgramme, week: Week) -> Json:
    first, last = _days(made, week)
    return {"start": moment(first), **({} if last is None else {"end": moment(last)})}


def _days(made: SavedProgramme, week: Week) -> tuple[date, date | None]:
    starts = made.programme.starts_on
    number = week_number(made, week)
    if number is None:
        return starts + timedelta(weeks=len(made.programme.weeks)), None
    first = starts + timedelta(weeks=number - 1)
    return first, first + timedelta(days=6)
