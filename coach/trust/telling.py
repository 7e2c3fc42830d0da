"""The trail of what was done, in plain words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from coach.clock import zone
from coach.records.auditing import AuditEvent, Deed
from coach.records.entries import PersonId
from coach.trust.words import words

CLINIC: Final = "Your clinic"
YOU: Final = "You"
_A_SET: Final = "a set"


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One thing that was done: when, by whom, and the rest of the sentence."""

    at: datetime
    who: str
    did: str
    own: bool

    @property
    def sentence(self) -> str:
        """The whole of it."""
        return f"{self.who} {self.did}."


def trail(
    events: Iterable[AuditEvent],
    patient: PersonId,
    names: Mapping[PersonId, str],
    sets: Mapping[str, str],
) -> tuple[TrailLine, ...]:
    """The events as sentences to the patient, in the order in which they came.

    ``names`` are those of the people who did something, ``sets`` what sets are called, by id.
    """
    return tuple(
        TrailLine(
            event.at,
            YOU if event.actor == patient else _who(event, names),
            _did(event, sets),
            event.actor == patient,
        )
        for event in events
    )


def trail_csv(lines: Sequence[TrailLine], zone_name: str | None) -> str:
    """The trail as a table for a spreadsheet; times are those where the patient lives."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["when", "who", "what"])
    for line in lines:
        there = line.at.astimezone(zone(zone_name))
        writer.writerow([f"{there:%Y-%m-%d %H:%M}", _cell(line.who), _cell(line.did)])
    return text.getvalue()


def _who(event: AuditEvent, names: Mapping[PersonId, str]) -> str:
    if event.deed == Deed.EXPIRED:
        return "Back Coach"
    return CLINIC if event.actor is None else names.get(event.actor, CLINIC)


def _did(event: AuditEvent, sets: Mapping[str, str]) -> str:
    told = words()
    first, _, rest = event.detail.partition(":")
    sentence = told.deeds.get(f"{event.deed}:{first}") or told.deeds.get(event.deed)
    if sentence is None:
        return f"did this: {event.deed.replace('_', ' ')}"
    what = _touched(event.detail) if event.deed == Deed.CHANGED else event.detail
    return sentence.format(what=what or "something", set=sets.get(rest, _A_SET))


def _touched(detail: str) -> str:
    """The phrases for what a change touched, each once; parts of something else go unnamed."""
    told = words().changed
    found: dict[str, None] = {}
    for one in detail.split():
        phrase = told.get(one) or told.get(one.partition(":")[0])
        if phrase is not None:
            found[phrase] = None
    return _listed(list(found)) if found else "something in your records"


def _listed(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _cell(text: str) -> str:
    # A spreadsheet would take such a text for a formula.
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
