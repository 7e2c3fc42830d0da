"""Two movements compared: of this set, of left and right, of this set and another one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.records import SavedSet
from coach.records.care import Care
from coach.review.comparing import typical
from coach.review.comparing_differences import Names, between_groups, between_two
from coach.web.therapist.comparing_other import other_set
from coach.web.therapist.comparing_shown import Shown, show_comparison
from coach.web.therapist.comparing_side import ComparedSet, by_side
from poses.track import PoseTrack

_TWO: Final = "Two of this set"
_SIDES: Final = "Left and right"
_EARLIER: Final = "With another set"


def show_comparing(
    care: Care, saved: SavedSet, exercise: Exercise | None, track: PoseTrack | None
) -> None:
    """Choose what to compare, and see what differs by more than measuring can make.

    Without a ``track`` the figures of both are compared all the same.

    Raises:
        StorageError: the log can't be read.
    """
    st.subheader("Compare", anchor=False)
    this = ComparedSet.of(saved, exercise, track)
    if not this.pieces:
        st.markdown("Nothing was counted in this set: there is nothing to compare.")
        return
    kinds = [_TWO] if len(this.pieces) > 1 else []
    kinds += [_SIDES] if by_side(this.pieces) else []
    kinds += [_EARLIER]
    kind = st.segmented_control(
        "What to compare", kinds, key=f"compare-kind-{saved.id}", label_visibility="collapsed"
    )
    match kind:
        case "Two of this set":
            _two(this)
        case "Left and right":
            _sides(this)
        case "With another set":
            _other(care, this)
        case _:
            st.caption("Two repetitions, left against right, or this set against an earlier one.")


def _two(this: ComparedSet) -> None:
    numbers = {piece.number: piece for piece in this.pieces}
    left, right = st.columns(2)
    best = max(this.pieces, key=lambda piece: (piece.score or 0.0, -len(piece.faults)))
    looked_at = st.session_state.get(f"judge-number-{this.saved.id}")
    first = looked_at if looked_at in numbers else this.pieces[0].number
    second = best.number if best.number != first else next(n for n in numbers if n != first)
    choice = list(numbers)
    with left:
        one = st.selectbox(
            "First", choice, choice.index(first), key=f"compare-first-{this.saved.id}"
        )
    with right:
        other = st.selectbox(
            "Second", choice, choice.index(second), key=f"compare-second-{this.saved.id}"
        )
    a, b = numbers[one], numbers[other]
    names = Names(f"{a.noun} {a.number}", f"{b.noun} {b.number}")
    show_comparison(Shown(this, a), Shown(this, b), names, between_two(a, b, names), mirrored=False)


def _sides(this: ComparedSet) -> None:
    sides = by_side(this.pieces)
    assert sides is not None
    left, right = sides
    a, b = typical(left), typical(right)
    names = Names("left", "right")
    st.caption(
        f"The figures tell of all {len(left)} left and {len(right)} right ones; shown are those in "
        f"the middle, {a.noun} {a.number} and {b.noun} {b.number}."
    )
    show_comparison(
        Shown(this, a),
        Shown(this, b),
        names,
        between_groups(left, right, names),
        mirrored=this.faces_the_camera,
    )


def _other(care: Care, this: ComparedSet) -> None:
    found = other_set(care, this)
    if found is None:
        return
    other, name = found
    b = typical(this.pieces)
    a = typical([piece for piece in other.pieces if piece.side is b.side] or other.pieces)
    names = Names(name, "this set")
    if other.saved.result.view != this.saved.result.view:
        st.info(
            "The two sets were filmed from different sides: only figures of the same kind can be "
            "compared.",
            icon=":material/info:",
        )
    st.caption(
        f"The figures tell of all movements of both sets; shown are those in the middle, "
        f"{a.noun} {a.number} and {b.noun} {b.number}."
    )
    show_comparison(
        Shown(other, a),
        Shown(this, b),
        names,
        between_groups(other.pieces, this.pieces, names),
        mirrored=other.looks_left is not None
        and this.looks_left is not None
        and other.looks_left != this.looks_left,
    )
