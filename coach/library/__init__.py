"""The exercises that there are for somebody: catalogue, what was taught, and their own values.

>>> from coach.library import exercises_for
>>> exercises_for(log)["squat"]  # doctest: +SKIP
"""

from coach.library.changing import change_targets
from coach.library.collection import (
    Library,
    as_it_was,
    exercises,
    exercises_for,
    library,
    library_for,
)

__all__ = [
    "Library",
    "as_it_was",
    "change_targets",
    "exercises",
    "exercises_for",
    "library",
    "library_for",
]
