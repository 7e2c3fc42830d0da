"""Teaching by demonstration: from a recorded movement to an exercise that can be counted.

>>> from datetime import date
>>> from coach.teach import Words, teach, to_toml
>>> from poses.track import PoseTrack
>>> proposal = teach(                                              # doctest: +SKIP
...     PoseTrack.load("set.npz"), Words(id="wall_slide", name="Wall slide"), day=date.today()
... )
>>> print(to_toml(proposal.exercise))                              # doctest: +SKIP
"""

from coach.teach.adjusting import Adjustments, adjusted
from coach.teach.errors import TeachingError
from coach.teach.exercise_file import to_toml
from coach.teach.lesson import teach
from coach.teach.proposal import Candidate, Line, Proposal, RepetitionShown
from coach.teach.words import Words, id_from

__all__ = [
    "Adjustments",
    "Candidate",
    "Line",
    "Proposal",
    "RepetitionShown",
    "TeachingError",
    "Words",
    "adjusted",
    "id_from",
    "teach",
    "to_toml",
]
