"""Arguments for any method of a book: what it asks for by type, with the patient's own keys."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AnySet
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import BaseModel

from coach.diary.line import DiaryLine
from coach.engine.results import Hold, Repetition, SetResult
from coach.programme.messages import MESSAGE, Message
from coach.programme.model import Prescription, Programme
from coach.programme.progression.decision import Decision
from coach.records import Recording
from poses.track import PoseTrack
from tests.records.programme_examples import programme, week
from tests.records.record_examples import hold, repetition, result, track, video

MOMENT = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)

TABLE_OF = {
    "AlertId": "alert",
    "AnswerId": "questionnaire_answer",
    "AssessmentId": "assessment",
    "DiaryId": "diary_entry",
    "EntryId": "journal_entry",
    "JudgementId": "judgement",
    "MarkId": "mark",
    "PostureSessionId": "posture_session",
    "ProposalId": "proposal",
    "SessionId": "training_session",
    "SetId": "exercise_set",
    "SittingId": "live_sitting",
    "TreatmentId": "treatment",
    "WatchId": "live_watch",
}
"""In which table an identifier names a row."""

KEYS_BY_NAME = {"sitting": "live_sitting"}
"""The same where the type does not tell."""

BY_NAME: Mapping[str, Any] = {
    "kind": MESSAGE,
    "exercise": "squat",
    "key": "target",
    "test": "chair_stand",
    "instrument": "pain_nrs",
    "place": 1,
    "done_share": 1.0,
    "limit": 10,
    "view": "side_left",
    "unit": "deg",
    "zone": "UTC",
}
"""What a word or a number has to be for the call to come as far as the rows."""


def _decision() -> Decision:
    return Decision(
        rule="try", kind=_first(get_type_hints(Decision)["kind"]), day=MOMENT.date(), exercise=None,
        change=None, raises_load=False, sentence="Try", evidence={}, mark="try",
    )  # fmt: skip


VALUES: Mapping[Any, Callable[[], Any]] = {
    BaseModel: lambda: Message(text="Try"),
    Message: lambda: Message(text="Try"),
    DiaryLine: lambda: DiaryLine(pain=3),
    Hold: hold,
    Repetition: lambda: repetition(9),
    SetResult: result,
    Programme: programme,
    Prescription: lambda: week(1).prescriptions[0],
    Decision: _decision,
    Recording: video,
    PoseTrack: track,
    datetime: lambda: MOMENT,
    date: lambda: MOMENT.date(),
    str: lambda: "try",
    bool: lambda: True,
    int: lambda: 1,
    float: lambda: 1.0,
    Path: lambda: Path("try"),
    object: lambda: "try",
}


class CannotTryError(AssertionError):
    """Nobody has told yet how to make such an argument: add it to this file."""


def public_methods(kind: type) -> dict[str, Callable[..., Any]]:
    """All that a book offers, its own and what it has from others."""
    return {
        name: method
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }


def arguments(
    method: Callable[..., Any], keys: Mapping[str, Any], known: frozenset[str] = frozenset({"self"})
) -> tuple[dict[str, Any], frozenset[str]]:
    """Arguments by name, and the names of those that are keys of the patient's rows.

    Those that are ``known`` already are left out.
    """
    hints = get_type_hints(method)
    given: dict[str, Any] = {}
    named: set[str] = set()
    for name, parameter in inspect.signature(method).parameters.items():
        if name in known:
            continue
        hint = hints[name]
        table = KEYS_BY_NAME.get(name) if hint is UUID else _table(hint)
        if table is not None:
            value = keys[table]
            given[name] = {value} if _holds_many(hint) else value
            named.add(name)
        elif parameter.default is inspect.Parameter.empty:
            given[name] = _value(name, hint)
    return given, frozenset(named)


def arguments_are_keys(method: Callable[..., Any]) -> bool:
    """Whether any argument names a row."""
    hints = get_type_hints(method)
    return any(_table(hint) is not None for name, hint in hints.items() if name != "return")


def _table(hint: Any) -> str | None:
    if isinstance(hint, NewType):
        name = hint.__name__
        if name == "PersonId":
            return None
        if name not in TABLE_OF:
            raise CannotTryError(f"{name}: in which table does it name a row? Add it to TABLE_OF.")
        return TABLE_OF[name]
    found = [_table(one) for one in get_args(hint) if not isinstance(one, TypeVar)]
    return next((one for one in found if one is not None), None)


def _holds_many(hint: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and not isinstance(hint, NewType) and origin is not Union


def _value(name: str, hint: Any) -> Any:
    if name in BY_NAME:
        return BY_NAME[name]
    if hint in VALUES:
        return VALUES[hint]()
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if type(None) in inner else _value(name, inner[0])
    if origin is type:
        return Message
    if isinstance(origin, type):
        if issubclass(origin, Mapping):
            return {}
        if issubclass(origin, AnySet):
            return {_value(name, inner[0])}
        if issubclass(origin, Sequence | tuple | list):
            return (_value(name, inner[0]),)
        return []
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _first(hint)
    raise CannotTryError(f"{name}: {hint}: how is one made? Add it to VALUES or BY_NAME.")


def _first(kind: Any) -> Any:
    return next(iter(kind))
