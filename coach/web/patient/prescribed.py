"""The dose that *Today* asks for, on its way to where it is done, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

import streamlit as st

from coach.engine.exercise import Dose, Exercise
from coach.live.plan import Plan
from coach.programme.model import Prescription
from coach.web.pages import TODAY

_PRESCRIBED: Final = "prescribed"


def keep(prescription: Prescription | None) -> None:
    """This is what the chosen exercise should come to; None for as one likes."""
    if prescription is None:
        st.session_state.pop(_PRESCRIBED, None)
        return
    st.session_state[_PRESCRIBED] = prescription
    # Figures that somebody typed in earlier give way to what is prescribed.
    for figure in ("sets", "hold", "reps"):
        st.session_state.pop(f"{figure}-{prescription.exercise}", None)
    st.session_state.pop("rest-s", None)


def prescribed(exercise: str) -> Prescription | None:
    """What *Today* asks for of this exercise, if somebody came from there."""
    kept = st.session_state.get(_PRESCRIBED)
    return kept if isinstance(kept, Prescription) and kept.exercise == exercise else None


def came_from_today() -> bool:
    """Whether the exercise of this page was begun on *Today*."""
    return _PRESCRIBED in st.session_state


def show_way_back(
    key: str, *, primary: bool = False, on_leave: Callable[[], None] | None = None
) -> None:
    """A button back to *Today*, for whoever came from there; ``on_leave`` is called before."""
    if not came_from_today():
        return
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if st.button("Back to today", type=kind, icon=":material/today:", key=key):
        keep(None)
        if on_leave is not None:
            on_leave()
        st.switch_page(TODAY)


def dose_of(prescription: Prescription) -> Dose:
    """The prescription as a dose of the catalogue's kind."""
    return Dose(
        sets=prescription.sets,
        repetitions=prescription.repetitions,
        hold_s=prescription.hold_s,
        minutes=prescription.minutes,
        per_side=prescription.each_side,
    )


def plan_of(prescription: Prescription, exercise: Exercise) -> Plan:
    """The prescription as a plan for the live coach."""
    held = exercise.hold is not None
    return Plan(
        sets=prescription.sets,
        repetitions=None if held else prescription.repetitions,
        hold_s=(prescription.hold_s or exercise.hold.target_s) if exercise.hold else None,
        rest_s=prescription.rest_s,
        per_side=prescription.each_side,
    )
