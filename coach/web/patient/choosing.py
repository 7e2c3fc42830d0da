"""Which video, and which exercise it shows."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from coach import clock
from coach.analysis import AUTO
from coach.web.job import Order
from coach.web.samples import Sample, samples
from coach.web.shelf import shelf
from coach.web.store import my_exercises
from poses.errors import VideoError
from poses.video import probe

_OWN: Final = "My own video"
_SAMPLE: Final = "A sample"
_ENDINGS: Final = [
    ".3gp",
    ".avi",
    ".hevc",
    ".m2ts",
    ".m4v",
    ".mkv",
    ".mov",
    ".mp4",
    ".mpeg",
    ".mpg",
    ".mts",
    ".ogv",
    ".ts",
    ".webm",
    ".wmv",
]

SPOKEN_NAME: Final = "This file"
"""What messages call an upload: its own name may be anything."""


@dataclass(frozen=True)
class Choice:
    """What the person chose: a sample or an upload, and the exercise or ``auto``."""

    sample: Sample | None
    upload: UploadedFile | None
    exercise: str

    @property
    def complete(self) -> bool:
        """Whether there is something to analyse."""
        return self.sample is not None or self.upload is not None


def choose() -> Choice:
    """Draw the widgets."""
    known = samples()
    kinds = [_OWN, _SAMPLE] if known else [_OWN]
    kind = st.segmented_control(
        "Which video?", kinds, default=_OWN, required=True, key="video-kind", width="stretch"
    )
    sample, upload = None, None
    if kind == _SAMPLE:
        chosen = st.selectbox(
            "Choose a sample", range(len(known)), format_func=lambda i: known[i].title, key="sample"
        )
        sample = known[chosen]
        st.caption(f"{sample.detail.capitalize()}. A drawn figure, made with this software.")
    else:
        limit = st.get_option("server.maxUploadSize")
        upload = st.file_uploader(
            f"A video from this phone or computer, up to {limit} MB", type=["video/*", *_ENDINGS]
        )
        st.caption("Film your whole body, from two to three metres, in good light.")
    names = {AUTO: "Find out for me", **seen_exercises()}
    exercise = st.selectbox(
        "Which exercise?", list(names), format_func=names.__getitem__, key="exercise"
    )
    return Choice(sample, upload, exercise)


def seen_exercises() -> dict[str, str]:
    """The names of the exercises that can be seen in a video, by their ids.

    Raises:
        StorageError: the log can't be read.
    """
    return {each.id: each.name for each in my_exercises().values() if each.mode != "guide"}


def place_order(choice: Choice) -> Order:
    """Turn the choice into work for the desk; an upload is judged by its content.

    Raises:
        VideoError: the file is no video; nothing of it is left behind.
        StorageError: the log can't be read.
    """
    now, exercises = clock.now(), my_exercises()
    if choice.sample is not None:
        sample = choice.sample
        return Order(sample.path, choice.exercise, sample.title, now, exercises=exercises)
    assert choice.upload is not None
    try:
        kept = shelf.new_file(SPOKEN_NAME)
        with kept.path.open("wb") as file:
            choice.upload.seek(0)
            shutil.copyfileobj(choice.upload, file)
    except OSError as error:
        raise VideoError(
            "There is no room for this video on the computer: free some disk space and try again."
        ) from error
    try:
        probe(kept.path)
    except VideoError:
        kept.remove()
        raise
    name = _clean(choice.upload.name)
    return Order(kept.path, choice.exercise, name, now, upload=kept, exercises=exercises)


def _clean(name: str) -> str:
    """A file's name as a caption, and no more than that."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:80].strip() or "My video"
