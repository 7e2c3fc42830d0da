"""The monitor's rules as data: what is compared, where positions begin, when to suggest."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal, Self

from pydantic import Field, model_validator

from coach.engine.model import Model, Text
from coach.posture.names import Posture


class MeasureRule(Model):
    """How one measure is compared with the person's own usual value; see ``rules.toml``."""

    title: Text
    compare: Literal["difference", "percent"]
    unit: Literal["deg", "percent", "hip widths"]
    keeps: Literal["person", "session"]
    error: float = Field(gt=0)
    still_within: float | None = Field(default=None, gt=0)
    more: Text
    less: Text
    needs: Text

    def change(self, value: float, usual: float) -> float:
        """How far a value is from the usual one, in ``unit``."""
        if self.compare == "percent":
            return 100.0 * (value / usual - 1.0)
        return value - usual


class Limit(Model):
    """A change of a measure beyond which a rule holds."""

    measure: Text
    above: float | None = Field(default=None, gt=0)
    below: float | None = Field(default=None, lt=0)

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.above is None) == (self.below is None):
            raise ValueError("a limit has either 'above' or 'below'")
        return self

    def holds(self, change: float, *, within_share: float = 1.0) -> bool:
        """Whether the change lies beyond ``within_share`` of the limit."""
        if self.above is not None:
            return change > within_share * self.above
        assert self.below is not None
        return change < within_share * self.below


class PostureRule(Model):
    """Where one position begins."""

    posture: Posture
    limit: Limit


class SuggestionRule(Model):
    """When a change is suggested: after so long without one, or so long beyond a limit.

    ``when`` holds if any of its limits does and none of ``unless``.
    """

    id: Text
    still: bool = False
    when: tuple[Limit, ...] = ()
    unless: tuple[Limit, ...] = ()
    for_s: float = Field(gt=0)
    again_s: float = Field(gt=0)
    say: tuple[Text, ...] = Field(min_length=1)
    why: Text

    @model_validator(mode="after")
    def _one_reason(self) -> Self:
        if self.still == bool(self.when):
            raise ValueError("a suggestion has either 'still = true' or 'when'")
        return self


class Times(Model):
    """How long things take to be certain, seconds."""

    smooth: float = Field(gt=0)
    settle: float = Field(gt=0)
    away: float = Field(gt=0)
    unclear: float = Field(gt=0)
    gap: float = Field(gt=0)
    break_: float = Field(gt=0, alias="break")
    moved: float = Field(gt=0)
    leave_share: float = Field(ge=0, lt=1)


class BaselineRule(Model):
    """How the usual position is learnt."""

    seconds: float = Field(gt=0)
    patience: float = Field(gt=0)
    steady: float = Field(gt=0)
    present: float = Field(gt=0, le=1)


class StanceRule(Model):
    """How sitting and standing are told apart."""

    standing_above: float
    sitting_below: float
    risen_above: float
    risen_below: float


class Quiet(Model):
    """How seldom something is said, seconds."""

    between: float = Field(gt=0)
    snooze: float = Field(gt=0)


class Rules(Model):
    """All of it."""

    measures: Mapping[str, MeasureRule]
    postures: tuple[PostureRule, ...]
    time: Times
    baseline: BaselineRule
    stance: StanceRule
    quiet: Quiet
    suggestions: tuple[SuggestionRule, ...]

    @model_validator(mode="after")
    def _measures_are_known(self) -> Self:
        named = {rule.limit.measure for rule in self.postures}
        for rule in self.suggestions:
            named |= {limit.measure for limit in (*rule.when, *rule.unless)}
        if unknown := sorted(named - set(self.measures)):
            raise ValueError(f"no [measures.{unknown[0]}] says how this measure is compared")
        return self

    def suggesting_after(self, still_s: float | None) -> Rules:
        """The same, with another time without a change; None suggests nothing for stillness."""
        changed = tuple(
            rule.model_copy(update={"for_s": still_s, "again_s": still_s}) if rule.still else rule
            for rule in self.suggestions
            if not (rule.still and still_s is None)
        )
        return self.model_copy(update={"suggestions": changed})

    @property
    def sitting_measures(self) -> tuple[str, ...]:
        """What is looked at while somebody sits."""
        named = [rule.limit.measure for rule in self.postures]
        named += [limit.measure for rule in self.suggestions for limit in rule.when]
        named += [name for name, rule in self.measures.items() if rule.still_within is not None]
        return tuple(dict.fromkeys(named))


@cache
def rules() -> Rules:
    """The rules that come with the program."""
    text = resources.files("coach.posture").joinpath("rules.toml").read_text(encoding="utf-8")
    return Rules.model_validate(tomllib.loads(text))
