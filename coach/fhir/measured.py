"""What is taken along, as plain numbers: before it becomes FHIR, and after it was read back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from coach.fhir.codes import Coded, measure, unit_of

_NAMESPACE: Final = UUID("5f4a7c1e-8d0b-5b7a-9a3e-2c6d1f0e8b94")


class Origin(StrEnum):
    """Who a number comes from: the program, the person, or a therapist."""

    MACHINE = "machine"
    TOLD = "told"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Value:
    """One value; None was not assessed. A number is in ``unit`` as the product writes it."""

    measure: Coded
    amount: float | bool | Coded | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """An observation: what was seen, told or judged at one time.

    ``at`` is a moment with its zone, or a day; ``until`` the end of what lasted. ``values`` begin
    with the one that the whole is about, if its measure is ``what``. ``engine`` is the version of
    what measured it, ``author`` who told or judged it; both as they are called outside.
    """

    id: UUID
    kind: str
    what: Coded
    at: datetime | date
    origin: Origin
    values: tuple[Value, ...]
    until: datetime | None = None
    issued: datetime | None = None
    part_of: UUID | None = None
    derived_from: tuple[UUID, ...] = ()
    engine: str | None = None
    author: UUID | None = None
    note: str = ""

    def number(self, code: str) -> float | None:
        """A number by the code of its measure; None if there is none, or it was not assessed."""
        for one in self.values:
            if one.measure.code == code and isinstance(one.amount, int | float):
                return float(one.amount)
        return None


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of an exercise a week asks for; ``week`` is None for what comes after the last."""

    id: UUID
    week: int | None
    exercise: Coded
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A questionnaire as it was answered: a number or a yes or no for each item."""

    id: UUID
    instrument: str
    at: datetime
    answers: Mapping[str, float | bool | None]
    author: UUID | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything that can be counted in what is taken along, in the order of its ids."""

    measured: tuple[Measured, ...] = ()
    doses: tuple[Dose, ...] = ()
    answered: tuple[Answered, ...] = ()


def outside_id(kind: str, known: object) -> UUID:
    """What something kept here is called outside: always the same, and nobody can tell it back."""
    return uuid5(_NAMESPACE, f"{kind}:{known}")


def number(code: str, amount: float | None) -> Value:
    """A value of a measure that ``codes.toml`` knows, in its unit.

    Raises:
        KeyError: there is no such measure.
    """
    return valued(measure(code), amount, unit_of(code))


def valued(of: Coded, amount: float | None, unit: str) -> Value:
    """A number in a unit; what was not assessed, or is not a finite number, has none."""
    if amount is None or not math.isfinite(amount):
        return Value(of, None)
    return Value(of, float(amount), unit)


def about(values: Sequence[Value], otherwise: Coded) -> Coded:
    """What an observation is about: the pain, which others look for by its code, if it was told."""
    return values[0].measure if values and values[0].measure.code == "pain" else otherwise


def chosen(code: str, system: str, choice: str, display: str = "") -> Value:
    """A word as the value of a measure.

    Raises:
        KeyError: there is no such measure.
    """
    said = display or choice.replace("_", " ").capitalize()
    return Value(measure(code), Coded(system, choice, said))
