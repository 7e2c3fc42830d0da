"""How a caseload is said: levels, kinds of reasons, where a patient stands."""

from __future__ import annotations

from typing import Final

from coach.caseload.reason import ReasonKind
from coach.caseload.row import CaseRow, Narrowing
from coach.records.care_entries import AlertLevel

LEVELS: Final = {
    AlertLevel.NOW: ("Now", ":material/priority_high:"),
    AlertLevel.DAY: ("Within a day", ":material/notifications:"),
    AlertLevel.WEEK: ("For the weekly look", ":material/event:"),
}

KINDS: Final[dict[Narrowing | ReasonKind, str]] = {
    ReasonKind.RED_FLAG: "Safety signs",
    ReasonKind.PAIN: "Pain above the limit",
    ReasonKind.ALERT: "Other alerts",
    ReasonKind.MARK: "Marked moments",
    ReasonKind.LIVE: "Exercising now",
    ReasonKind.PROPOSAL: "Proposals that wait",
    ReasonKind.QUIET: "Nothing recorded lately",
    ReasonKind.ADHERENCE: "Fewer days done",
    ReasonKind.FORM: "Form that falls",
    ReasonKind.CONSENT: "Consent that ends",
    ReasonKind.MESSAGE: "Messages not read",
}

WANTED: Final[dict[Narrowing | ReasonKind, str]] = {
    Narrowing.NEEDS_ME: "Whoever needs me",
    **KINDS,
    Narrowing.QUIET: "All is well",
    Narrowing.INVITED: "Not here yet",
}

STEPS: Final = {
    ReasonKind.LIVE: "Watch",
    ReasonKind.PROPOSAL: "Answer",
    ReasonKind.MARK: "Review",
}
"""What the button of a reason says; of others "Look"."""


def standing(row: CaseRow) -> str:
    """Week, days done and pain of a patient, as far as they are known."""
    parts = []
    if row.week is not None:
        parts.append(_week(row.week, row.weeks))
    if row.planned:
        parts.append(f"{row.done} of {row.planned} days in two weeks")
    if row.pain is not None:
        parts.append(f"pain {row.pain} at most this week")
    return " · ".join(parts)


def _week(week: int, weeks: int) -> str:
    if week < 1:
        return "has not begun yet"
    return f"week {week} of {weeks}" if week <= weeks else f"week {week}, keeping going"
