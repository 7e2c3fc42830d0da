"""When the programme changes and why: rules as data and pure functions.

``decide`` says what a person's history comes to today, ``doses_for`` how much of the plan is good
for the day, ``band`` how much an exercise may hurt. The numbers are in ``rules.toml``.
"""

from coach.programme.progression.alerting import Notice, notices
from coach.programme.progression.deciding import decide, not_now_words, why_not_now
from coach.programme.progression.decision import Decision, ProposalKind, ProposalStatus
from coach.programme.progression.history import History, PastDecision, Rung, rungs
from coach.programme.progression.pain import Band, band, must_end, stopped, stops
from coach.programme.progression.rules import Figure, Rules, figures, rules
from coach.programme.progression.today import DayDoses, DayKind, doses_for

__all__ = [
    "Band",
    "DayDoses",
    "DayKind",
    "Decision",
    "Figure",
    "History",
    "Notice",
    "PastDecision",
    "ProposalKind",
    "ProposalStatus",
    "Rules",
    "Rung",
    "band",
    "decide",
    "doses_for",
    "figures",
    "must_end",
    "not_now_words",
    "notices",
    "rules",
    "rungs",
    "stopped",
    "stops",
    "why_not_now",
]
