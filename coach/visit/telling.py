"""What a visit tells the therapist, and what it changes of the safety questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coach.body import area_names, below_knee
from coach.instruments import find_instrument, needs_a_person
from coach.records.alerts import Alerts
from coach.records.care import Care
from coach.records.care_entries import AlertLevel
from coach.records.entries import Screening
from coach.safety import THERAPIST_AGREES, ScreeningOutcome, assess, questionnaire

BELOW_KNEE: Final = "pain_below_knee"
"""The safety question that a mark below the knee answers."""

_LEVELS: Final = {
    ScreeningOutcome.EMERGENCY: AlertLevel.NOW,
    ScreeningOutcome.TODAY: AlertLevel.NOW,
    ScreeningOutcome.REVIEW: AlertLevel.DAY,
}


def tell_screening(care: Care, screening: Screening) -> None:
    """Tell the therapist what the safety questions came to; told once for each time of answering.

    Raises:
        StorageError: it can't be kept.
    """
    level = _LEVELS.get(screening.outcome)
    if level is None or screening.answers.get(THERAPIST_AGREES):
        return
    yes = [one.text for one in questionnaire().questions if screening.answers.get(one.id)]
    care.book(Alerts).tell(
        "safety",
        level,
        f"Safety questions answered with yes: {' '.join(yes)}",
        f"safety:{screening.answered_at.isoformat()}",
    )


def tell_areas(care: Care, marked: Iterable[str]) -> tuple[str, ...]:
    """Let marks below the knee answer the safety question about it, and tell the therapist.

    The areas below the knee. Where the question was answered with no, the marks count as yes: the
    therapist's agreement to exercise is asked for anew.

    Raises:
        StorageError: it can't be kept.
    """
    found = below_knee(marked)
    last = care.log.latest_screening()
    if not found or last is None or last.answers.get(BELOW_KNEE):
        return found
    answers = {**last.answers, BELOW_KNEE: True}
    answers.pop(THERAPIST_AGREES, None)
    if any(question.id not in answers for question in questionnaire().questions):
        return found  # the questions have changed since, so all are asked again
    care.log.add_screening(assess(answers), answers)
    care.book(Alerts).tell(
        "leg_symptoms",
        AlertLevel.DAY,
        f"Marked on the body chart: {', '.join(area_names(found))}.",
        f"leg:{care.today().isoformat()}",
    )
    return found


def tell_total(care: Care, instrument: str, total: float | None) -> None:
    """Tell the therapist of a total that calls for a talk with a person.

    Raises:
        StorageError: it can't be kept.
    """
    if needs_a_person(instrument, total) is None or total is None:
        return
    name = find_instrument(instrument).name
    care.book(Alerts).tell(
        "talk",
        AlertLevel.DAY,
        f"{name}: {total:g} points. A talk was advised.",
        f"talk:{instrument}:{care.today().isoformat()}",
    )
