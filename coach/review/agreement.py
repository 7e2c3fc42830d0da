"""How far two agree who judge the same: exact agreement and Cohen's kappa, with intervals.

Kappa is Cohen's of 1960; for answers in an order it is weighted by the squares of their distance
(Cohen 1968). Its standard error is that of Fleiss, Cohen and Everitt (1969), for many judgements.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Annotated, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from coach.datafile import read_toml
from coach.review.agreement_interval import Interval, wilson

Array = NDArray[np.float64]
AnswerT = TypeVar("AnswerT", bound=Hashable)
Pair = tuple[AnswerT, AnswerT]
"""What the app found, and what the therapist says."""


class AgreementRules(BaseModel):
    """How many judgements it takes, and the width of intervals in standard deviations."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least: Annotated[int, Field(ge=2)]
    least_of_each: Annotated[int, Field(ge=1)]
    z: Annotated[float, Field(gt=0)]


@cache
def agreement_rules() -> AgreementRules:
    """The rules that come with the program.

    Raises:
        DataFileError: their file can't be used.
    """
    return read_toml(AgreementRules, resources.files("coach.review").joinpath("agreement.toml"))


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance: 1 is perfect, 0 what chance would give, -1 at the least.

    ``interval`` is None where every judgement agrees: the formula knows no error then.
    """

    value: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of ``n`` judgements the share (0..1) that is exactly the same; None of too few.

    ``why_no_share`` and ``why_no_kappa`` are sentences for people where a figure is missing.
    """

    n: int
    same: int
    share: float | None
    interval: Interval | None
    kappa: Kappa | None
    why_no_share: str = ""
    why_no_kappa: str = ""


def agreement(pairs: Sequence[Pair[AnswerT]], answers: Sequence[AnswerT]) -> Agreement:
    """How far app and therapist agree; ``answers`` are all that can be given.

    Three answers or more are taken to be in an order: the further apart, the less agreement.

    Raises:
        ValueError: an answer is none of ``answers``.
    """
    rules = agreement_rules()
    n, same = len(pairs), sum(one == other for one, other in pairs)
    if n < rules.least:
        few = f"Too few to tell: {n} of the {rules.least} that are needed."
        return Agreement(n, same, None, None, None, few, few)
    table = _table(pairs, answers)
    share, interval = same / n, wilson(same, n, rules.z)
    app, therapist = table.sum(axis=1), table.sum(axis=0)
    # Whoever always gives the same answer agrees by chance alone, however good it is.
    usual = (app > 0) & (therapist > 0) & (app + therapist >= rules.least_of_each)
    if usual.sum() < 2:
        one_kind = "Nearly always the same answer: kappa can't tell agreement from chance."
        return Agreement(n, same, share, interval, None, why_no_kappa=one_kind)
    return Agreement(n, same, share, interval, kappa_of(table, rules.z))


def kappa_of(table: Array, z: float = 1.96) -> Kappa:
    """Cohen's kappa of a square table of counts, app by therapist.

    Raises:
        ValueError: the table is empty, or both always gave one and the same answer.
    """
    n, size = float(table.sum()), len(table)
    if n <= 0:
        raise ValueError("kappa needs a judgement at least")
    shares = table / n
    app, therapist = shares.sum(axis=1), shares.sum(axis=0)
    distance = np.subtract.outer(np.arange(size), np.arange(size)) / max(size - 1, 1)
    weights = 1.0 - np.abs(distance) ** 2
    observed = float((weights * shares).sum())
    chance = float(app @ weights @ therapist)
    if chance >= 1.0 - 1e-12:
        raise ValueError("kappa needs two answers at least")
    value = (observed - chance) / (1.0 - chance)
    if observed >= 1.0 - 1e-12:
        return Kappa(1.0, None)
    mean = np.add.outer(weights @ therapist, app @ weights)
    spread = float((shares * (weights - mean * (1.0 - value)) ** 2).sum())
    variance = (spread - (value - chance * (1.0 - value)) ** 2) / (n * (1.0 - chance) ** 2)
    reach = z * math.sqrt(max(variance, 0.0))
    return Kappa(value, (max(value - reach, -1.0), min(value + reach, 1.0)))


def _table(pairs: Sequence[Pair[AnswerT]], answers: Sequence[AnswerT]) -> Array:
    place = {answer: index for index, answer in enumerate(answers)}
    table = np.zeros((len(answers), len(answers)))
    for app, therapist in pairs:
        if app not in place or therapist not in place:
            raise ValueError(f"an answer that nobody can give: {app!r} or {therapist!r}")
        table[place[app], place[therapist]] += 1.0
    return table
