"""Everything that is kept for one patient, opened for one person at the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from coach import clock
from coach.records.book import Book
from coach.records.database import Database
from coach.records.entries import Person, PersonId
from coach.records.journal import Journal
from coach.records.repository import Log

BookT = TypeVar("BookT", bound=Book)


@dataclass(frozen=True)
class Care:
    """One patient's records; ``author`` is who reads and writes, who must be allowed to."""

    database: Database
    patient: Person
    author: PersonId

    @property
    def log(self) -> Log:
        """The sets, check-ups and targets."""
        return Log(self.database, self.patient.id)

    @property
    def journal(self) -> Journal:
        """What was told and planned in words."""
        return self.book(Journal)

    def book(self, kind: type[BookT]) -> BookT:
        """One of the patient's books, such as ``care.book(Diary)``."""
        return kind(self.database, self.patient.id, self.author)

    def today(self) -> date:
        """The calendar day where the patient is now."""
        return clock.day_of(clock.now(), self.patient.zone)
