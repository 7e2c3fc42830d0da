"""The fields of a line of the diary, for a new one and for a change."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st
from pydantic import ValidationError

from coach.diary.line import LONGEST_TEXT, DiaryEntry, DiaryLine
from coach.diary.moments import MOMENT_NAMES
from coach.diary.relief import helping, relief_name, reliefs
from coach.records.care_entries import DiaryMoment
from coach.web.bodychart import body_chart, clear_chart
from coach.web.problems import plain

SCALE: Final = list(range(11))
NOTHING: Final = "Please fill in one thing at least. Whatever you like to note is fine."

_FIELDS: Final = (
    "moment",
    "pain",
    "areas",
    "helped",
    "side_effects",
    "sleep_h",
    "sleep_quality",
    "mood",
    "note",
)


def ask(prefix: str, entry: DiaryEntry | None, moment: DiaryMoment) -> None:
    """Draw the fields but pain; what is filled in lies in the session under ``prefix``.

    ``entry`` is what they begin with; ``moment`` is suggested for a new line.
    """
    st.segmented_control(
        "When was it?",
        list(MOMENT_NAMES),
        format_func=MOMENT_NAMES.__getitem__,
        default=entry.moment if entry else moment,
        required=True,
        key=_key(prefix, "moment"),
    )
    _ask_where(prefix, entry)
    _ask_helped(prefix, entry)
    _ask_sleep_and_mood(prefix, entry)
    st.text_area(
        "Anything else?",
        value=entry.note if entry else "",
        max_chars=LONGEST_TEXT,
        key=_key(prefix, "note"),
        placeholder="A long car ride, a visit from the grandchildren",
    )


def ask_pain(prefix: str, entry: DiaryEntry | None) -> None:
    """The big figures, for a line that is not written with one tap."""
    with st.container(key=f"diary-pain-{prefix}"):
        st.pills(
            "How much did it hurt? 0 is no pain, 10 the worst you can imagine",
            SCALE,
            default=entry.pain if entry else None,
            key=_key(prefix, "pain"),
        )


def filled_in(prefix: str, pain: int | None = None) -> DiaryLine | None:
    """What the fields hold as a line; None while nothing is filled in.

    ``pain`` holds where the form has no field for it.
    """
    given: dict[str, Any] = {
        name: st.session_state[_key(prefix, name)]
        for name in _FIELDS
        if _key(prefix, name) in st.session_state
    }
    given.setdefault("pain", pain)
    try:
        return DiaryLine.model_validate({k: v for k, v in given.items() if v is not None})
    except ValidationError:
        return None


def forget(prefix: str) -> None:
    """Empty the fields, so that they begin anew."""
    for name in (*_FIELDS, "where"):
        st.session_state.pop(_key(prefix, name), None)
    clear_chart(f"{prefix}-chart")


def _ask_where(prefix: str, entry: DiaryEntry | None) -> None:
    """The picture is long on a phone, so it is there for whoever wants it."""
    areas = entry.areas if entry else ()
    if st.toggle("Mark on a picture where it hurts", bool(areas), key=_key(prefix, "where")):
        st.markdown("Tap the places, or choose them from the list.")
        areas = body_chart(f"{prefix}-chart", areas)
    st.session_state[_key(prefix, "areas")] = areas


def _ask_helped(prefix: str, entry: DiaryEntry | None) -> None:
    known = [kind.id for kind in helping()]
    kept = [kind for kind in (entry.helped if entry else ()) if kind not in known]
    chosen = st.pills(
        "What helped? Choose as many as you like",
        known + kept,
        selection_mode="multi",
        format_func=relief_name,
        default=list(entry.helped) if entry else None,
        key=_key(prefix, "helped"),
    )
    for kind in chosen:
        note = reliefs()[kind].note if kind in reliefs() else ""
        if note:
            st.caption(f"**{plain(relief_name(kind))}:** {plain(note)}")
    st.text_input(
        "Any side effects of a medicine or treatment?",
        value=entry.side_effects if entry else "",
        max_chars=LONGEST_TEXT,
        key=_key(prefix, "side_effects"),
        placeholder="Sleepy, upset stomach",
    )


def _ask_sleep_and_mood(prefix: str, entry: DiaryEntry | None) -> None:
    st.number_input(
        "How many hours did you sleep?",
        min_value=0.0,
        max_value=24.0,
        step=0.5,
        value=entry.sleep_h if entry else None,
        format="%g",
        key=_key(prefix, "sleep_h"),
        width=240,
    )
    st.pills(
        "How well did you sleep? 0 is hardly, 10 is very well",
        SCALE,
        default=entry.sleep_quality if entry else None,
        key=_key(prefix, "sleep_quality"),
    )
    st.pills(
        "How is your mood? 0 is very low, 10 is very good",
        SCALE,
        default=entry.mood if entry else None,
        key=_key(prefix, "mood"),
    )


def _key(prefix: str, name: str) -> str:
    return f"{prefix}-{name}"
