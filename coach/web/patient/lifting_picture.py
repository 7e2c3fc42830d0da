"""A picture of how somebody bent: every lift a numbered dot between knees and trunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from coach.lifting import Bend, Lift, Style
from coach.lifting.limits import limits
from coach.web.charts import ACCENT, GRID, INK, PAPER, QUIET, WARN

_KNEE_MAX: Final = 140.0
_TRUNK_MAX: Final = 100.0
_ALIKE_DEG: Final = 5.0
_COLORS: Final = {Style.SQUAT: ACCENT, Style.STOOP: WARN, Style.MIXED: "#24588f"}
_SYMBOLS: Final = {Style.SQUAT: "circle", Style.STOOP: "square", Style.MIXED: "diamond"}


@dataclass
class _Dot:
    style: Style
    knee_deg: float
    trunk_deg: float
    numbers: list[int]

    def holds(self, bend: Bend) -> bool:
        return (
            bend.style is self.style
            and abs(bend.knee_deg - self.knee_deg) < _ALIKE_DEG
            and abs(bend.trunk_deg - self.trunk_deg) < _ALIKE_DEG
        )


def style_picture(lifts: Sequence[Lift]) -> go.Figure | None:
    """Bend of the knees against lean of the trunk; None when no lift was seen from the side."""
    together = _together(lifts)
    if not together:
        return None
    known = limits().style
    figure = go.Figure()
    _area(figure, known.squat_knee_above_deg, _KNEE_MAX, 0.0, known.squat_trunk_below_deg, "squat")
    _area(figure, 0.0, known.stoop_knee_below_deg, known.stoop_trunk_above_deg, _TRUNK_MAX, "stoop")
    for style in Style:
        same = [bend for bend in together if bend.style is style]
        if same:
            figure.add_trace(_dots(style, same))
    figure.update_layout(
        height=360,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": "Source Sans, sans-serif", "size": 16, "color": INK},
        hoverlabel={"font": {"size": 16}},
        dragmode=False,
        legend={"orientation": "h", "y": 1.02, "x": 0, "yanchor": "bottom", "font": {"size": 16}},
        showlegend=True,
    )
    axis = {"gridcolor": GRID, "zeroline": False, "fixedrange": True, "automargin": True}
    figure.update_xaxes(title="Knees bent, degrees", range=[0, _KNEE_MAX], **axis)
    figure.update_yaxes(title="Trunk leaning, degrees", range=[0, _TRUNK_MAX], **axis)
    return figure


def _together(lifts: Sequence[Lift]) -> list[_Dot]:
    """Lifts that were hardly different share a dot, so that their numbers can be read."""
    dots: list[_Dot] = []
    for lift in lifts:
        bend = lift.bend
        if bend is None:
            continue
        near = next((dot for dot in dots if dot.holds(bend)), None)
        if near is None:
            dots.append(_Dot(bend.style, bend.knee_deg, bend.trunk_deg, [lift.number]))
        else:
            near.numbers.append(lift.number)
    return dots


def _dots(style: Style, dots: Sequence[_Dot]) -> go.Scatter:
    count = sum(len(dot.numbers) for dot in dots)
    return go.Scatter(
        x=[round(dot.knee_deg, 1) for dot in dots],
        y=[round(dot.trunk_deg, 1) for dot in dots],
        mode="markers+text",
        marker={"size": 16, "color": _COLORS[style], "symbol": _SYMBOLS[style]},
        text=[", ".join(map(str, dot.numbers)) for dot in dots],
        textposition="top center",
        textfont={"size": 17, "color": INK},
        name=f"{style.value.capitalize()} ({count})",
        hovertemplate=f"Lift %{{text}}: {style.value}<br>knees %{{x:.0f}}°, trunk %{{y:.0f}}°"
        "<extra></extra>",
    )


def _area(figure: go.Figure, x0: float, x1: float, y0: float, y1: float, name: str) -> None:
    figure.add_shape(
        type="rect",
        x0=x0,
        x1=x1,
        y0=y0,
        y1=y1,
        line={"width": 0},
        fillcolor="rgba(107,100,89,0.10)",
        layer="below",
        label={
            "text": name,
            "textposition": "bottom right" if x0 else "bottom left",
            "font": {"size": 17, "color": QUIET},
        },
    )
