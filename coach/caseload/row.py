"""One line of a caseload, and how a line is found among many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coach.caseload.reason import Reason, ReasonKind
from coach.caseload.reasons import Rank, rank
from coach.records.care_entries import AlertLevel
from coach.records.care_links import OwnPatient

PAGE: Final = 15
"""Lines on one page."""


class Narrowing(StrEnum):
    """Which lines are wanted; the kinds of reasons are wanted by their own names."""

    NEEDS_ME = "needs_me"
    QUIET = "all_well"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A patient of a therapist; nothing but the name of one who has not agreed.

    ``week`` of ``weeks`` is the programme's, None before there is one and 0 before it starts.
    ``pain`` is the worst that was told in the last days, 0..10; ``done`` of ``planned`` are days of
    exercise.
    """

    patient: OwnPatient
    reasons: tuple[Reason, ...] = ()
    week: int | None = None
    weeks: int = 0
    pain: int | None = None
    done: int = 0
    planned: int = 0
    live: bool = False

    @property
    def level(self) -> AlertLevel | None:
        """How soon this patient needs the therapist; None is not at all."""
        return self.reasons[0].level if self.reasons else None


def in_order(rows: Collection[CaseRow]) -> list[CaseRow]:
    """Who needs the therapist first comes first; whoever does not, by name after them."""

    def place(row: CaseRow) -> tuple[Rank, str, str]:
        person = row.patient.person
        return rank(row.reasons), person.display_name.casefold(), str(person.id)

    return sorted(rows, key=place)


def found(
    rows: Sequence[CaseRow], words: str = "", wanted: Narrowing | ReasonKind | None = None
) -> list[CaseRow]:
    """Those whose names have all the words or parts of words, and that are wanted."""
    asked = words.casefold().split()
    return [row for row in rows if _is_wanted(row, wanted) and _is_called(row, asked)]


def _is_called(row: CaseRow, asked: Sequence[str]) -> bool:
    name = row.patient.person.display_name.casefold()
    return all(word in name for word in asked)


def _is_wanted(row: CaseRow, wanted: Narrowing | ReasonKind | None) -> bool:
    match wanted:
        case None:
            return True
        case Narrowing.NEEDS_ME:
            return bool(row.reasons)
        case Narrowing.QUIET:
            return row.patient.agreed and row.patient.joined and not row.reasons
        case Narrowing.INVITED:
            return not (row.patient.agreed and row.patient.joined)
        case ReasonKind():
            return any(reason.kind is wanted for reason in row.reasons)


def pages(count: int, size: int = PAGE) -> int:
    """How many pages so many lines fill, at least one."""
    return max(1, -(-count // size))


def page_of(rows: Sequence[CaseRow], number: int, size: int = PAGE) -> Sequence[CaseRow]:
    """The lines of one page, from 1; of the nearest one where there is no such page."""
    at = min(max(1, number), pages(len(rows), size))
    return rows[(at - 1) * size : at * size]
