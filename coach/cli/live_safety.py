"""The safety questions at the terminal, for whoever exercises without a browser."""

from __future__ import annotations

import sys
from typing import Final

import typer

from coach.cli.guard import CommandError
from coach.records import Log
from coach.safety import (
    THERAPIST_AGREES,
    ScreeningOutcome,
    advice,
    assess,
    may_exercise,
    questionnaire,
    stop_rules,
)

_NOT_ASKED: Final = (
    "Before the first exercise there are a few questions about your health: run this command in a "
    "terminal, or answer them in the browser with 'coach serve'."
)


class NotNowError(CommandError):
    """Somebody should see this person before they exercise; the text says who."""


def require_answers(log: Log, emergency_number: str) -> None:
    """Make sure that the safety questions are answered and that nothing speaks against a set.

    Raises:
        NotNowError: something speaks against it, or nobody is there to answer.
        StorageError: the answers can't be kept.
    """
    known = log.latest_screening()
    if known is not None and may_exercise(known.outcome, known.answers):
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NotNowError(_NOT_ASKED)
    typer.echo("Before you begin, a few questions about your health.")
    answers: dict[str, bool] = {}
    for group in questionnaire().groups:
        typer.echo(f"\n{group.title}")
        for question in group.questions:
            answers[question.id] = typer.confirm(question.text)
    outcome = assess(answers)
    words = advice(outcome, emergency_number)
    if outcome is ScreeningOutcome.REVIEW:
        typer.echo(f"\n{words.title}. {words.text}")
        answers[THERAPIST_AGREES] = typer.confirm("Has your therapist or doctor agreed?")
    log.add_screening(outcome, answers)
    if not may_exercise(outcome, answers):
        raise NotNowError(f"{words.title}: {' '.join(words.steps)}")
    typer.echo("")


def show_aftercare(emergency_number: str) -> None:
    """Say what to do after a set that pain has ended."""
    rules = stop_rules(emergency_number)
    typer.echo(f"{rules.afterwards} {_calling(emergency_number)}")


def _calling(emergency_number: str) -> str:
    rules = stop_rules(emergency_number)
    signs = " or ".join(sign for sign in rules.signs if sign in rules.call_for)
    return f"Call {emergency_number} if {signs}."
