"""Decisions in one kind, plain sentence with the figures that led to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.programme.model import Change
from coach.programme.progression.history import History

NEXT_DAY_TWICE: Final = "It was still felt on the morning after, twice"
MORNING_AWAITED: Final = (
    "That went well. Tell me tomorrow morning how your back is: then we see about the next step."
)

_UNITS: Final = {
    "sets": ("set", "sets"),
    "repetitions": ("repetition", "repetitions"),
    "hold_s": ("second of hold", "seconds of hold"),
    "minutes": ("minute", "minutes"),
    "load_kg": ("kilogram", "kilograms"),
    "target_deg": ("degree of movement", "degrees of movement"),
}
_COUNTS: Final = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}


def more(history: History, change: Change, sessions: int, *, form_seen: bool) -> str:
    """A step up."""
    calm = f"{_count(sessions).capitalize()} calm sessions"
    why = f"{calm} with good form" if form_seen else f"{calm}, and calm mornings after them"
    if change.field == "exercise":
        step = f"{history.name(str(change.new))} takes the place of {_exercise(history, change)}"
    else:
        step = f"{_difference(change)} more of {_exercise(history, change)}"
    note = "" if form_seen else " Your form was not scored every time: go by how it feels."
    return f"{why}: {step} from your next session.{note}"


def easier(history: History, change: Change, because: str, rests: bool) -> str:
    """A step down."""
    name = _exercise(history, change)
    if change.field != "exercise":
        return f"{because}: {_difference(change)} less of {name}. We build up again from there."
    other = history.name(str(change.new))
    if rests:
        return f"{because}: {name} has a rest, and {other} stays in your plan."
    return f"{because}: {other} takes the place of {name} for now."


def fixed(name: str) -> str:
    """The therapist decides."""
    return f"Your therapist has set how much {name} you do, so that stays as it is."


def at_the_least(name: str, because: str) -> str:
    """Nothing is easier."""
    return (
        f"{because}: {name} stays small. Leave it out on days when it does not feel right, and "
        "talk it over with your therapist."
    )


def not_told(name: str) -> str:
    """A feeling is missing."""
    return f"Same again for {name}: tell me next time how it felt, then I can suggest more."


def stopped(name: str, pain: int) -> str:
    """It hurt too much once."""
    return (
        f"{name[:1].upper()}{name[1:]} cost a pain of {pain}, so that was enough of it: next time "
        "the same or less, as it feels right."
    )


def acceptable(pain: int) -> str:
    """Pain 4 to 5."""
    return f"A pain of {pain} is all right, and a sign to stay at this dose for now."


def building(form: float) -> str:
    """Form below good."""
    return f"Your form is building, {form:.0f} of 100: the same dose once more."


def effort(effort_told: int) -> str:
    """Quite hard."""
    return f"It was quite an effort, {effort_told} of 10: the same dose once more."


def partly(share: float) -> str:
    """Not all was done."""
    return f"You did {100 * share:.0f} % of it today: the same dose next time, at your own pace."


def next_day(name: str) -> str:
    """A morning that felt it."""
    return f"Your back noticed it on the next morning: the same dose of {name} once more."


def one_more_calm(name: str) -> str:
    """Only one calm session so far."""
    return f"That was calm: one more session like this, and there is a next step for {name}."


def all_reached(name: str) -> str:
    """Nothing above."""
    return f"You do the whole dose of {name}: keep it, it serves you well."


def pain_twice(pains: Sequence[int | None]) -> str:
    """Stopped by pain twice."""
    return f"It hurt {_figures(pains)} out of 10 the last two times"


def form_twice(forms: Sequence[float | None]) -> str:
    """Form low twice."""
    return f"The movement was hard to do well, {_figures(forms)} of 100 the last two times"


def hard_effort(effort_told: int) -> str:
    """Very hard."""
    return f"It was very hard, {effort_told} of 10"


def _figures(values: Sequence[float | None]) -> str:
    return " and ".join(f"{value:.0f}" for value in values if value is not None)


def _exercise(history: History, change: Change) -> str:
    return history.name(str(change.exercise))


def _difference(change: Change) -> str:
    step = abs(float(str(change.new)) - float(str(change.old)))
    one, many = _UNITS.get(change.field, (change.field, change.field))
    return f"{_count(step)} {one if step == 1 else many}"


def _count(step: float) -> str:
    return _COUNTS.get(round(step), f"{step:g}") if step == round(step) else f"{step:g}"
