"""The tab with the NIOSH equation: what nearly all healthy workers could lift in such a task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from coach.lifting.geometry import Geometry, geometry
from coach.lifting.niosh import (
    NO_ERROR,
    CameraError,
    Duration,
    Grip,
    Place,
    Range,
    Situation,
    Task,
    evaluate_range,
)
from coach.web.patient.lifting_multipliers import MEANINGS, shares_html, weakest
from coach.web.patient.lifting_sets import analysed, in_log, open_set
from coach.web.store import my_log

_BY_HAND: Final = "by-hand"
_USUAL: Final = (Place(35.0, 30.0), Place(30.0, 95.0))
_CAMERA: Final = "Seen by the camera"
_TAPE: Final = "Measured with a tape"

_DURATIONS: Final = {
    Duration.SHORT: "up to 1 hour, then as long a rest",
    Duration.MODERATE: "1 to 2 hours, then a rest",
    Duration.LONG: "2 to 8 hours with the usual breaks",
}
_GRIPS: Final = {
    Grip.GOOD: "good: handles or a shape that fits the hands",
    Grip.FAIR: "fair: no handles, fingers bent under it",
    Grip.POOR: "poor: bulky, soft or slippery",
}
_SITUATIONS: Final = {
    Situation.ONE_HAND: "with one hand",
    Situation.SEATED: "sitting or kneeling",
    Situation.UNSTABLE: "a load that moves or spills",
    Situation.CRAMPED: "in a tight space",
    Situation.OVER_EIGHT_HOURS: "for more than 8 hours",
    Situation.WHILE_CARRYING: "while carrying, pushing or pulling",
    Situation.SLIPPERY: "on slippery ground",
    Situation.HOT_OR_COLD: "in heat or cold",
    Situation.FAST: "in a hurry, in less than a second",
}


@dataclass(frozen=True)
class Told:
    """The task as the fields say, and how exact the lengths are."""

    task: Task
    error: CameraError


def show() -> None:
    """The warning, the fields, and what comes of them."""
    st.info(
        "This calculator was made for healthy people at work. It helps to see what makes a load "
        "heavy for a back. It can't tell what is right for you while your back hurts: your weight "
        "is agreed with your therapist.",
        icon=":material/info:",
    )
    key, measured = _start_from()
    told = _fields(key, measured)
    applies = st.pills(
        "Does any of this apply? Then the equation can't be used.",
        list(_SITUATIONS),
        selection_mode="multi",
        format_func=_SITUATIONS.__getitem__,
        key="niosh-situations",
    )
    if applies:
        names = " and ".join(_SITUATIONS[one] for one in applies)
        st.markdown(f"Lifting {names}: the equation says nothing about that. Ask your therapist.")
        return
    _outcome(told, evaluate_range(told.task, told.error))


def _start_from() -> tuple[str, Geometry | None]:
    """Which set gives the figures to begin with."""
    own = in_log(my_log())
    titles = (
        own
        | {name: f"Sample: {one.order.source_name}" for name, one in analysed().items()}
        | {_BY_HAND: "I fill in the figures myself"}
    )
    chosen: str = st.selectbox(
        "Take the lengths from", list(titles), format_func=titles.__getitem__, key="niosh-set"
    )
    if chosen == _BY_HAND:
        return chosen, None
    height_cm = st.session_state.get("lifting-height")
    return f"{chosen}-{height_cm}", geometry(open_set(chosen, height_cm).lifts, _USUAL)


def _fields(key: str, measured: Geometry | None) -> Told:
    """Every figure can be changed; a set only fills them in. ``key`` keeps sets apart."""
    start, end = (measured.start, measured.end) if measured else _USUAL
    lengths = st.segmented_control(
        "The lengths are",
        [_CAMERA, _TAPE],
        default=_CAMERA if measured else _TAPE,
        required=True,
        key=f"niosh-exact-{key}",
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**Where the lift begins**")
        first = _place(key, "start", start)
    with right:
        st.markdown("**Where it ends**")
        last = _place(key, "end", end)
    careful = st.checkbox(
        "The load has to be held still, placed with care or gripped anew at the end",
        key="niosh-careful",
    )
    left, right = st.columns(2, gap="large")
    with left:
        load_kg = _number("Weight of the load, kg", "niosh-load", 5.0, 100.0, 0.5)
        grip = st.selectbox(
            "How well it can be held",
            list(Grip),
            index=1,
            format_func=_GRIPS.__getitem__,
            key="niosh-grip",
        )
    with right:
        often = _number("Lifts in a minute", "niosh-often", 1.0, 20.0, 0.2)
        duration = st.selectbox(
            "For how long",
            list(Duration),
            format_func=_DURATIONS.__getitem__,
            key="niosh-duration",
        )
    if measured is not None:
        _what_was_measured(measured)
    assert grip is not None
    assert duration is not None
    task = Task(load_kg, first, last, often, duration, grip, careful)
    if lengths == _TAPE:
        return Told(task, NO_ERROR)
    return Told(task, measured.error if measured else CameraError.usual())


def _place(key: str, name: str, place: Place) -> Place:
    return Place(
        _number("Hands before the ankles, cm", f"niosh-reach-{name}-{key}", place.reach_cm),
        _number("Hands above the floor, cm", f"niosh-height-{name}-{key}", place.height_cm),
        _number("To one side, degrees", f"niosh-angle-{name}-{key}", place.asymmetry_deg),
    )


def _number(label: str, key: str, value: float, most: float = 250.0, step: float = 1.0) -> float:
    given = min(max(round(value / step) * step, 0.0), most)
    told = st.number_input(label, 0.0, most, given, step, format="%.1f", key=key)
    return float(told)


def _what_was_measured(measured: Geometry) -> None:
    if len(measured.known) == 6:
        st.caption(
            "The camera measures at the wrists; the equation means the knuckles. Your lengths may "
            "be some centimetres off."
        )
    else:
        st.caption(
            "The camera could not see all of it: fields that it did not fill hold usual figures. "
            "Please look them through."
        )


def _outcome(told: Told, found: Range) -> None:
    exact = told.error == NO_ERROR
    with st.container(border=True, key="summary-niosh"):
        st.markdown(f"### {_limit_words(found, exact)}")
        st.markdown(_index_words(told.task.load_kg, found, exact))
    shares = found.measured.multipliers
    st.subheader("What makes it lighter or heavier")
    st.html(shares_html(shares))
    name = weakest(shares)
    if name is not None:
        st.markdown(f":material/lightbulb: {MEANINGS[name].advice}")
    with st.expander("How it is worked out"):
        product = " × ".join(f"{getattr(shares, one):.2f}" for one in MEANINGS)
        st.markdown(
            f"23 kg × {product} = {found.measured.limit_kg:.1f} kg. The lifting index is the load "
            "divided by that."
        )
        st.caption(
            "Revised NIOSH lifting equation, DHHS (NIOSH) Publication No. 94-110. "
            + (
                ""
                if exact
                else f"The range allows for {told.error.reach_cm:.0f} cm in reach, "
                f"{told.error.height_cm:.0f} cm in height and {told.error.asymmetry_deg:.0f} "
                "degrees to the side, either way."
            )
        )


def _limit_words(found: Range, exact: bool) -> str:
    if exact or round(found.limit_low_kg, 1) == round(found.limit_high_kg, 1):
        return f"Recommended limit: {found.measured.limit_kg:.1f} kg"
    low, high = found.limit_low_kg, found.limit_high_kg
    return f"Recommended limit: between {low:.1f} and {high:.1f} kg"


def _index_words(load_kg: float, found: Range, exact: bool) -> str:
    """The index with its range, and what it means for healthy workers."""
    worst = found.measured.index if exact else found.index_high
    best = found.measured.index if exact else found.index_low
    if best is None:
        return "From there the equation recommends no load at all: begin nearer, or lift less far."
    figures = f"Lifting index for {load_kg:g} kg: "
    if worst is None:
        figures += f"{best:.1f} or more."
        return f"{figures} {_meaning(best)} With this error the camera can't tell more."
    figures += f"{best:.1f}" if f"{best:.1f}" == f"{worst:.1f}" else f"{best:.1f} to {worst:.1f}"
    if _meaning(best) == _meaning(worst):
        return f"{figures}. {_meaning(worst)}"
    return f"{figures}. It may be either: {_meaning(best)} Or: {_meaning(worst)}"


def _meaning(index: float) -> str:
    if index <= 1.0:
        return "Nearly all healthy workers could do this."
    if index <= 3.0:
        return "More than some healthy workers should do for long: a lighter way is worth finding."
    return "Too much for most people: share the load, or change how it is lifted."
