"""A set's result as text and back, without loss.

A number that is NaN or infinite is unknown and is written as null. Read back, null is None where
the field may be None, and NaN where it must be a number.
"""

from __future__ import annotations

import json
import math
import types
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from numbers import Integral, Real
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from coach.engine.results import SetResult
from coach.records.errors import StorageError

SCHEMA_VERSION: Final = 1


class CodecError(StorageError):
    """The stored text is no result that this version can read."""


def encode(result: SetResult) -> str:
    """Write a result as JSON text.

    Raises:
        TypeError: the result holds something that is not plain data.
    """
    document = {"schema": SCHEMA_VERSION, "set": plain(result)}
    return json.dumps(document, allow_nan=False, separators=(",", ":"))


def decode(text: str) -> SetResult:
    """Read back what ``encode`` wrote, by this version or an older one.

    Raises:
        CodecError: the text is damaged, or a newer version wrote it.
    """
    try:
        document = json.loads(text)
        if document["schema"] > SCHEMA_VERSION:
            raise CodecError(
                "This set was saved by a newer version of Back Coach: update and open it again."
            )
        result = _build(SetResult, document["set"])
    except CodecError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CodecError(
            "The record of this set is damaged: restore the log from a backup, or delete the set."
        ) from error
    assert isinstance(result, SetResult)
    return result


def plain(value: object) -> object:
    """The value as JSON has it; what is not a finite number becomes None.

    Raises:
        TypeError: it holds something that is not plain data.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    # NumPy's numbers, which json does not know, are Integral and Real as well.
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    raise TypeError(f"a result holds plain data only, got {type(value).__name__}")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (types.UnionType, Union):
        (inner,) = (choice for choice in get_args(hint) if choice is not types.NoneType)
        return None if value is None else _build(inner, value)
    if origin is tuple:
        inner = get_args(hint)[0]
        return tuple(_build(inner, item) for item in value)
    if origin is dict:
        inner = get_args(hint)[1]
        return {key: _build(inner, item) for key, item in value.items()}
    if is_dataclass(hint):
        assert isinstance(hint, type)
        hints = _hints(hint)
        return hint(**{name: _build(hints[name], item) for name, item in value.items()})
    if hint is float:
        return math.nan if value is None else float(value)
    if issubclass(hint, StrEnum):
        return hint(value)
    if not isinstance(value, hint):
        raise TypeError(f"expected {hint.__name__}, got {type(value).__name__}")
    return value
