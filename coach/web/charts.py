"""Charts in the colours and words of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from coach.engine.results import FaultSeen, SetResult
from coach.records import SetSummary
from coach.review.series import Series

INK: Final = "#22302d"
ACCENT: Final = "#0b665a"
WARN: Final = "#b4530a"
QUIET: Final = "#6b6459"
GRID: Final = "#e4dacb"
PAPER: Final = "#fcf9f4"
BAND: Final = "rgba(11,102,90,0.13)"

CONFIG: Final[dict[str, Any]] = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
}


def timeline(series: Series, result: SetResult) -> go.Figure:
    """The main angle over time; repetitions or holds shaded and numbered, faults as triangles.

    A click anywhere gives the nearest point of the line, hence a time.
    """
    figure = go.Figure()
    figure.add_trace(
        go.Scatter(
            x=series.time_s,
            y=np.round(series.value, 2),
            mode="lines+markers",
            line={"color": ACCENT, "width": 3},
            marker={"size": 10, "color": ACCENT, "opacity": 0},
            selected={"marker": {"opacity": 0}},
            unselected={"marker": {"opacity": 0}},
            name=series.title.capitalize(),
            hovertemplate="%{x:.1f} s: %{y:.0f} " + series.unit + "<extra></extra>",
        )
    )
    for label, start_s, end_s in _spans(result):
        figure.add_vrect(
            x0=start_s,
            x1=end_s,
            fillcolor=BAND,
            line_width=0,
            layer="below",
            annotation={
                "text": f"<b>{label}</b>",
                "font": {"size": 17, "color": INK},
                "yanchor": "bottom",
                "yref": "paper",
                "y": 1.0,
            },
            annotation_position="top",
        )
    for partial in result.partial_repetitions:
        figure.add_vrect(
            x0=partial.start_s,
            x1=partial.end_s,
            fillcolor="rgba(107,100,89,0.08)",
            line={"color": QUIET, "width": 1, "dash": "dot"},
            layer="below",
        )
    if result.faults:
        figure.add_trace(_fault_marks(series, result.faults))
    _dress(figure, height=320)
    figure.update_xaxes(ticksuffix=" s", range=[0, max(result.duration_s, 1.0)])
    figure.update_yaxes(title=f"{series.title.capitalize()}, {series.unit}")
    return figure


def _spans(result: SetResult) -> list[tuple[str, float, float]]:
    if result.holds:
        return [("held", hold.start_s, hold.end_s) for hold in result.holds]
    return [(str(rep.number), rep.start_s, rep.end_s) for rep in result.repetitions]


def _fault_marks(series: Series, faults: Iterable[FaultSeen]) -> go.Scatter:
    faults = list(faults)
    times = [0.5 * (fault.start_s + fault.end_s) for fault in faults]
    seen = np.isfinite(series.value)
    heights = np.interp(times, series.time_s[seen], series.value[seen])
    return go.Scatter(
        x=times,
        y=np.round(heights, 2),
        mode="markers",
        marker={
            "symbol": "triangle-up",
            "size": 17,
            "color": WARN,
            "line": {"color": PAPER, "width": 2},
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        name="Something to look at",
        text=[fault.title for fault in faults],
        hovertemplate="%{text}<extra></extra>",
    )


def progress(sets: Iterable[SetSummary]) -> go.Figure:
    """The score of each set over the days, one line for each exercise."""
    figure = go.Figure()
    by_exercise: dict[str, list[SetSummary]] = {}
    for entry in sorted(sets, key=lambda entry: entry.performed_at):
        if entry.score is not None:
            by_exercise.setdefault(entry.exercise_name, []).append(entry)
    looks = zip(
        (ACCENT, WARN, "#24588f", "#7a4b8c", QUIET) * 8,
        ("circle", "square", "diamond", "triangle-up", "cross", "star", "x") * 6,
        strict=False,
    )
    for (name, entries), (color, symbol) in zip(sorted(by_exercise.items()), looks, strict=False):
        figure.add_trace(
            go.Scatter(
                x=[entry.performed_at.astimezone() for entry in entries],
                y=[round(entry.score or 0.0) for entry in entries],
                mode="lines+markers",
                line={"color": color, "width": 2.5},
                marker={"size": 13, "symbol": symbol},
                name=name,
                hovertemplate=f"{name}: %{{y}} of 100<br>%{{x|%d %B, %H:%M}}<extra></extra>",
            )
        )
    _dress(figure, height=280)
    figure.update_xaxes(tickformat="%d %b", nticks=5)
    figure.update_yaxes(title="Score, 0 to 100", range=[0, 105], tickvals=[0, 25, 50, 75, 100])
    return figure


def _dress(figure: go.Figure, height: int) -> None:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 34, "b": 8},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": "Source Sans, sans-serif", "size": 16, "color": INK},
        hovermode="x",
        hoverdistance=-1,
        hoverlabel={"font": {"size": 16}},
        dragmode=False,
        legend={"orientation": "h", "y": -0.16, "x": 0, "yanchor": "top", "font": {"size": 16}},
        showlegend=True,
    )
    figure.update_xaxes(gridcolor=GRID, zeroline=False, fixedrange=True, automargin=True)
    figure.update_yaxes(gridcolor=GRID, zeroline=False, fixedrange=True, automargin=True)
    figure.update_yaxes(title_standoff=12, ticklabelstandoff=4)
