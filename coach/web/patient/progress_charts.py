"""Pain, function, range and form over the weeks, with goals marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import plotly.graph_objects as go

from coach.progress.adherence import Adherence
from coach.progress.changes import Changed
from coach.web.charts import ACCENT, BAND, GRID, INK, PAPER, QUIET, WARN

_LOOKS: Final = (
    (ACCENT, "circle", "solid"),
    (WARN, "square", "dash"),
    ("#24588f", "diamond", "dot"),
    ("#7a4b8c", "triangle-up", "dashdot"),
    (QUIET, "cross", "longdash"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A goal on its day, reached or not yet."""

    day: date
    text: str
    reached: bool


def pain_chart(
    points: Iterable[tuple[date, float]], limit: int, marks: Iterable[Mark]
) -> go.Figure:
    """The mean pain of each day, with the band in which exercise goes on."""
    rows = sorted(points)
    figure = go.Figure(
        go.Scatter(
            x=[day for day, _ in rows],
            y=[round(value, 1) for _, value in rows],
            mode="lines+markers",
            line={"color": ACCENT, "width": 2.5},
            marker={"size": 9},
            name="Pain of the day",
            hovertemplate="%{y} of 10<br>%{x|%d %B}<extra></extra>",
        )
    )
    figure.add_hrect(y0=0, y1=limit, fillcolor=BAND, line_width=0, layer="below")
    figure.update_yaxes(title="Pain, 0 to 10", range=[-0.4, 10.4], dtick=2)
    return _dressed(figure, marks)


def course_chart(courses: Sequence[Changed], title: str, marks: Iterable[Mark]) -> go.Figure:
    """A line for each course; colours, signs and dashes all differ."""
    figure = go.Figure()
    for place, course in enumerate(courses):
        color, symbol, dash = _LOOKS[place % len(_LOOKS)]
        figure.add_trace(
            go.Scatter(
                x=[day for day, _ in course.points],
                y=[round(value, 1) for _, value in course.points],
                mode="lines+markers",
                line={"color": color, "width": 2.5, "dash": dash},
                marker={"size": 11, "symbol": symbol},
                name=course.title,
                hovertemplate=f"{course.title}: %{{y}} {course.unit}<br>"
                "%{x|%d %B}<extra></extra>",
            )
        )
    figure.update_yaxes(title=title, rangemode="tozero")
    return _dressed(figure, marks)


def kept_chart(weeks: Sequence[tuple[int, Adherence]]) -> go.Figure:
    """Days done beside days planned, week by week."""
    figure = go.Figure()
    names = [f"Week {number}" for number, _ in weeks]
    for name, values, color in (
        ("Planned", [kept.days_planned for _, kept in weeks], GRID),
        ("Done", [kept.days_done for _, kept in weeks], ACCENT),
    ):
        figure.add_trace(
            go.Bar(
                x=names,
                y=values,
                name=name,
                marker={"color": color},
                text=values,
                textposition="auto",
                hovertemplate=f"{name}: %{{y}} days<extra></extra>",
            )
        )
    figure.update_layout(barmode="group")
    figure.update_yaxes(title="Days of exercise", range=[0, 7.4], dtick=1)
    return _dressed(figure, ())


def _dressed(figure: go.Figure, marks: Iterable[Mark]) -> go.Figure:
    for mark in marks:
        figure.add_vline(
            x=mark.day.isoformat(),
            line={"color": INK, "width": 1.5, "dash": "solid" if mark.reached else "dot"},
        )
        figure.add_annotation(
            x=mark.day.isoformat(),
            y=1.0,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            text=f"{'★' if mark.reached else '☆'} {_short(mark.text)}",
            font={"size": 14, "color": INK},
        )
    figure.update_layout(
        height=300,
        margin={"l": 8, "r": 8, "t": 34, "b": 8},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": "Source Sans, sans-serif", "size": 16, "color": INK},
        dragmode=False,
        legend={"orientation": "h", "y": -0.18, "x": 0, "yanchor": "top"},
    )
    for axes in (figure.update_xaxes, figure.update_yaxes):
        axes(gridcolor=GRID, fixedrange=True, automargin=True, zeroline=False)
    if not any(isinstance(trace, go.Bar) for trace in figure.data):
        figure.update_xaxes(tickformat="%d %b", nticks=5)
    return figure


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23].rstrip()}…"
