"""Give a video that a browser recorded its length and an index, without touching its pictures.

A browser writes as it records: its file knows neither how long it is nor where a moment lies, and
a player can't jump in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import av

_OPTIONS: Final = {
    # The index in front, so that a player which reads from the start finds it.
    ".webm": {"cues_to_front": "1"},
    ".mp4": {"movflags": "+faststart"},
}


def remux(path: Path) -> None:
    """Write the video anew, in its place and as a whole.

    Raises:
        av.FFmpegError: the file can't be understood; it is as it was.
        OSError: there is no room; it is as it was.
    """
    fresh = path.with_name(f"fresh{path.suffix}")
    try:
        if not _copy(path, fresh):
            return
        fresh.chmod(0o600)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _copy(path: Path, fresh: Path) -> bool:
    """Copy the pictures; False if there are none."""
    with (
        av.open(str(path)) as source,
        av.open(str(fresh), "w", options=_OPTIONS[path.suffix]) as target,
    ):
        if not source.streams.video:
            return False
        stream = source.streams.video[0]
        copy = target.add_stream_from_template(stream)
        first: int | None = None
        last: int | None = None
        for packet in source.demux(stream):
            if packet.dts is None:  # the end
                continue
            if last is not None and packet.dts <= last:
                continue  # a muxer takes rising times only
            last = packet.dts
            first = packet.dts if first is None else first
            packet.dts -= first
            if packet.pts is not None:
                packet.pts -= first
            packet.stream = copy
            target.mux(packet)
    return last is not None
