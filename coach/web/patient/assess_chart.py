"""A value over time, each with its measurement error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from coach.assessments.keeping import Course
from coach.web.charts import ACCENT, GRID, INK, PAPER, WARN

_LOOKS: Final = ((ACCENT, "circle"), (WARN, "square"))


def course_chart(courses: Sequence[Course]) -> go.Figure:
    """The results of one quantity over the days, a line for each side."""
    figure = go.Figure()
    for course, (color, symbol) in zip(courses, _LOOKS, strict=False):
        name = course.side.value.capitalize() if course.side else course.quantity.title
        usual = course.quantity.error.value
        figure.add_trace(
            go.Scatter(
                x=[one.performed_at.astimezone() for one in course.results],
                y=[one.value for one in course.results],
                error_y={
                    "type": "data",
                    "array": [one.error or usual for one in course.results],
                    "color": color,
                    "thickness": 1.5,
                    "width": 6,
                },
                mode="lines+markers",
                line={"color": color, "width": 2.5},
                marker={"size": 12, "symbol": symbol},
                name=name,
                hovertemplate="%{y:.1f} " + course.quantity.unit + "<br>%{x|%d %B}<extra></extra>",
            )
        )
    figure.update_layout(
        height=240,
        margin={"l": 8, "r": 8, "t": 16, "b": 8},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": "Source Sans, sans-serif", "size": 16, "color": INK},
        dragmode=False,
        showlegend=len(courses) > 1,
        legend={"orientation": "h", "y": -0.2, "x": 0, "yanchor": "top"},
    )
    figure.update_xaxes(tickformat="%d %b", nticks=5)
    figure.update_yaxes(title=courses[0].quantity.unit, title_standoff=12)
    for axes in (figure.update_xaxes, figure.update_yaxes):
        axes(gridcolor=GRID, fixedrange=True, automargin=True, zeroline=False)
    return figure
