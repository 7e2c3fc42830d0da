"""Which sets of the log the therapist has looked at with care."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coach.records import SetId
from coach.records.judgements import Judgements
from coach.web.store import my_care

WORDS: Final = "Your therapist has looked at this set with care."


def looked_at(sets: Iterable[SetId]) -> set[SetId]:
    """Those of these sets of the person at the screen that a therapist said something about.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: the log can't be read.
        SettingsError: a setting can't be used.
    """
    return my_care().book(Judgements).looked_at(sets)
