"""Agreement as a table for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.records.care_entries import Subject
from coach.review.agreement import Agreement
from coach.review.agreement_interval import Interval
from coach.review.agreement_table import EVERY, Row, titled
from coach.review.judging import OTHER
from coach.web.asset import asset

_HEADS: Final = ("What", "Judged", "Exact agreement", "Kappa", "Therapist minus app")
_SUBJECTS: Final = {Subject.COUNT: "Count", Subject.SCORE: "Score", Subject.FAULT: "All faults"}


def show_rows(found: Sequence[Row], known: Mapping[str, Exercise]) -> None:
    """A table for each exercise."""
    names = {name: exercise.name for name, exercise in known.items()}
    parts = [f"<style>{asset('comparing/agreement.css')}</style>"]
    for exercise in dict.fromkeys(row.exercise for row in found):
        own = [row for row in found if row.exercise == exercise]
        lines = "".join(_line(row, known.get(exercise)) for row in own)
        heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
        parts.append(
            f'<div class="agreement"><table><caption>{escape(titled(exercise, names))}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
        )
    st.html("".join(parts))


def _line(row: Row, exercise: Exercise | None) -> str:
    found = row.agreement
    judged = f"{found.n}"
    if row.unassessed:
        judged += f'<br><span class="few">and {row.unassessed} that the app left open</span>'
    cells = (judged, _share(found), _kappa(found), _difference(row))
    data = "".join(
        f'<td data-head="{head}">{cell}</td>' for head, cell in zip(_HEADS[1:], cells, strict=True)
    )
    return f'<tr><th scope="row">{escape(_what(row, exercise))}</th>{data}</tr>'


def _what(row: Row, exercise: Exercise | None) -> str:
    if row.subject is not Subject.FAULT or row.check == EVERY:
        return _SUBJECTS[row.subject]
    if row.check == OTHER:
        return "Something else"
    checks = {check.id: check.title for check in exercise.checks} if exercise else {}
    return checks.get(row.check, row.check)


def _share(found: Agreement) -> str:
    if found.share is None:
        return f'<span class="few">{escape(found.why_no_share)}</span>'
    return f'<span class="figure">{found.share:.0%}</span>{_range(found.interval, percent=True)}'


def _kappa(found: Agreement) -> str:
    if found.kappa is None:
        # Of too few it is said once, beside.
        words = "–" if found.why_no_share else escape(found.why_no_kappa)
        return f'<span class="few">{words}</span>'
    figure = f'<span class="figure">{found.kappa.value:.2f}</span>'
    if found.kappa.interval is None:
        return f'{figure}<br><span class="range">no range: all agree so far</span>'
    return f"{figure}{_range(found.kappa.interval, percent=False)}"


def _range(interval: Interval | None, *, percent: bool) -> str:
    if interval is None:
        return ""
    low, high = (f"{value:.0%}" if percent else f"{value:.2f}" for value in interval)
    return f'<br><span class="range">{low} to {high}</span>'


def _difference(row: Row) -> str:
    if row.difference is None or row.agreement.share is None:
        return "–"
    unit = "points" if row.subject is Subject.SCORE else "repetitions"
    return f"{row.difference:+.1f} {unit}".replace("-", "\N{MINUS SIGN}")
