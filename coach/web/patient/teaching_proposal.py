"""What was found in a demonstration, and what the therapist makes of it."""

from __future__ import annotations

from typing import Final, get_args

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from coach.teach import Adjustments, Candidate, Proposal, Words
from coach.teach.words import Category
from coach.web.charts import ACCENT, BAND, CONFIG, GRID, INK, PAPER
from coach.web.exercise_words import CATEGORIES
from coach.web.howto import show_howto
from coach.web.problems import plain
from coach.web.words import view_words

_KINDS: Final[tuple[Category, ...]] = get_args(Category)
_SHOWN_CANDIDATES: Final = 6


def show_found(proposal: Proposal) -> None:
    """The movement as a figure, its line with the repetitions, and the measures in question."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        show_howto(proposal.exercise, key=f"teach-howto-{proposal.exercise.id}")
    with right:
        if proposal.line is not None:
            st.plotly_chart(_chart(proposal), config=CONFIG, key="teach-line", theme=None)
        for start_s, end_s in proposal.holds_s:
            st.markdown(f"Held from {start_s:.1f} to {end_s:.1f} s.")
        for note in proposal.notes:
            st.info(plain(note), icon=":material/lightbulb:")
    if proposal.repetitions and proposal.chosen is not None:
        _tables(proposal, proposal.chosen)


def _chart(proposal: Proposal) -> go.Figure:
    line = proposal.line
    assert line is not None
    figure = go.Figure(
        go.Scatter(
            x=line.time_s,
            y=np.round(line.value, 2),
            mode="lines",
            line={"color": ACCENT, "width": 3},
        )
    )
    for number, rep in enumerate(proposal.repetitions, 1):
        figure.add_vrect(
            x0=rep.start_s,
            x1=rep.end_s,
            fillcolor=BAND,
            line_width=0,
            annotation={"text": f"<b>{number}</b>", "font": {"size": 17, "color": INK}},
        )
    figure.update_layout(
        title=line.title.capitalize(),
        height=320,
        margin={"l": 10, "r": 10, "t": 50, "b": 10},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"color": INK, "size": 15},
        showlegend=False,
    )
    figure.update_xaxes(title="seconds", gridcolor=GRID, automargin=True)
    figure.update_yaxes(gridcolor=GRID, automargin=True)
    return figure


def _tables(proposal: Proposal, chosen: Candidate) -> None:
    st.dataframe(
        [
            {
                "No.": number,
                "From, s": round(rep.start_s, 1),
                "To, s": round(rep.end_s, 1),
                "Side": rep.side.value if rep.side else "",
                "Start": _value(rep.start, chosen),
                "Far end": _value(rep.far, chosen),
            }
            for number, rep in enumerate(proposal.repetitions, 1)
        ],
        hide_index=True,
        key="teach-repetitions",
    )
    with st.expander("Why this measure?", icon=":material/help:"):
        st.dataframe(
            [
                {
                    "Measure": entry.ref.title,
                    "Start": _value(entry.start, entry),
                    "Far end": _value(entry.far, entry),
                    "Times": entry.repetitions,
                    "Rank": round(entry.rank, 2),
                    "Why": "; ".join(filter(None, (entry.outcome, *entry.reasons))),
                }
                for entry in proposal.candidates[:_SHOWN_CANDIDATES]
            ],
            hide_index=True,
            key="teach-candidates",
        )


def _value(value: float, entry: Candidate) -> str:
    return f"{value:.0f}°" if entry.ref.unit == "deg" else f"{value:.2f}"


def change(proposal: Proposal) -> tuple[Words, Adjustments]:
    """Draw the fields; the words and figures that stand in them."""
    exercise = proposal.exercise
    text = exercise.text
    left, right = st.columns(2, gap="large")
    with left:
        name = st.text_input("Name", exercise.name, key="teach-edit-name")
        goal = st.text_input("What is it good for?", exercise.goal, key="teach-goal")
        category = st.selectbox(
            "Kind",
            _KINDS,
            index=_kind(exercise.category),
            format_func=CATEGORIES.__getitem__,
            key="teach-kind",
        )
        purpose = st.text_area("Why do it", text.purpose, key="teach-purpose")
        start = st.text_area("Start position", text.start_position, key="teach-start")
        steps = [
            st.text_input(f"Step {n}", step, key=f"teach-step-{n}")
            for n, step in enumerate(text.how_to, 1)
        ]
        safety = st.text_area("Take care", text.safety[0], key="teach-safety")
        leave_out = st.text_input("Who leaves it out?", "", key="teach-leave-out")
    with right:
        changes = _figures(proposal)
    words = Words(
        id=exercise.id,
        name=name,
        goal=goal,
        purpose=purpose,
        start_position=start,
        how_to=(steps[0], steps[1], steps[2]),
        safety=(safety,) if safety.strip() else (),
        leave_out=(leave_out,) if leave_out.strip() else (),
        category=category,
    )
    return words, changes


def _kind(category: str) -> int:
    """Its place among the kinds."""
    return [str(kind) for kind in _KINDS].index(category)


def _figures(proposal: Proposal) -> Adjustments:
    exercise = proposal.exercise
    views = st.multiselect(
        "Film it from",
        list(exercise.camera.views),
        default=list(exercise.camera.views),
        format_func=view_words,
        key="teach-views",
    )
    minimum, tempo, hold_s = None, None, None
    rule = exercise.repetitions
    if rule is not None:
        share = st.slider(
            "A repetition counts from this much of the way shown, in %",
            20,
            95,
            min(max(round(100 * rule.signals[0].minimum_progress), 20), 95),
            key="teach-minimum",
        )
        minimum = share / 100.0
        low, high = st.slider(
            "A comfortable repetition lasts, in seconds",
            0.5,
            30.0,
            (float(rule.tempo_s[0]), min(float(rule.tempo_s[1]), 30.0)),
            step=0.5,
            key="teach-tempo",
        )
        tempo = (low, high) if low < high else None
    to_hold = exercise.hold.target_s if exercise.hold else rule.hold_s if rule else None
    if to_hold is not None:
        hold_s = float(
            st.number_input("Seconds to hold", 1, 300, max(round(to_hold), 1), key="teach-hold")
        )
    st.caption(
        "The limits come from this one demonstration. Whoever can't go as far gets targets of "
        "their own."
    )
    return Adjustments(minimum, tempo, tuple(views) or None, hold_s)
