"""What everything that is kept for one person has in common."""

from __future__ import annotations

from datetime import date

from coach import clock
from coach.records.columns import in_utc
from coach.records.database import Database
from coach.records.entries import PersonId
from coach.records.people import find_person


class Book:
    """Entries of one patient; every query is limited to that patient, as in ``ReadOnlyLog``.

    ``author`` is who writes: the patient, or a therapist who may. Whoever opens a book decides
    whether the person at the screen may see that patient. Every method raises ``StorageError``
    when the database can't do its part.
    """

    def __init__(
        self, database: Database, patient: PersonId, author: PersonId | None = None
    ) -> None:
        self._database = database
        self._patient = patient
        self._author = author or patient

    def today(self) -> date:
        """The calendar day where the patient is.

        Raises:
            NotFoundError: the patient is not known.
        """
        person = find_person(self._database, self._patient)
        return clock.day_of(in_utc(clock.now()), person.zone)
