"""What to do, whom to call, and when to stop, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import Field

from coach.safety.outcome import ScreeningOutcome
from coach.safety.reading import Model, Text, packaged, read


@dataclass(frozen=True)
class Advice:
    """What an outcome means for the person, and what to do, step by step."""

    title: str
    text: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class StopRules:
    """When to stop exercising: the signs, those among them to call for help with, what to do."""

    intro: str
    signs: tuple[str, ...]
    call_for: frozenset[str]
    afterwards: str
    emergency: str


class _Words(Model):
    title: Text
    text: Text
    steps: Annotated[tuple[Text, ...], Field(min_length=1)]


class _AllAdvice(Model):
    clear: _Words
    review: _Words
    today: _Words
    emergency: _Words


class _Sign(Model):
    id: Text
    text: Text
    call: bool = False


class _Stops(Model):
    intro: Text
    afterwards: Text
    emergency: Text
    pain_limit: Annotated[int, Field(ge=0, le=10)]
    signs: Annotated[tuple[_Sign, ...], Field(alias="sign", min_length=1)]


def advice(outcome: ScreeningOutcome, emergency_number: str) -> Advice:
    """The words for an outcome.

    Raises:
        SafetyTextError: their file can't be used.
    """
    words: _Words = getattr(_advice(), outcome.value)
    steps = tuple(step.replace("{number}", emergency_number) for step in words.steps)
    return Advice(words.title, words.text, steps)


def stop_rules(emergency_number: str) -> StopRules:
    """When to stop, in every exercise.

    Raises:
        SafetyTextError: their file can't be used.
    """
    stops = _stops()
    return StopRules(
        intro=stops.intro,
        signs=tuple(sign.text for sign in stops.signs),
        call_for=frozenset(sign.text for sign in stops.signs if sign.call),
        afterwards=stops.afterwards,
        emergency=stops.emergency.replace("{number}", emergency_number),
    )


def pain_limit() -> int:
    """The highest pain, 0..10, with which a set may go on.

    Raises:
        SafetyTextError: the file that says it can't be used.
    """
    return _stops().pain_limit


@cache
def _advice() -> _AllAdvice:
    return read(_AllAdvice, packaged("advice.toml"))


@cache
def _stops() -> _Stops:
    return read(_Stops, packaged("stops.toml"))
