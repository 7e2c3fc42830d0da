"""A set to look at: what was done, how it went, when; for new analyses and saved ones alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from coach.engine.exercise import Exercise
from coach.engine.results import SetResult
from coach.engine.summary import MINUTES, REPETITIONS, band, summarise
from coach.engine.tracker import Trace
from coach.review.series import main_series
from coach.web.charts import CONFIG, timeline
from coach.web.frame import figures
from coach.web.player import Recorded, show_player
from coach.web.problems import plain
from coach.web.score import show_not_assessed, show_score
from coach.web.shelf import Clip
from coach.web.words import count_words, seconds_words, view_words
from poses.track import PoseTrack


@dataclass(frozen=True)
class Review:
    """A set with all there is to show of it; ``key`` tells it from others on the page."""

    key: str
    result: SetResult
    exercise: Exercise | None = None
    trace: Trace | None = None
    clip: Clip | None = None
    recorded: Recorded | None = None
    track: PoseTrack | None = None


def show_review(review: Review, actions: Callable[[], None]) -> None:
    """Show the set; ``actions`` draws the buttons below the summary."""
    result = review.result
    st.header(result.exercise_name)
    st.caption(f"{seconds_words(result.duration_s)}, seen {view_words(result.view)}")
    with st.container(border=True, key="summary"):
        figures(headline(result))
        st.markdown("  \n".join(summarise(result)))
    for warning in result.warnings:
        st.info(plain(warning), icon=":material/lightbulb:")
    with st.container():  # one place in the page, whatever the buttons turn into
        actions()
    _movement(review)
    left, right = st.columns(2, gap="large")
    with left:
        show_score(result)
    with right:
        show_not_assessed(result)


def headline(result: SetResult) -> list[tuple[str, str, str]]:
    """The figures of a set that come first: what was counted or held, and the score."""
    if MINUTES in result.measurements:
        done = ("You told", f"{result.measurements[MINUTES]:.0f}", "minutes")
    elif REPETITIONS in result.measurements:
        done = ("You told", f"{result.measurements[REPETITIONS]:.0f}", "repetitions")
    elif result.holds:
        done = ("Time held", f"{result.hold_s:.0f}", "seconds")
    else:
        count = len(result.repetitions)
        done = ("Counted", str(count), "repetition" if count == 1 else "repetitions")
    shown = [done]
    if result.score.value is not None:
        shown.append(("Score", f"{result.score.value:.0f}", f"of 100, {band(result.score.value)}"))
    if result.partial_repetitions:
        partials = count_words(len(result.partial_repetitions), "movement").split(" ", 1)
        shown.append(("Not complete", partials[0], partials[1]))
    return shown


def _movement(review: Review) -> None:
    """Player and chart; the player listens to clicks in the chart."""
    chart_key = f"chart-{review.key}"
    show_player(
        review.result,
        key=f"player-{review.key}",
        clip=review.clip,
        recorded=review.recorded,
        track=review.track,
        chart=chart_key,
        exercise=review.exercise,
    )
    if review.exercise is None or review.trace is None:
        return
    series = main_series(review.exercise, review.result, review.trace)
    if series is None:
        return
    st.subheader(f"Your {series.title} over time")
    st.caption(_how_to_read(review.result))
    st.plotly_chart(
        timeline(series, review.result),
        theme=None,
        config=CONFIG,
        key=chart_key,
        alt=f"Line of the {series.title} over time with the repetitions shaded",
    )


def _how_to_read(result: SetResult) -> str:
    words = ["Shaded: held." if result.holds else "Shaded and numbered: your repetitions."]
    if result.partial_repetitions:
        words.append("Dotted: did not count.")
    if result.faults:
        words.append("Triangles: something to look at.")
    return " ".join([*words, "Tap the line to see that moment."])
