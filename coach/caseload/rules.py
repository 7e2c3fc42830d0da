"""The numbers by which a caseload is put in order."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coach.caseload.reason import ReasonKind
from coach.datafile import read_toml
from coach.records.care_entries import AlertLevel

Days = Annotated[int, Field(ge=1, le=366)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RedFlagRules(_Model):
    """Kinds of alerts that are about signs which a person has to look at."""

    alerts: frozenset[str]


class PainRules(_Model):
    """Within how many days pain counts, and its limit of 0..10 without a plan."""

    days: Days
    limit: Annotated[int, Field(ge=0, le=10)]
    alerts: frozenset[str]


class AdherenceRules(_Model):
    """The window in days, and which share of the plan is low or has fallen."""

    days: Days
    low: Share
    fall: Share
    planned_needed: Annotated[int, Field(ge=1)]
    alerts: frozenset[str]


class FormRules(_Model):
    """The windows in days, how many sets are needed, and which fall of the score counts."""

    days: Days
    before_days: Days
    sets_needed: Annotated[int, Field(ge=1)]
    fall: Annotated[float, Field(gt=0, le=100)]
    alerts: frozenset[str]


class DayRules(_Model):
    """Something that holds within so many days."""

    days: Days


class LiveRules(_Model):
    """For how many seconds a sitting that was heard of is thought to go on."""

    seconds: Annotated[int, Field(ge=1)]


class MessageRules(_Model):
    """After how many days a message should have been read, and when it is forgotten."""

    days: Days
    longest: Days


class OverviewRules(_Model):
    """How much of one patient stands on one page."""

    weeks: Annotated[int, Field(ge=2, le=52)]
    sets: Annotated[int, Field(ge=1)]
    versions: Annotated[int, Field(ge=1)]
    without_visit_days: Days


class CaseloadRules(_Model):
    """All of them; ``levels`` has every kind of reason, the more urgent first."""

    levels: dict[ReasonKind, AlertLevel]
    red_flags: RedFlagRules
    pain: PainRules
    adherence: AdherenceRules
    form: FormRules
    quiet: DayRules
    consent: DayRules
    live: LiveRules
    message: MessageRules
    overview: OverviewRules

    @model_validator(mode="after")
    def _whole(self) -> Self:
        missing = [kind.value for kind in ReasonKind if kind not in self.levels]
        if missing:
            raise ValueError(f"these kinds of reasons have no level: {', '.join(missing)}")
        return self


@cache
def caseload_rules() -> CaseloadRules:
    """The rules that come with the program.

    Raises:
        DataFileError: their file can't be used.
    """
    return read_toml(CaseloadRules, resources.files("coach.caseload").joinpath("rules.toml"))
