"""The player: a clip or a drawn skeleton beside its repetitions; each can be jumped to."""

from __future__ import annotations

from importlib import resources
from typing import Any

import streamlit as st

from coach.engine.results import SetResult
from coach.web.replay import pack
from coach.web.routes import CLIPS
from coach.web.rows import rows
from coach.web.shelf import Clip
from poses.track import PoseTrack


def _asset(name: str) -> str:
    return resources.files("coach.web").joinpath("assets", name).read_text(encoding="utf-8")


_component = st.components.v2.component(
    "back_coach_player",
    html='<section class="player"></section>',
    css=_asset("player.css"),
    js=_asset("canvas.js") + _asset("player.js"),
)


def show_player(
    result: SetResult,
    *,
    key: str,
    clip: Clip | None = None,
    track: PoseTrack | None = None,
    chart: str | None = None,
) -> None:
    """Show the set; ``chart`` is the key of a Plotly chart over time to be jumped from as well.

    The clip is played when there is one, else the skeleton of the track; with neither, the list
    of repetitions stands alone.
    """
    source: dict[str, Any] | None = None
    if clip is not None:
        source = {"kind": "video", "url": f"{CLIPS}/{clip.token}"}
    elif track is not None:
        packed = pack(track)
        source = {"kind": "skeleton", **packed} if packed else None
    noun = "Holds" if result.holds else "Repetitions"
    _component(
        key=key,
        data={
            "id": clip.token if clip else key,
            "source": source,
            "rows": rows(result),
            "heading": noun,
            "hint": "Tap one to see it." if source else "",
            "empty": "Nothing was counted in this recording.",
            "chart": chart,
        },
    )
