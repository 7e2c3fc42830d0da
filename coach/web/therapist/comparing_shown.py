"""A comparison on the page: what differs in words, the lines, the figures on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from coach.review.comparing import Curve, Piece, Stretch, comparable, same_limb, stretches
from coach.review.comparing_differences import Difference, Names
from coach.review.comparing_figures import overlay
from coach.review.comparing_rules import together
from coach.web.charts import CONFIG
from coach.web.comparing.component import show_figures
from coach.web.problems import plain
from coach.web.therapist.comparing_chart import END, both_lines
from coach.web.therapist.comparing_side import ComparedSet

_CHART: Final = "compare-lines"


@dataclass(frozen=True)
class Shown:
    """One movement of a set, to be shown."""

    of: ComparedSet
    piece: Piece

    @property
    def key(self) -> str:
        """Names it on the page."""
        return f"{self.of.saved.id}-{self.piece.number}"


def show_comparison(
    first: Shown,
    second: Shown,
    names: Names,
    differences: Sequence[Difference],
    *,
    mirrored: bool,
) -> None:
    """Say what differs, then show lines and figures as far as both movements were kept."""
    _say(differences)
    key = f"{first.key}-{second.key}"
    left, right = st.columns(2, gap="large")
    with left:
        _figures(first, second, names, key, mirrored=mirrored)
    with right:
        _lines(first, second, names, key)


def _say(differences: Sequence[Difference]) -> None:
    told = [one for one in differences if one.beyond]
    rest = [one for one in differences if not one.beyond]
    if told:
        st.markdown("\n".join(f"- **{plain(one.sentence)}**" for one in told))
    else:
        st.markdown("Nothing differs by more than measuring can make.")
    if rest:
        with st.expander("What does not differ, or could not be compared"):
            st.markdown("\n".join(f"- {plain(one.sentence)}" for one in rest))


def _figures(first: Shown, second: Shown, names: Names, key: str, *, mirrored: bool) -> None:
    tracks = (first.of.track, second.of.track)
    packed = None
    if tracks[0] is not None and tracks[1] is not None:
        packed = overlay((tracks[0], first.piece), (tracks[1], second.piece), mirrored=mirrored)
    if packed is None:
        st.info(
            "The movement of one of them can't be shown. The figures stay.", icon=":material/info:"
        )
        return
    show_figures(
        packed,
        (names.first, names.second),
        key=f"compare-{key}",
        chart=f"{_CHART}-{key}",
        chart_end=END,
    )
    st.caption(
        f"Both are drawn at the same size and lie on each other at the {packed['laid']}."
        + (" The second one is turned over, left to right." if mirrored else "")
    )


def _lines(first: Shown, second: Shown, names: Names, key: str) -> None:
    one, other = first.of.curve(first.piece), second.of.curve(second.piece)
    if one is None or other is None:
        return
    if first.piece.side != second.piece.side:
        other = other.mirrored()
        if not same_limb([first.piece, second.piece]):
            st.info(
                "No line for both: the camera measures the limb next to it, and that is another "
                "one in each of the two.",
                icon=":material/info:",
            )
            return
    if not comparable(one, other):
        st.info(
            f"No line for both: one shows the {one.title}, the other the {other.title}.",
            icon=":material/info:",
        )
        return
    parts = stretches(one, other)
    st.plotly_chart(
        both_lines(one, other, names, parts, held=first.piece.turn_s is None),
        theme=None,
        config=CONFIG,
        key=f"{_CHART}-{key}",
        alt=f"The {one.title} over the movement, {names.first} and {names.second}",
    )
    st.caption(" ".join(_part(part, one.unit) for part in parts) or _same(one, other))


def _part(one: Stretch, unit: str) -> str:
    sign = "°" if unit == "degrees" else f" {unit}"
    size = f"{abs(one.most):.0f}{sign}" if unit == "degrees" else f"{abs(one.most):.2f}{sign}"
    more = "more" if one.most > 0 else "less"
    return (
        f"From {one.first:.0f} to {one.last:.0f} % the second one is up to {size} {more} (shaded)."
    )


def _same(first: Curve, second: Curve) -> str:
    limit = together(first.error, second.error)
    figure = f"{limit:.0f}°" if first.unit == "degrees" else f"{limit:.2f}"
    return f"Nowhere do the lines differ by more than measuring can make ({figure})."
