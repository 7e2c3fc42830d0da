"""The words of the page for calm and mind, from ``words.toml``."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from coach.datafile import read_toml
from coach.mind.model import Model, Text, packaged

Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


class ValueWords(Model):
    """What matters."""

    intro: Text
    areas: Texts


class GoalWords(Model):
    """What to reach; ``shrink`` is said when somebody is not sure of it."""

    intro: Text
    examples: Text
    shrink: Text
    sure: Text


class ThoughtWords(Model):
    """The questions of the thought record."""

    intro: Text
    situation: Text
    thought: Text
    belief: Text
    feeling_name: Text
    feeling: Text
    evidence_for: Text
    evidence_against: Text
    balanced: Text
    belief_after: Text
    feeling_after: Text
    eased: Text
    same: Text


class ExposureWords(Model):
    """Predict, do, compare."""

    intro: Text
    activity: Text
    expected: Text
    expected_pain: Text
    sure: Text
    happened: Text
    pain: Text
    sure_after: Text
    learned: Text
    less: Text
    as_expected: Text
    more: Text
    smaller: Text
    careful: Text


class SleepWords(Model):
    """The sleep plan."""

    intro: Text
    rise_at: Text
    wind_down_at: Text
    wind_down: Text
    awake: Text
    no_restriction: Text
    waking: Text
    habits: Texts


class PacingWords(Model):
    """The activity budget."""

    intro: Text
    trials: Text
    above: Text
    within: Text
    careful: Text


class SupportWords(Model):
    """What is said besides when a person is needed: how soon, and what to bring."""

    soon: Text
    bring: Text


class LimitWords(Model):
    """What self-help can't do."""

    text: Text
    hand_over: Texts
    then: Text


class CrisisWords(Model):
    """Whom to turn to at once; ``{number}`` is the emergency number of the installation."""

    title: Text
    steps: Texts


class MindWords(Model):
    """The whole file."""

    values: ValueWords
    goals: GoalWords
    thoughts: ThoughtWords
    exposure: ExposureWords
    sleep: SleepWords
    pacing: PacingWords
    support: SupportWords
    limits: LimitWords
    crisis: CrisisWords


@cache
def mind_words() -> MindWords:
    """The words that come with the program.

    Raises:
        DataFileError: the file can't be used.
    """
    return read_toml(MindWords, packaged("coach.mind", "data", "words.toml"))
