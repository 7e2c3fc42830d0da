"""Everything that is kept for one patient, opened for one person at the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from coach import clock
from coach.records.auditing import note_export
from coach.records.book import Book
from coach.records.care_entries import ConsentKind
from coach.records.consents import Consents
from coach.records.database import Database
from coach.records.entries import Person, PersonId
from coach.records.journal import Journal
from coach.records.repository import Log
from coach.records.shared_log import SharedLog
from coach.records.watching import unwatched, watching

BookT = TypeVar("BookT", bound=Book)


@dataclass(frozen=True)
class Care:
    """One patient's records; ``author`` is who reads and writes, who must be allowed to."""

    database: Database
    patient: Person
    author: PersonId

    def __post_init__(self) -> None:
        """Whatever somebody else than the patient changes is written down, by whatever way."""
        if not self.own:
            watched = watching(self.database, actor=self.author, patient=self.patient.id)
            object.__setattr__(self, "database", watched)

    @property
    def own(self) -> bool:
        """Whether the person at the screen is the patient."""
        return self.author == self.patient.id

    def for_rules(self) -> Care:
        """The same for what the rules decide: it is no change by whoever happens to look."""
        return Care(unwatched(self.database), self.patient, self.patient.id)

    @property
    def log(self) -> Log:
        """The sets, check-ups and targets; for others, movements and videos need a consent."""
        if self.own:
            return Log(self.database, self.patient.id)
        return SharedLog(self.database, self.patient.id, self.author)

    @property
    def journal(self) -> Journal:
        """What was told and planned in words."""
        return self.book(Journal)

    def book(self, kind: type[BookT]) -> BookT:
        """One of the patient's books, such as ``care.book(Diary)``."""
        return kind(self.database, self.patient.id, self.author)

    def require(self, kind: ConsentKind) -> None:
        """Make sure that the person at the screen may have a kind of data; patients always may.

        Raises:
            ConsentMissingError: the patient has not agreed, or not any more.
            StorageError: it can't be read.
        """
        self.book(Consents).require(kind)

    def note_export(self, what: str) -> None:
        """Write down that something leaves the app, such as ``a progress report (PDF)``.

        Raises:
            StorageError: it can't be written.
        """
        note_export(self.database, self.patient.id, what, self.author)

    def today(self) -> date:
        """The calendar day where the patient is now."""
        return clock.day_of(clock.now(), self.patient.zone)
