"""The numbers of the rules, as ``rules.toml`` says them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Final, Literal

from pydantic import Field, RootModel

from coach.programme.model import Model
from coach.programme.reading import read

Share = Annotated[float, Field(gt=0, le=1)]
Ten = Annotated[int, Field(ge=0, le=10)]
Hundred = Annotated[float, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=1, le=366)]

_FILE: Final = "rules.toml"


class Figure(Model):
    """One number, whether it has a source (``mark``), and what it means."""

    value: float
    mark: Literal["source", "recalled", "default"]
    about: Annotated[str, Field(min_length=1)]


class Rules(Model):
    """The numbers by name; ``rules.toml`` says what each means."""

    safe_pain: Ten
    pain_limit: Ten
    pain_rise: Ten
    stops: Count
    calm_pain: Ten
    calm_next_day: Ten
    rest_next_day: Ten
    next_morning_days: Count
    calm_effort: Ten
    hard_effort: Ten
    good_form: Hundred
    weak_form: Hundred
    done_share: Share
    calm_sessions: Annotated[int, Field(ge=2, le=10)]
    step_share: Annotated[float, Field(ge=0.05, le=0.1)]
    load_step_kg: Annotated[float, Field(gt=0, le=5)]
    load_most_kg: Annotated[float, Field(ge=0, le=50)]
    step_down_share: Share
    least_share: Share
    flare_days: Count
    flare_share: Share
    flare_rebuild: Share
    flare_rise: Ten
    flare_mornings: Count
    usual_days: Count
    usual_least: Count
    strong_pain: Ten
    told_step_downs: Count
    stuck_days: Count
    low_adherence: Share


class _Figures(RootModel[dict[str, Figure]]):
    """The whole file."""


def figures() -> Mapping[str, Figure]:
    """Every number with its meaning, to be shown to a therapist.

    Raises:
        ProgrammeDataError: the file can't be used.
    """
    return _read().root


def rules() -> Rules:
    """The numbers that the rules go by.

    Raises:
        ProgrammeDataError: the file can't be used.
    """
    return _rules()


@cache
def _read() -> _Figures:
    return read(_Figures, resources.files(__package__).joinpath(_FILE))


@cache
def _rules() -> Rules:
    return Rules.model_validate({name: one.value for name, one in _read().root.items()})
