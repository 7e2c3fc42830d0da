"""From the answers of a first visit to what it came to, and to a summary in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from coach.body import area_names
from coach.programme.model import Irritability
from coach.visit.questions import questions
from coach.visit.rules import cautions, irritability
from coach.visit.steps import Walk
from coach.visit.visit import Visit

_EASE: Final = {
    Irritability.HIGH: "Your back is easily stirred up at the moment, so we begin very gently.",
    Irritability.MEDIUM: "Your back can be stirred up, so we begin gently and build up.",
    Irritability.LOW: "Your back settles well, so we can begin with a little more.",
}
_USUAL_DAYS: Final = 4
_USUAL_MINUTES: Final = 20


def conclude(walk: Walk, screening: Mapping[str, bool]) -> Visit:
    """What the visit came to; ``screening`` are the answers to the safety questions.

    Raises:
        DataFileError: a rule's file can't be used.
    """
    history, health, outlook = walk.of("history"), walk.of("health"), walk.of("outlook")
    pain = walk.of("pain")
    usual = _whole(pain.get("average"))
    areas = _texts(walk.of("where").get("areas"))
    work = health.get("work")
    return Visit(
        irritability=irritability(
            usual, str(history.get("stirs", "")), str(history.get("settles", ""))
        ),
        usual_pain=usual,
        worst_pain=max(usual, _whole(pain.get("worst"))),
        areas=areas,
        activities=tuple(walk.of("activities")),
        goals=_texts(outlook.get("goals")),
        cautions=cautions(_texts(health.get("cautions")), screening, areas),
        confidence=None if outlook.get("confidence") is None else _whole(outlook["confidence"]),
        fear=str(outlook.get("fear") or ""),
        days_per_week=_whole(outlook.get("days"), _USUAL_DAYS),
        minutes=_whole(outlook.get("minutes"), _USUAL_MINUTES),
        works=None if work is None else work in ("usual", "changed"),
        began_on=walk.began_on,
    )


def summary(visit: Visit, walk: Walk) -> list[str]:
    """The visit in sentences, as one would say it to the person.

    Raises:
        DataFileError: a file of words can't be used.
    """
    said = {
        question.id: question.said(walk.of(question.step).get(question.id))
        for question in questions()
    }
    lines = []
    if visit.areas:
        lines.append(f"It hurts here: {_listed(area_names(visit.areas))}.")
    lines.append(
        f"On average your pain is {visit.usual_pain} of 10, at its worst {visit.worst_pain} of 10."
    )
    if said.get("worse"):
        lines.append(f"What stirs it up: {_lower(said['worse'])}.")
    if said.get("better"):
        lines.append(f"What eases it: {_lower(said['better'])}.")
    lines.append(_EASE[visit.irritability])
    if visit.activities:
        lines.append(f"You want to do these more easily: {_listed(visit.activities)}.")
    if visit.goals:
        lines.append(f"Your goals: {'; '.join(visit.goals)}.")
    if said.get("cautions"):
        lines.append(f"Your exercises will fit this: {_lower(said['cautions'])}.")
    if visit.confidence is not None:
        lines.append(f"How sure you are of moving well: {visit.confidence} of 10.")
    days = "1 day" if visit.days_per_week == 1 else f"{visit.days_per_week} days"
    lines.append(f"{days} a week, about {visit.minutes} minutes each, is realistic for you.")
    return lines


def _whole(value: object, otherwise: int = 0) -> int:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value)
    return otherwise


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(str(one).strip() for one in value if str(one).strip())


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _lower(words: Sequence[str]) -> str:
    return ", ".join(one if one.startswith("I ") else one[:1].lower() + one[1:] for one in words)
