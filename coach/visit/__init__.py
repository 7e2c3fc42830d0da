"""The first visit and those that look back: questions, what they come to, when they are due."""

from coach.visit.due import Reassessment, occasion_of, reassessments_due, safety_due
from coach.visit.totals import enter_total
from coach.visit.visit import KIND, Caution, Direction, Visit, prefer, visit_of

__all__ = [
    "KIND",
    "Caution",
    "Direction",
    "Reassessment",
    "Visit",
    "enter_total",
    "occasion_of",
    "prefer",
    "reassessments_due",
    "safety_due",
    "visit_of",
]
