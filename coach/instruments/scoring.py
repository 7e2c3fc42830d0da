"""What answers add up to; with too few of them there is no total rather than a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from coach.instruments.model import Instrument
from coach.instruments.shelf import find_instrument
from poses.errors import UserFacingError

TOTAL: Final = "total"
"""The one answer of an instrument whose total was typed in."""


class AnswerError(UserFacingError):
    """An answer is not one of those that there are."""


@dataclass(frozen=True, slots=True)
class Score:
    """The total, None where it can't be told, and the items that have no answer."""

    total: float | None
    missing: tuple[str, ...] = ()


def score(instrument: str, answers: Mapping[str, object]) -> Score:
    """The total of these answers, by item id (or by the person's own words).

    Raises:
        UnknownInstrumentError: there is no such instrument.
        AnswerError: an answer is out of range or belongs to no item; the text says which.
    """
    return score_of(find_instrument(instrument), answers)


def score_of(instrument: Instrument, answers: Mapping[str, object]) -> Score:
    """The same for an instrument at hand.

    Raises:
        AnswerError: an answer is out of range or belongs to no item.
    """
    if instrument.typed:
        return Score(check_total(instrument, answers.get(TOTAL)))
    names = _names(instrument, answers)
    if instrument.rule == "count":
        return Score(float(sum(_ticked(instrument, name, answers.get(name)) for name in names)))
    given = {name: _value(instrument, name, answers.get(name)) for name in names}
    known = {name: value for name, value in given.items() if value is not None}
    missing = tuple(name for name in names if name not in known)
    return Score(_total(instrument, names, known), missing)


def check_total(instrument: Instrument, total: object) -> float:
    """A total that somebody typed.

    Raises:
        AnswerError: it is no number, or beyond the instrument's range.
    """
    low, high = instrument.total_low, instrument.total_high
    wanted = f"{instrument.name}: a number from {low:g} to {high:g} is needed."
    if isinstance(total, bool) or not isinstance(total, int | float):
        raise AnswerError(wanted)
    if not low <= total <= high or (instrument.whole and total != round(total)):
        raise AnswerError(wanted)
    return float(total)


def _names(instrument: Instrument, answers: Mapping[str, object]) -> list[str]:
    if instrument.own is not None:
        most = instrument.own.at_most
        if len(answers) > most:
            raise AnswerError(f"{instrument.name}: {most} are the most that can be kept.")
        return list(answers)
    names = [item.id for item in instrument.items]
    strange = sorted(set(answers) - set(names))
    if strange:
        raise AnswerError(f"{instrument.name} has no item '{strange[0]}'.")
    return names


def _value(instrument: Instrument, name: str, answer: object) -> float | None:
    if answer is None:
        return None
    low, high = instrument.low, instrument.high
    if isinstance(answer, int | float) and not isinstance(answer, bool) and low <= answer <= high:
        return float(answer)
    raise AnswerError(f"{instrument.name}, '{name}': a number from {low} to {high} is needed.")


def _ticked(instrument: Instrument, name: str, answer: object) -> bool:
    if answer is None:
        return False
    if not isinstance(answer, bool):
        raise AnswerError(f"{instrument.name}, '{name}': it is ticked or it is not.")
    return answer


def _total(instrument: Instrument, names: list[str], known: Mapping[str, float]) -> float | None:
    if instrument.rule == "item":
        assert instrument.main is not None
        return known.get(instrument.main)
    least = instrument.own.at_least if instrument.own else 1
    share = instrument.answered_share.value if instrument.answered_share else 1.0
    if len(names) < least or len(known) < share * len(names) - 1e-9 or not known:
        return None
    mean = sum(known.values()) / len(known)
    if instrument.rule == "mean":
        return mean
    if instrument.rule == "percent":
        return 100.0 * mean / instrument.high
    return mean * len(names)
