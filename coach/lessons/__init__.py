"""What there is to learn: weekly lessons, the action plan, the check list of the workstation."""

from coach.lessons.action_plan import (
    ACTION_PLAN,
    ActionPlan,
    could_be_smaller,
    plan_words,
    sentence,
)
from coach.lessons.filling import NUMBER
from coach.lessons.following import Progress, due, of_week, progress
from coach.lessons.model import Drawing, Lesson, PageLink, Question
from coach.lessons.reader import LESSON, LessonRead, finished, keep_reading, lessons_read
from coach.lessons.shelf import Shelf, lesson, lessons, read_shelf, shelf
from coach.lessons.spoken import spoken
from coach.lessons.workstation import (
    WORKSTATION,
    WorkstationCheck,
    check_list,
    fitting,
    to_try,
)

__all__ = [
    "ACTION_PLAN",
    "LESSON",
    "NUMBER",
    "WORKSTATION",
    "ActionPlan",
    "Drawing",
    "Lesson",
    "LessonRead",
    "PageLink",
    "Progress",
    "Question",
    "Shelf",
    "WorkstationCheck",
    "check_list",
    "could_be_smaller",
    "due",
    "finished",
    "fitting",
    "keep_reading",
    "lesson",
    "lessons",
    "lessons_read",
    "of_week",
    "plan_words",
    "progress",
    "read_shelf",
    "sentence",
    "shelf",
    "spoken",
    "to_try",
]
