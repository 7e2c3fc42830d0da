"""Posture over minutes and hours, against a person's own usual position rather than an ideal.

>>> from coach.posture import PostureMonitor
>>> monitor = PostureMonitor()
>>> for frame in track:  # doctest: +SKIP
...     events = monitor.update(frame)
>>> monitor.summary().minutes  # doctest: +SKIP
"""

from coach.posture.baseline import Baseline, Usual
from coach.posture.monitor import PostureMonitor
from coach.posture.names import TITLES, Posture
from coach.posture.rules import Rules, rules
from coach.posture.standing import StandingPicture, standing_picture
from coach.posture.summary import Compared, PostureSummary

__all__ = [
    "TITLES",
    "Baseline",
    "Compared",
    "Posture",
    "PostureMonitor",
    "PostureSummary",
    "Rules",
    "StandingPicture",
    "Usual",
    "rules",
    "standing_picture",
]
