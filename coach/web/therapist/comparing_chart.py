"""Two lines over one movement, from start over turn to end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import plotly.graph_objects as go

from coach.review.comparing import SHARES, Curve, Stretch
from coach.review.comparing_differences import Names
from coach.web.charts import ACCENT, GRID, INK, PAPER, WARN

END: Final = 100.5
"""Where the axis ends, per cent: the last label needs room."""

_APART: Final = "rgba(180,83,10,0.14)"


def both_lines(
    first: Curve,
    second: Curve,
    names: Names,
    parts: Sequence[Stretch] = (),
    *,
    held: bool = False,
) -> go.Figure:
    """The first with a full line, the second dashed; the ``parts`` in which they differ shaded.

    ``held`` is for holds, which have no turn.
    """
    figure = go.Figure()
    looks = ((first, names.first, ACCENT, "solid"), (second, names.second, WARN, "dash"))
    decimals = ".0f" if first.unit == "degrees" else ".2f"
    for curve, name, color, dash in looks:
        figure.add_trace(
            go.Scatter(
                x=SHARES,
                y=np.round(curve.value, 2),
                mode="lines",
                line={"color": color, "width": 3, "dash": dash},
                name=name,
                hovertemplate=f"{name}: %{{y:{decimals}}} {curve.unit}<extra></extra>",
            )
        )
    for part in parts:
        figure.add_vrect(x0=part.first, x1=part.last, fillcolor=_APART, line_width=0, layer="below")
    figure.update_layout(
        height=340,
        margin={"l": 8, "r": 24, "t": 16, "b": 36},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": "Source Sans, sans-serif", "size": 16, "color": INK},
        hovermode="x unified",
        hoverdistance=-1,
        hoverlabel={"font": {"size": 16}},
        dragmode=False,
        legend={"orientation": "h", "y": 1.02, "x": 0, "yanchor": "bottom", "font": {"size": 16}},
        showlegend=True,
    )
    figure.update_xaxes(
        gridcolor=GRID,
        zeroline=False,
        fixedrange=True,
        automargin=True,
        range=[0, END],
        tickvals=[0, 25, 50, 75, 100],
        ticktext=["start", "25 %", "50 %" if held else "turn", "75 %", "end"],
    )
    figure.update_yaxes(
        gridcolor=GRID,
        zeroline=False,
        fixedrange=True,
        automargin=True,
        title=f"{first.title.capitalize()}, {first.unit}",
    )
    return figure
