"""The pain diary: what is written down, what it shows over weeks, and what to say to it."""

from coach.diary.line import DiaryEntry, DiaryId, DiaryLine, Treatment, TreatmentId

__all__ = ["DiaryEntry", "DiaryId", "DiaryLine", "Treatment", "TreatmentId"]
