"""The pain diary: what is written down, what it shows over weeks, and what to say to it."""

from coach.diary.days import usual_pain
from coach.diary.line import DiaryEntry, DiaryId, DiaryLine, Treatment, TreatmentId
from coach.diary.noticing import Notice, notices
from coach.diary.pattern import Pattern
from coach.diary.patterns import patterns

__all__ = [
    "DiaryEntry",
    "DiaryId",
    "DiaryLine",
    "Notice",
    "Pattern",
    "Treatment",
    "TreatmentId",
    "notices",
    "patterns",
    "usual_pain",
]
