"""Totals of questionnaires that were filled in elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Final

from coach.instruments import check_total, find_instrument
from coach.records.answers import AnswerId, Answers
from coach.records.care import Care
from coach.visit.telling import tell_total

CLINIC: Final = "clinic"
"""The occasion of totals that were typed in."""


def enter_total(care: Care, instrument: str, total: float, day: date | None = None) -> AnswerId:
    """Keep a total that was typed in, of today unless another ``day`` is given.

    Raises:
        UnknownInstrumentError: there is no such instrument.
        AnswerError: the total is beyond the instrument's range; the text says what it is.
        StorageError: it can't be kept.
    """
    checked = check_total(find_instrument(instrument), total)
    known = care.book(Answers).add(instrument, {}, occasion=CLINIC, total=checked, day=day)
    tell_total(care, instrument, checked)
    return known
