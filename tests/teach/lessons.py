"""Lessons that several tests look at; each is taught once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np

from coach.engine.catalogue import catalogue
from coach.engine.exercise import Exercise
from coach.engine.figure import reference_track
from coach.engine.results import SetResult
from coach.engine.tracker import track_set
from coach.teach import Proposal, Words, teach
from poses.track import PoseTrack
from tests.synthetic import FILMS, Film

DAY = date(2026, 3, 4)
WORDS = Words(id="shown", name="As shown")
COUNTED = [name for name in sorted(FILMS) if catalogue()[name].repetitions]


def lesson(track: PoseTrack, words: Words = WORDS) -> Proposal:
    return teach(track, words, day=DAY)


@cache
def of_reference(exercise: str) -> Proposal:
    """Taught from the reference figure that shows it three times."""
    return lesson(reference_track(catalogue()[exercise], repetitions=3))


@cache
def of_film(exercise: str) -> Proposal:
    """Taught from a person, filmed with some noise."""
    return lesson(noisy(FILMS[exercise]).track())


def noisy(film: Film) -> Film:
    return replace(film, camera=replace(film.camera, noise=0.003))


def counted(exercise: Exercise, track: PoseTrack) -> SetResult:
    return track_set(exercise, track).finish()


def after(first: PoseTrack, second: PoseTrack, gap_s: float = 0.1) -> PoseTrack:
    """One recording after the other, as a film with a cut."""
    shift = first.time_s[-1] + gap_s - second.time_s[0]
    return PoseTrack(
        np.concatenate([first.time_s, second.time_s + shift]),
        np.concatenate([first.image, second.image]),
        np.concatenate([first.world, second.world]),
        np.concatenate([first.people, second.people]),
        second.width,
        second.height,
        {},
    )


def elsewhere(track: PoseTrack, scale: float, across: float) -> PoseTrack:
    """Another body in the picture: smaller or larger, and in another place."""
    image = track.image.copy()
    image[..., 0] = 0.5 + scale * (image[..., 0] - 0.5) + across
    image[..., 1] = 0.5 + scale * (image[..., 1] - 0.5)
    return PoseTrack(
        track.time_s, image, track.world, track.people, track.width, track.height, track.source
    )
