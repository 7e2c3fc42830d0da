"""What the product's numbers are called outside: its own codes, and LOINC or SNOMED CT if sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from coach.datafile import read_toml

Json: TypeAlias = dict[str, Any]
"""A resource, or a part of one, as plain data."""

_CATEGORIES: Final = "http://terminology.hl7.org/CodeSystem/observation-category"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Measure(_Model):
    display: str
    unit: str = ""


class _Kind(_Model):
    display: str
    category: Literal["activity", "survey", "exam"]


class _Standard(_Model):
    of: Annotated[tuple[str, str], Field(strict=False)]
    system: Literal["loinc", "snomed"]
    code: str


class _Codes(_Model):
    base: str
    version: str
    systems: Mapping[str, str]
    kinds: Mapping[str, _Kind]
    units: Mapping[str, str]
    measures: Mapping[str, _Measure]
    standard: tuple[_Standard, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """A word of one of the product's own code systems, and what people read for it."""

    system: str
    code: str
    display: str = ""


def measure(code: str) -> Coded:
    """A measure of ``codes.toml``.

    Raises:
        KeyError: there is none.
    """
    return Coded("measures", code, _codes().measures[code].display)


def kind(code: str) -> Coded:
    """A kind of observation of ``codes.toml``.

    Raises:
        KeyError: there is none.
    """
    return Coded("kinds", code, _codes().kinds[code].display)


def unit_of(code: str) -> str:
    """The unit that a measure has, as the product writes it; empty without one.

    Raises:
        KeyError: there is no such measure.
    """
    return _codes().measures[code].unit


@cache
def category(kind_code: str) -> Json:
    """FHIR's category of a kind of observation.

    Raises:
        KeyError: there is no such kind.
    """
    return {"coding": [{"system": _CATEGORIES, "code": _codes().kinds[kind_code].category}]}


@lru_cache(maxsize=10_000)
def concept(coded: Coded) -> Json:
    """A word with its own code first, and beside it the standard one that is sure.

    The same word is the same object: it must not be changed.
    """
    own = {"system": system(coded.system), "code": coded.code}
    if coded.display:
        own["display"] = coded.display
    coding = [own, *standards(coded.system, coded.code)]
    return {"coding": coding, "text": coded.display or coded.code}


def standards(of_system: str, code: str) -> list[Json]:
    """The codings of LOINC and SNOMED CT that mean the same; without words that are not ours."""
    return [
        {"system": _codes().systems[one.system], "code": one.code}
        for one in _by_own().get((of_system, code), ())
    ]


def word(given: Any) -> Coded:
    """The product's own word in a CodeableConcept, as it was read.

    Raises:
        ValueError: it has none.
    """
    for coding in given.coding or ():
        name = own_system(coding.system)
        if name is not None:
            return Coded(name, coding.code, coding.display or "")
    raise ValueError("a code of the product's own is missing")


def system(name: str) -> str:
    """The address of one of the product's own code systems."""
    return f"{base()}:CodeSystem:{name}"


def own_system(address: str | None) -> str | None:
    """The name of a code system of the product; None for anybody else's."""
    start = system("")
    return address.removeprefix(start) if address and address.startswith(start) else None


def base() -> str:
    """What every address of the product begins with."""
    return _codes().base


def quantity(amount: float, unit: str) -> Json:
    """A number with its unit, in UCUM too."""
    return {
        "value": amount,
        "unit": unit or "1",
        "system": _codes().systems["ucum"],
        "code": ucum(unit),
    }


def ucum(unit: str) -> str:
    """UCUM's code of a unit; one that it does not know becomes an annotation."""
    known = _codes().units.get(unit)
    if known is not None:
        return known
    letters = "".join(one if one.isascii() and one.isalnum() else "_" for one in unit)
    return f"{{{letters}}}" if letters else "1"


@cache
def _by_own() -> Mapping[tuple[str, str], tuple[_Standard, ...]]:
    found: dict[tuple[str, str], tuple[_Standard, ...]] = {}
    for one in _codes().standard:
        found[one.of] = (*found.get(one.of, ()), one)
    return found


@cache
def _codes() -> _Codes:
    return read_toml(_Codes, resources.files("coach.fhir") / "data" / "codes.toml")
