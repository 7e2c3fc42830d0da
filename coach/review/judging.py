"""What of a set can be judged, with the app's own answer, and what a therapist's answer means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from coach.engine.exercise import Exercise
from coach.engine.results import FaultSeen, SetResult
from coach.records.care_entries import Subject, Verdict

OTHER: Final = "other"
"""The check of a fault that the exercise does not look for: the reason says what it is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the app found, or looked for and did not find.

    ``app`` is a number for a count, true or false for a fault, 0..100 for a score; None is what the
    app could not assess. ``repetition`` is the number of a repetition or hold, None is the set.
    """

    subject: Subject
    repetition: int | None
    check: str | None
    title: str
    app: int | float | bool | None

    @property
    def about(self) -> tuple[Subject, int | None, str | None]:
        """What it is about, as a judgement on it has it."""
        return self.subject, self.repetition, self.check


def findings(result: SetResult, exercise: Exercise | None) -> tuple[Finding, ...]:
    """Everything of a set that can be judged: its count, its score, and each piece's faults.

    Of an exercise that is not known any more, only the faults that were seen can be judged.
    """
    return tuple(_findings(result, exercise))


def of_piece(found: tuple[Finding, ...], number: int) -> tuple[Finding, ...]:
    """The findings about one repetition or hold."""
    return tuple(one for one in found if one.repetition == number)


def other_fault(number: int) -> Finding:
    """A fault that the app does not look for, in one repetition or hold."""
    return Finding(Subject.FAULT, number, OTHER, "Something else", False)


def verdict_of(finding: Finding, value: object) -> Verdict:
    """What it means that the therapist says ``value`` where the app found this."""
    if finding.app is None:
        return Verdict.ADDED
    if value == finding.app:
        return Verdict.CONFIRMED
    if finding.subject is Subject.FAULT:
        return Verdict.ADDED if value else Verdict.REMOVED
    return Verdict.CORRECTED


def score_as_said(finding: Finding, said: int) -> float:
    """The therapist's score; said as it is shown, it is the app's own, with its decimals."""
    shown = None if finding.app is None else round(float(finding.app))
    return float(finding.app) if finding.app is not None and said == shown else float(said)


def _findings(result: SetResult, exercise: Exercise | None) -> Iterator[Finding]:
    noun = "Holds" if result.holds else "Repetitions"
    count = len(result.holds) or len(result.repetitions)
    yield Finding(Subject.COUNT, None, None, noun, count)
    yield Finding(Subject.SCORE, None, None, "Score of the set", result.score.value)
    unseen = {one.what for one in result.not_assessed}
    titles = {fault.check: fault.title for fault in result.faults}
    if exercise is not None:
        titles = {check.id: check.title for check in exercise.checks} | titles
    for number, faults in _pieces(result):
        seen = {fault.check for fault in faults}
        for check, title in titles.items():
            app = None if title in unseen and check not in seen else check in seen
            yield Finding(Subject.FAULT, number, check, title, app)


def _pieces(result: SetResult) -> list[tuple[int, tuple[FaultSeen, ...]]]:
    if result.holds:
        return [(number, hold.faults) for number, hold in enumerate(result.holds, start=1)]
    return [(rep.number, rep.faults) for rep in result.repetitions]
