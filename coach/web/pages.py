"""Every page: where its script is, what it is called, for whom it is, and where its link stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Audience = Literal["patient", "therapist", "admin", "everybody"]
Place = Literal["bar", "more"]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the app; ``script`` is relative to ``coach/web``, ``url`` is its address."""

    script: str
    title: str
    icon: str
    url: str
    audience: Audience = "patient"
    place: Place = "more"
    group: str = ""


TODAY: Final = "patient/today.py"
LIVE: Final = "patient/live.py"
ANALYSE: Final = "patient/analyse.py"
LOG: Final = "patient/log.py"
PATIENTS: Final = "therapist/patients.py"
PEOPLE: Final = "account/people.py"

PAGES: Final = (
    PageSpec(TODAY, "Today", ":material/today:", "today", place="bar"),
    PageSpec("patient/plan.py", "My plan", ":material/calendar_month:", "plan", place="bar"),
    PageSpec("patient/diary.py", "Diary", ":material/edit_note:", "diary", place="bar"),
    PageSpec("patient/learn.py", "Learn", ":material/school:", "learn", place="bar"),
    PageSpec("patient/progress.py", "Progress", ":material/trending_up:", "progress", place="bar"),
    PageSpec(LIVE, "Exercise", ":material/fitness_center:", "exercise", place="bar"),
    PageSpec("patient/visit.py", "My check-in", ":material/assignment:", "visit", group="You"),
    PageSpec("patient/mind.py", "Calm and mind", ":material/spa:", "mind", group="You"),
    PageSpec(
        "patient/returning.py", "Back to life", ":material/directions_walk:", "return", group="You"
    ),
    PageSpec("patient/keeping.py", "Keep going", ":material/autorenew:", "keep-going", group="You"),
    PageSpec(LOG, "My log", ":material/menu_book:", "log", group="You"),
    PageSpec(
        "patient/browse.py",
        "All exercises",
        ":material/search:",
        "exercises",
        group="Movement",
    ),
    PageSpec("patient/assess.py", "Check-ups", ":material/straighten:", "assess", group="Movement"),
    PageSpec(ANALYSE, "Analyse a video", ":material/videocam:", "analyse", group="Movement"),
    PageSpec("patient/desk.py", "Desk posture", ":material/desk:", "desk", group="Movement"),
    PageSpec("patient/lifting.py", "Lifting", ":material/package_2:", "lifting", group="Movement"),
    PageSpec(
        PATIENTS,
        "Patients",
        ":material/groups:",
        "patients",
        "therapist",
        "bar",
        group="Care",
    ),
    PageSpec(
        "therapist/overview.py",
        "Overview",
        ":material/dashboard:",
        "overview",
        "therapist",
        group="Care",
    ),
    PageSpec(
        "therapist/review.py",
        "Review",
        ":material/slow_motion_video:",
        "review",
        "therapist",
        group="Care",
    ),
    PageSpec(
        "therapist/watching.py", "Live", ":material/sensors:", "watch", "therapist", group="Care"
    ),
    PageSpec(
        "therapist/editing.py",
        "Change the plan",
        ":material/edit_calendar:",
        "edit-plan",
        "therapist",
        group="Care",
    ),
    PageSpec(
        "therapist/deciding.py",
        "Proposals",
        ":material/rule:",
        "proposals",
        "therapist",
        group="Care",
    ),
    PageSpec(
        "therapist/noting.py",
        "Treatments and scores",
        ":material/clinical_notes:",
        "treatments",
        "therapist",
        group="Care",
    ),
    PageSpec(
        "therapist/reporting.py",
        "Notes and reports",
        ":material/description:",
        "reports",
        "therapist",
        group="Care",
    ),
    PageSpec(
        "therapist/agreement.py",
        "App and therapist",
        ":material/balance:",
        "agreement",
        "therapist",
        group="Care",
    ),
    PageSpec(
        "patient/targets.py", "Targets", ":material/tune:", "targets", "therapist", group="Care"
    ),
    PageSpec(
        "patient/teach.py",
        "Teach an exercise",
        ":material/school:",
        "teach",
        "therapist",
        group="Care",
    ),
    PageSpec(
        "patient/trust.py", "Who sees what", ":material/visibility:", "privacy", group="Settings"
    ),
    PageSpec("patient/mydata.py", "My data", ":material/database:", "my-data", group="Settings"),
    PageSpec(
        PEOPLE,
        "People",
        ":material/badge:",
        "people",
        "admin",
        "bar",
        group="Settings",
    ),
    PageSpec(
        "account/account.py",
        "Account",
        ":material/manage_accounts:",
        "account",
        "everybody",
        group="Settings",
    ),
)
"""In the order of the bar and of the menu. With one person on this computer, all are theirs."""
