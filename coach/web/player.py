"""The player: a clip or a drawn skeleton beside its repetitions; each can be jumped to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from coach.engine.exercise import Exercise
from coach.engine.results import SetResult
from coach.review.points import pack
from coach.web.asset import asset
from coach.web.routes import CLIPS
from coach.web.rows import rows
from coach.web.shelf import Clip
from poses.track import PoseTrack

_component = st.components.v2.component(
    "back_coach_player",
    html='<section class="player"></section>',
    css=asset("player.css"),
    js=asset("shared.js", "canvas.js", "player.js"),
)


@dataclass(frozen=True)
class Recorded:
    """A video as it was recorded: its address, and the second of the set at which it begins."""

    url: str
    from_s: float


def show_player(
    result: SetResult,
    *,
    key: str,
    clip: Clip | None = None,
    recorded: Recorded | None = None,
    track: PoseTrack | None = None,
    chart: str | None = None,
    exercise: Exercise | None = None,
) -> None:
    """Show the set; ``chart`` is the key of a Plotly chart over time to be jumped from as well.

    ``exercise`` is what was done, where it is not of the catalogue.

    The clip is played when there is one, else the recorded video, else the skeleton of the track;
    from the video one may change to the skeleton. With none of them, the list of repetitions
    stands alone.
    """
    if clip is not None:
        sources = [_clip(clip)]
    else:
        found = (_recorded(recorded), _skeleton(track))
        sources = [source for source in found if source is not None]
    noun = "Holds" if result.holds else "Repetitions"
    _component(
        key=key,
        data={
            "id": clip.token if clip else key,
            "sources": sources,
            "rows": rows(result, exercise),
            "heading": noun,
            "hint": "Tap one to see it." if sources else "",
            "empty": "Nothing was counted in this recording.",
            "chart": chart,
        },
    )


def _clip(clip: Clip) -> dict[str, Any]:
    return {
        "kind": "video",
        "url": f"{CLIPS}/{clip.token}",
        "from": 0.0,
        "legend": True,
        "label": "Your video with the skeleton drawn over it",
        "gone": "This video is no longer here. Analyse it again to see it.",
    }


def _recorded(recorded: Recorded | None) -> dict[str, Any] | None:
    if recorded is None:
        return None
    return {
        "kind": "video",
        "url": recorded.url,
        "from": recorded.from_s,
        "legend": False,
        "label": "The video of your set",
        "gone": "This video can't be played now. Load the page again, or look at the figure.",
        "offer": "Show the video",
    }


def _skeleton(track: PoseTrack | None) -> dict[str, Any] | None:
    packed = pack(track) if track is not None else None
    if packed is None:
        return None
    return {
        "kind": "skeleton",
        "from": 0.0,
        "legend": True,
        "offer": "Show the drawn figure",
        **packed,
    }
