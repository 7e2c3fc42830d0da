"""The person's own values and goals, out of the journal."""

from __future__ import annotations

from coach.mind.forms import GOAL, VALUE, Goal, Value
from coach.records.journal import Journal, JournalEntry


def goals(journal: Journal) -> list[JournalEntry[Goal]]:
    """All goals that hold: those still to reach first, the latest first.

    Raises:
        StorageError: the journal can't be read.
    """
    found = journal.entries(GOAL, Goal)
    return sorted(found, key=lambda entry: entry.body.reached_on is not None)


def values(journal: Journal) -> list[JournalEntry[Value]]:
    """What matters to the person, the latest first.

    Raises:
        StorageError: the journal can't be read.
    """
    return journal.entries(VALUE, Value)
