"""Write frames as an h264 video that browsers play."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import av

from .render import Image


def write_video(
    path: Path, frames: Iterable[Image], size: tuple[int, int], fps: int, crf: int = 23
) -> None:
    """Encode RGB ``frames`` (height, width, 3); ``crf`` trades size (high) for quality (low)."""
    options = {"crf": str(crf), "preset": "slow"}
    # Under another name until it is complete: an interrupted run leaves no half a clip behind.
    unfinished = path.with_suffix(".part")
    flags = {"movflags": "+faststart"}
    with av.open(str(unfinished), "w", format="mp4", options=flags) as container:
        stream = container.add_stream("libx264", rate=fps, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for picture in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    unfinished.replace(path)
