"""Agreement between app and therapist: a row for each exercise and check, and as a table (CSV)."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from coach.engine.summary import band
from coach.records.care_entries import Subject
from coach.records.judged import Judged
from coach.records.judgements import Judgement
from coach.review.agreement import Agreement, agreement

EVERY: Final = ""
"""In the place of an exercise or check: all of them together."""

_BANDS: Final = tuple(band(score) for score in (0.0, 50.0, 70.0, 85.0))
"""Scores are the same when they are told in the same words; the lowest first."""

_ORDER: Final = (Subject.COUNT, Subject.SCORE, Subject.FAULT)
_COLUMNS: Final = (
    "exercise",
    "subject",
    "check",
    "judgements",
    "same",
    "exact_agreement",
    "exact_low",
    "exact_high",
    "kappa",
    "kappa_low",
    "kappa_high",
    "mean_difference",
    "not_assessed_by_app",
)
_EACH: Final = (
    "patient",
    "exercise",
    "subject",
    "check",
    "repetition",
    "app",
    "therapist",
    "verdict",
    "month",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise and thing that was judged.

    ``difference`` is the mean of therapist minus app for counts (repetitions) and scores (points).
    ``unassessed`` are judgements on what the app had left open; they are not among the agreement's.
    """

    exercise: str
    subject: Subject
    check: str
    agreement: Agreement
    difference: float | None
    unassessed: int


def rows(judgements: Iterable[Judgement]) -> tuple[Row, ...]:
    """By exercise, then count, score and each check; where there are several, all together first.

    Judgements that hold no figure of their kind are left out.
    """
    kinds: dict[tuple[str, Subject, str], list[Judgement]] = defaultdict(list)
    for one in judgements:
        if one.value is None:
            continue
        kinds[one.exercise, one.subject, one.check or ""].append(one)
        kinds[EVERY, one.subject, EVERY].append(one)
    several = len({exercise for exercise, _, _ in kinds if exercise != EVERY}) > 1
    order = sorted(kinds, key=lambda kind: (kind[0], _ORDER.index(kind[1]), kind[2]))
    return tuple(
        _row(kind, kinds[kind])
        for kind in order
        if kind[0] != EVERY or several or kind[1] is Subject.FAULT
    )


def _row(kind: tuple[str, Subject, str], judgements: Sequence[Judgement]) -> Row:
    exercise, subject, check = kind
    said = [(one.machine, one.value) for one in judgements if one.machine is not None]
    unassessed = len(judgements) - len(said)
    if subject is Subject.FAULT:
        pairs = [(bool(app), bool(value)) for app, value in said]
        return Row(exercise, subject, check, agreement(pairs, (False, True)), None, unassessed)
    figures = [(_number(app), _number(value)) for app, value in said]
    difference = fmean(value - app for app, value in figures) if figures else None
    if subject is Subject.SCORE:
        bands = [(band(app), band(value)) for app, value in figures]
        return Row(exercise, subject, check, agreement(bands, _BANDS), difference, unassessed)
    counts = [(round(app), round(value)) for app, value in figures]
    answers = range(max((max(pair) for pair in counts), default=0) + 1)
    return Row(exercise, subject, check, agreement(counts, answers), difference, unassessed)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def as_csv(found: Iterable[Row]) -> bytes:
    """The rows as a table: comma separated, UTF-8 with a mark that spreadsheets know it by."""
    return _table(_COLUMNS, [_cells(row) for row in found])


def each_as_csv(judged: Iterable[Judged]) -> bytes:
    """Every judgement, without names, reasons and days: patients are numbered, time is a month.

    The numbers are those of this table alone: another one may number the same people otherwise.
    """
    known = sorted(judged, key=lambda one: (str(one.patient), one.judgement.at))
    numbers = {p: n for n, p in enumerate(dict.fromkeys(one.patient for one in known), 1)}
    return _table(_EACH, [_one(each.judgement, numbers[each.patient]) for each in known])


def _one(one: Judgement, number: int) -> list[object]:
    return [
        f"P{number:03d}",
        one.exercise,
        one.subject.value,
        one.check or "",
        "" if one.repetition is None else one.repetition,
        _cell(one.machine),
        _cell(one.value),
        one.verdict.value,
        f"{one.at:%Y-%m}",
    ]


def _cells(row: Row) -> list[object]:
    found = row.agreement
    low, high = found.interval or (None, None)
    kappa = found.kappa
    k_low, k_high = (kappa.interval if kappa else None) or (None, None)
    return [
        row.exercise or "all",
        row.subject.value,
        row.check or ("all" if row.subject is Subject.FAULT else ""),
        found.n,
        found.same,
        *(_cell(value) for value in (found.share, low, high)),
        *(_cell(value) for value in (kappa.value if kappa else None, k_low, k_high)),
        _cell(row.difference),
        row.unassessed,
    ]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}"
    return "" if value is None else value


def _table(columns: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def titled(exercise: str, names: Mapping[str, str]) -> str:
    """What an exercise is called; all together where it is ``EVERY``."""
    return "All exercises" if exercise == EVERY else names.get(exercise, exercise)
