"""The sentences of a report."""

from __future__ import annotations

from statistics import fmean
from typing import Final, Literal

from coach.instruments.comparing import figure
from coach.reporting.facts import Facts
from coach.reporting.words import count, span_words

PATIENT_WORDS: Final = {
    "foot": "Back Coach coaches exercises and keeps figures. It makes no diagnosis.",
    "nothing": (
        "There is nothing to tell of this time yet, and that is fine: every course begins with a "
        "first page. After the first exercises or the first line in the diary it fills by itself."
    ),
    "later": (
        "Pain, day by day, from the diary\n"
        "Daily life, from the questionnaires of the check-ins\n"
        "Range and form, from the sets before the camera\n"
        "Days of exercise, beside those of the plan\n"
        "Goals, and how near they are"
    ),
}

_FOR_ALL: Final = (
    "Only what is more than measuring, and more than one day differs from another, is called a "
    "change.",
    "Pain may go up and down while a back gets stronger. More pain for a day is usual.",
)
_PATIENT: Final = (
    *_FOR_ALL,
    "Show these pages to your therapist or doctor if you like. They are yours.",
)
_DOCTOR: Final = (
    "Pain, sleep, effort and goals are the patient's own words, on scales of 0 to 10.",
    "Repetitions, range and form come from one camera and a pose model, without markers. Angles "
    "are estimates in the plane of the picture; they can't replace a goniometer.",
    "The camera sees the trunk between shoulders and hips, never the curve of the spine.",
    "What could not be seen well enough was not assessed: it is missing here, not zero.",
    "A change of a questionnaire is called one from the published minimal change on; of range and "
    "form when the medians of two weeks differ by more than their spread and a fixed least "
    "amount, an engineering default.",
    "This report describes. It holds no diagnosis and recommends no treatment.",
)


def opening(facts: Facts, edition: Literal["patient", "doctor"]) -> str:
    """What the report begins with."""
    if facts.nothing:
        return PATIENT_WORDS["nothing"]
    span = span_words(facts.since, facts.until)
    if edition == "doctor":
        return (
            f"Course of a back-exercise programme, {span}, as kept by the patient and the camera."
        )
    done, planned = facts.done()
    days = facts.figures.active_days
    if planned and done:
        return (
            f"You exercised on {done} of {count(planned, 'planned day')}. Every one of them counts."
        )
    if days:
        return f"You exercised on {count(days, 'day')}. Every one of them counts."
    return "Here is what you noted. The exercises can begin whenever it suits you."


def pain_words(facts: Facts, edition: Literal["patient", "doctor"]) -> list[str]:
    """Average, highest, and the days before; or that none was noted."""
    week = facts.figures
    if week.pain is None:
        return ["No pain was noted in this time."]
    days = len({line.day for line in facts.lines if line.pain is not None})
    text = (
        f"{figure(week.pain)} of 10 on average, {week.worst_pain} at most, noted on "
        f"{count(days, 'day')}."
    )
    lines = [text]
    earlier = [line.pain for line in facts.before if line.pain is not None]
    if earlier:
        lines.append(f"In as many days before it was {figure(fmean(earlier))}.")
    if week.morning_pain is not None and edition == "doctor":
        lines.append(f"In the morning {figure(week.morning_pain)} on average.")
    if week.sleep_h is not None:
        lines.append(f"Sleep: {figure(week.sleep_h)} hours a night on average.")
    return lines


def limits(edition: Literal["patient", "doctor"]) -> tuple[str, ...]:
    """How the figures came about, and what they can't tell."""
    return _PATIENT if edition == "patient" else _DOCTOR
