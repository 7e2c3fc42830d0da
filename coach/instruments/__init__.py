"""Questionnaires as data: what they ask, what they add up to, what counts as a change."""

from coach.instruments.comparing import Direction, Verdict, compare, compare_of, figure, signed
from coach.instruments.model import Choice, Instrument, Item, Limit
from coach.instruments.reaching import Handover, crisis_words, needs_a_person
from coach.instruments.scoring import TOTAL, AnswerError, Score, check_total, score, score_of
from coach.instruments.shelf import (
    Shelf,
    UnknownInstrumentError,
    find_instrument,
    instruments,
    plug_ins,
    shelf,
)

__all__ = [
    "TOTAL",
    "AnswerError",
    "Choice",
    "Direction",
    "Handover",
    "Instrument",
    "Item",
    "Limit",
    "Score",
    "Shelf",
    "UnknownInstrumentError",
    "Verdict",
    "check_total",
    "compare",
    "compare_of",
    "crisis_words",
    "figure",
    "find_instrument",
    "instruments",
    "needs_a_person",
    "plug_ins",
    "score",
    "score_of",
    "shelf",
    "signed",
]
