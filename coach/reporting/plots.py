"""Plots for paper: ink only, told apart by signs, strokes and hatching, never by colour."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import shorten, wrap
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator
from PIL import Image

from coach.instruments.comparing import figure as value_words
from coach.progress.changes import Changed
from coach.reporting.facts import KeptWeek
from coach.reporting.letters import drawable

DPI: Final = 200
MM: Final = 1 / 25.4
ACROSS: Final = 3
_SMALL: Final = 8
_DATES: Final = 7
_CLOSE: Final = 90
"""From so many points on, signs are drawn smaller."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture for paper: PNG in greys, and its size in millimetres."""

    png: bytes
    width: float
    height: float


def pain_plot(
    pain: Mapping[date, float], worst: Mapping[date, int], limit: int | None, width: float
) -> Plot:
    """The mean pain 0..10 of each day, the highest of it, and the limit; ``width`` in mm."""
    figure, axes = _figure(width, 56)
    days = sorted(pain)
    numbers = [day.toordinal() for day in days]
    most = [worst.get(day, pain[day]) for day in days]
    sign = 3.5 if len(days) <= _CLOSE else 1.5
    axes.vlines(numbers, [pain[day] for day in days], most, color="0.6", linewidth=1)
    axes.plot(numbers, most, "v", color="0.4", markersize=sign, fillstyle="none", label="Highest")
    axes.plot(
        numbers,
        [pain[day] for day in days],
        "o-",
        color="black",
        markersize=sign,
        linewidth=1.3,
        label="Average of the day",
    )
    if limit is not None:
        axes.axhline(limit, color="0.25", linewidth=1, dashes=(6, 3), label=f"Limit, {limit}")
    axes.set_ylim(-0.4, 10.4)
    axes.yaxis.set_major_locator(FixedLocator(range(0, 11, 2)))
    axes.set_ylabel("Pain, 0 to 10")
    _dates(axes, days, _DATES)
    _legend(figure)
    return _picture(figure, width, 56)


def courses_plot(
    courses: Sequence[Changed], unit: str, width: float, tops: Sequence[float | None] = ()
) -> Plot:
    """A panel for each course, so that nothing has to be told apart; ``width`` in mm.

    The scales begin at 0 and end at the highest that is possible, ``tops``, where it is given.
    """
    rows = -(-len(courses) // ACROSS)
    height = 37.0 * rows
    figure = _empty(width, height)
    figure.subplots_adjust(
        left=9 / width,
        right=1 - 3 / width,
        bottom=5 / height,
        top=1 - 8 / height,
        wspace=0.25,
        hspace=0.5,
    )
    for place, course in enumerate(courses):
        axes = figure.add_subplot(rows, ACROSS, place + 1)
        _panel(axes, course, unit, tops[place] if place < len(tops) else None)
    return _picture(figure, width, height)


def kept_plot(weeks: Sequence[KeptWeek], width: float) -> Plot:
    """Days planned, outlined and hatched, beside days done, filled; ``width`` in mm."""
    figure, axes = _figure(width, 46)
    places = range(len(weeks))
    planned = [week.kept.days_planned for week in weeks]
    done = [week.kept.days_done for week in weeks]
    axes.bar(
        [place - 0.2 for place in places],
        planned,
        0.38,
        color="white",
        edgecolor="0.3",
        hatch="////",
        label="Planned",
    )
    axes.bar([place + 0.2 for place in places], done, 0.38, color="0.2", label="Done")
    for place in places:
        for value, aside in ((planned[place], -0.2), (done[place], 0.2)):
            axes.annotate(
                f"{value}",
                (place + aside, value),
                ha="center",
                va="bottom",
                xytext=(0, 1),
                textcoords="offset points",
                fontsize=_SMALL,
            )
    step = max(1, len(weeks) // 13 + 1)
    axes.set_xticks(
        [place for place in places if place % step == 0],
        [f"Week {week.number}" for week in weeks][::step],
    )
    axes.set_xlim(-0.6, max(len(weeks) - 0.4, 5.6))
    axes.set_ylim(0, 7.9)
    axes.set_ylabel("Days of exercise")
    _legend(figure)
    return _picture(figure, width, 46)


def _panel(axes: Axes, course: Changed, unit: str, top: float | None) -> None:
    days = [day for day, _ in course.points]
    values = [value for _, value in course.points]
    numbers = [day.toordinal() for day in days]
    axes.plot(numbers, values, "o-", color="black", markersize=3.5, linewidth=1.3)
    high = max(*values, top or 0.0, 1.0)
    axes.set_ylim(min(0.0, *values), high * 1.22)
    for place in {0, len(values) - 1}:
        axes.annotate(
            f"{value_words(values[place])}{unit}",
            (numbers[place], values[place]),
            ha="center",
            va="bottom",
            xytext=(0, 3),
            textcoords="offset points",
            fontsize=7.5,
            fontweight="bold",
        )
    title = "\n".join(wrap(shorten(drawable(course.title), 64, placeholder="…"), 32))
    axes.set_title(title, loc="left", fontsize=_SMALL, parse_math=False)
    _plain(axes)
    if top is not None:
        axes.yaxis.set_major_locator(FixedLocator([0, top / 2, top]))
    else:
        axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes.grid(axis="y", color="0.88", linewidth=0.6)
    _dates(axes, days, 3, edge=0.13)


def _dates(axes: Axes, days: Sequence[date], most: int, edge: float = 0.04) -> None:
    """So many days as ticks at most, spread evenly; ``edge`` is the share left free beside them."""
    first, last = min(days), max(days)
    span = (last - first).days
    free = max(1.0, span * edge)
    axes.set_xlim(first.toordinal() - free, last.toordinal() + free)
    steps = max(1, min(most - 1, span))
    places = {first + timedelta(days=round(span * step / steps)) for step in range(steps + 1)}
    axes.xaxis.set_major_locator(FixedLocator([day.toordinal() for day in sorted(places)]))
    axes.xaxis.set_major_formatter(FuncFormatter(_day))


def _day(number: float, _: int | None = None) -> str:
    day = date.fromordinal(round(number))
    return f"{day.day} {day:%b}"


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    figure = _empty(width, height)
    figure.subplots_adjust(
        left=10 / width, right=1 - 2 / width, bottom=6 / height, top=1 - 7 / height
    )
    axes = figure.add_subplot(1, 1, 1)
    _plain(axes)
    axes.grid(axis="y", color="0.88", linewidth=0.6)
    axes.set_axisbelow(True)
    return figure, axes


def _plain(axes: Axes) -> None:
    """Small print and only two lines around; set here, since other threads share the defaults."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color("0.35")
    axes.tick_params(labelsize=_SMALL, color="0.35", labelcolor="0.15")
    axes.yaxis.label.set_fontsize(_SMALL)


def _empty(width: float, height: float) -> Figure:
    return Figure(figsize=(width * MM, height * MM), dpi=DPI, facecolor="white")


def _legend(figure: Figure) -> None:
    figure.legend(
        loc="upper left",
        ncols=3,
        frameon=False,
        borderaxespad=0.1,
        handlelength=2.6,
        fontsize=_SMALL,
    )


def _picture(figure: Figure, width: float, height: float) -> Plot:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    target = io.BytesIO()
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    Image.fromarray(pixels).convert("L").save(target, "PNG")
    return Plot(target.getvalue(), width, height)
