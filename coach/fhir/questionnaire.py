"""Questionnaires and their answers as FHIR has them, each with its licence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from coach.fhir.codes import Json, base, standards, system
from coach.fhir.measured import Answered, outside_id
from coach.fhir.pieces import maybe, moment, reference, resource, tag
from coach.instruments.model import Choice, Instrument, Item

ORDINAL: Final = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
"""FHIR's own extension for what an answer counts."""


def questionnaires(
    instruments: Iterable[Instrument], answered: Sequence[Answered], patient: UUID
) -> Iterator[Json]:
    """What was asked; of one that may not be shown here only its name and its licence."""
    for instrument in instruments:
        yield resource(
            "Questionnaire",
            _id(instrument, patient),
            url=_address(instrument, patient),
            status="active",
            title=instrument.name,
            subjectType=["Patient"],
            description=instrument.source,
            copyright=instrument.licence,
            item=[_asked(instrument, item) for item in _items(instrument, answered)],
        )


def response(
    one: Answered, instrument: Instrument, patient: UUID, kinds: Mapping[UUID, str]
) -> Json:
    """What was answered once."""
    items = {item.id: item for item in instrument.items}
    complete = all(value is not None for value in one.answers.values())
    return resource(
        "QuestionnaireResponse",
        one.id,
        meta=tag("told"),
        questionnaire=_address(instrument, patient),
        status="completed" if complete else "in-progress",
        subject=reference(patient, "Patient"),
        authored=moment(one.at),
        author=maybe(one.author, kinds.get(one.author) if one.author else None),
        source=reference(patient, "Patient"),
        item=[
            _answered(instrument, items.get(name), name, value)
            for name, value in one.answers.items()
        ],
    )


def instrument_of(address: str) -> str:
    """The instrument that the address of a questionnaire names."""
    return address.removeprefix(f"{base()}:Questionnaire:").split(":")[0]


def _id(instrument: Instrument, patient: UUID) -> UUID:
    whose = f"/{patient}" if instrument.own else ""
    return outside_id("questionnaire", f"{instrument.id}{whose}")


def _address(instrument: Instrument, patient: UUID) -> str:
    # Items in somebody's own words are a questionnaire of that person's own.
    whose = f":{patient}" if instrument.own else ""
    return f"{base()}:Questionnaire:{instrument.id}{whose}"


def _items(instrument: Instrument, answered: Sequence[Answered]) -> list[Item]:
    if instrument.own is None:
        return list(instrument.items)
    names = dict.fromkeys(
        name for one in answered if one.instrument == instrument.id for name in one.answers
    )
    return [Item.model_construct(id=name, text=name, choices=()) for name in names]


def _asked(instrument: Instrument, item: Item) -> Json:
    code = standards("items", f"{instrument.id}.{item.id}")
    choices = instrument.choices_of(item)
    shown = not instrument.plug_in
    return {
        "linkId": item.id,
        **({"code": code} if code else {}),
        **({"text": item.text} if shown else {}),
        "type": "boolean" if instrument.rule == "count" else "choice" if choices else "decimal",
        **(
            {"answerOption": [{"valueCoding": _coding(instrument, one)} for one in choices]}
            if choices
            else {}
        ),
    }


def _answered(
    instrument: Instrument, item: Item | None, name: str, value: float | bool | None
) -> Json:
    text = "" if item is None or instrument.plug_in else item.text
    return {
        "linkId": name,
        **({"text": text} if text else {}),
        **({} if value is None else {"answer": [_answer(instrument, item, value)]}),
    }


def _answer(instrument: Instrument, item: Item | None, value: float | bool) -> Json:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    for one in instrument.choices_of(item) if item else ():
        if one.value == value:
            return {"valueCoding": _coding(instrument, one)}
    return {"valueDecimal": value}


def _coding(instrument: Instrument, choice: Choice) -> Json:
    """The standard code where one is sure, and what the answer counts."""
    known = standards("answers", f"{instrument.id}.{choice.value}")
    own = {"system": system(f"answers:{instrument.id}"), "code": str(choice.value)}
    shown = {} if instrument.plug_in else {"display": choice.text}
    worth = {"extension": [{"url": ORDINAL, "valueDecimal": choice.value}]}
    return {**worth, **(known[0] if known else own), **shown}
