"""The diary as a calendar: a week a column, darker is more pain, and the figure is written in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import plotly.graph_objects as go

from coach.diary.pattern import number
from coach.web.charts import INK, PAPER

WEEKS: Final = 10
"""As many as fit on a phone so that the figures can be read."""

# One hue from light to dark, which every kind of colour vision tells apart, and print as well.
_SCALE: Final = ((0.0, "#eff5f3"), (0.5, "#a3cdd1"), (0.6, "#38788f"), (1.0, "#12324f"))
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def calendar(pain: Mapping[date, float], today: date, weeks: int = WEEKS) -> go.Figure:
    """The mean pain 0..10 of each day of the last ``weeks``, this one among them."""
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    figures = [
        [pain.get(start + timedelta(days=row)) for start in mondays] for row in range(len(_DAYS))
    ]
    said = [
        [_hover(start + timedelta(days=row), pain) for start in mondays]
        for row in range(len(_DAYS))
    ]
    figure = go.Figure(
        go.Heatmap(
            x=[f"{start.day} {start:%b}" for start in mondays],
            y=list(_DAYS),
            z=figures,
            zmin=0,
            zmax=10,
            colorscale=[list(stop) for stop in _SCALE],
            showscale=False,
            xgap=3,
            ygap=3,
            text=[["" if one is None else str(round(one)) for one in row] for row in figures],
            texttemplate="%{text}",
            textfont={"size": 16},
            customdata=said,
            hovertemplate="%{customdata}<extra></extra>",
            hoverongaps=False,
        )
    )
    figure.update_layout(
        height=330,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": "Source Sans, sans-serif", "size": 16, "color": INK},
        hoverlabel={"font": {"size": 16}},
        dragmode=False,
    )
    axes = {"fixedrange": True, "showgrid": False, "automargin": True, "ticks": ""}
    figure.update_xaxes(**axes, nticks=5, type="category")
    figure.update_yaxes(**axes, autorange="reversed", ticklabelstandoff=6)
    return figure


def _hover(day: date, pain: Mapping[date, float]) -> str:
    if day not in pain:
        return ""
    return f"{day:%A}, {day.day} {day:%B}: pain {number(pain[day])} of 10"
