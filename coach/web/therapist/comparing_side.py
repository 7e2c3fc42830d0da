"""A set as one side of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.engine.results import Side
from coach.engine.tracker import Trace, track_set
from coach.records import SavedSet
from coach.review.comparing import Curve, Piece, curve_of, pieces_of
from poses.track import PoseTrack
from poses.view import View

_TRACES: Final = "compare-traces"
_MOST: Final = 4


@dataclass(frozen=True)
class ComparedSet:
    """A set with its movements; without a ``track`` there are only their figures."""

    saved: SavedSet
    exercise: Exercise | None
    track: PoseTrack | None
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, saved: SavedSet, exercise: Exercise | None, track: PoseTrack | None) -> ComparedSet:
        """The set, ready to be compared."""
        return cls(saved, exercise, track, pieces_of(saved.result, exercise))

    @property
    def faces_the_camera(self) -> bool:
        """Whether it was filmed from the front or from behind."""
        return self.saved.result.view in (View.FRONT, View.REAR)

    @property
    def looks_left(self) -> bool | None:
        """Whether the person looks to the left of the picture; None where not from a side."""
        return {View.SIDE_LEFT.value: True, View.SIDE_RIGHT.value: False}.get(
            self.saved.result.view
        )

    @cached_property
    def trace(self) -> Trace | None:
        """What was measured in it, reckoned once while the person at the screen looks at it."""
        if self.track is None or self.exercise is None or not len(self.track):
            return None
        known: dict[str, tuple[Exercise, Trace]] = st.session_state.setdefault(_TRACES, {})
        key = str(self.saved.id)
        if key not in known or known[key][0] != self.exercise:
            while len(known) >= _MOST:
                known.pop(next(iter(known)))
            known[key] = (self.exercise, track_set(self.exercise, self.track).trace())
        return known[key][1]

    def curve(self, piece: Piece) -> Curve | None:
        """The main measure over one movement; None where there is nothing to see."""
        if self.trace is None or self.exercise is None:
            return None
        return curve_of(piece, self.exercise, self.saved.result, self.trace)


def by_side(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]] | None:
    """Those of the left and of the right; None where one of them is missing."""
    left = [piece for piece in pieces if piece.side is Side.LEFT]
    right = [piece for piece in pieces if piece.side is Side.RIGHT]
    return (left, right) if left and right else None
