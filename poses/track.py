"""Poses in time: one frame, and a whole recording that can be kept in one file."""

from __future__ import annotations

import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from poses.errors import UserFacingError
from poses.landmarks import LANDMARK_COUNT, MIRROR

FloatArray = NDArray[np.float32]

SCHEMA_VERSION: Final = 1

_MIRROR_INDEX = np.array(MIRROR)


class TrackFileError(UserFacingError, ValueError):
    """The file is not a landmark track that this version can read."""


@dataclass(frozen=True, slots=True)
class PoseFrame:
    """What the camera saw of the patient at one moment.

    ``image`` has shape (33, 4): x and y as a share of the picture's width and height (0..1, may
    lie outside for a body part beyond the edge), z on the scale of x, visibility 0..1.
    ``world`` has shape (33, 3): metres from the hip centre. Both are ``None`` when nobody is seen.
    ``people`` is how many persons the picture holds, where that was checked.
    """

    time_s: float
    image: FloatArray | None
    world: FloatArray | None
    width: int
    height: int
    people: int | None = None

    def __post_init__(self) -> None:
        if (self.image is None) != (self.world is None):
            raise ValueError("a frame has both image and world landmarks or neither")
        if self.image is not None and self.image.shape != (LANDMARK_COUNT, 4):
            raise ValueError(f"expected image landmarks of shape (33, 4), got {self.image.shape}")
        if self.world is not None and self.world.shape != (LANDMARK_COUNT, 3):
            raise ValueError(f"expected world landmarks of shape (33, 3), got {self.world.shape}")

    @property
    def has_person(self) -> bool:
        """Whether a body was found."""
        return self.image is not None


@dataclass(frozen=True)
class PoseTrack:
    """A recording as landmarks: all frames of one clip or one live set.

    ``time_s`` (n,) seconds, rising; ``image`` (n, 33, 4) and ``world`` (n, 33, 3) float32 as in
    ``PoseFrame``, NaN rows where nobody is seen; ``people`` (n,) int8, -1 where not checked;
    ``width`` and ``height`` of the picture in pixels; ``source`` free facts about the origin.
    """

    time_s: NDArray[np.float64]
    image: FloatArray
    world: FloatArray
    people: NDArray[np.int8]
    width: int
    height: int
    source: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n = len(self.time_s)
        shapes = (self.image.shape, self.world.shape, self.people.shape)
        expected = ((n, LANDMARK_COUNT, 4), (n, LANDMARK_COUNT, 3), (n,))
        if shapes != expected:
            raise ValueError(f"expected shapes {expected} for {n} frames, got {shapes}")
        if n > 1 and not bool(np.all(np.diff(self.time_s) > 0)):
            raise ValueError("frame times must rise")

    def __len__(self) -> int:
        return len(self.time_s)

    def __getitem__(self, index: int) -> PoseFrame:
        seen = not bool(np.isnan(self.image[index, 0, 0]))
        people = int(self.people[index])
        return PoseFrame(
            time_s=float(self.time_s[index]),
            image=self.image[index] if seen else None,
            world=self.world[index] if seen else None,
            width=self.width,
            height=self.height,
            people=people if people >= 0 else None,
        )

    def __iter__(self) -> Iterator[PoseFrame]:
        return (self[i] for i in range(len(self)))

    @property
    def duration_s(self) -> float:
        """Seconds from the first frame to the last."""
        return float(self.time_s[-1] - self.time_s[0]) if len(self) else 0.0

    @property
    def fps(self) -> float:
        """Frames per second, from the median spacing; 0 for fewer than two frames."""
        return float(1.0 / np.median(np.diff(self.time_s))) if len(self) > 1 else 0.0

    @classmethod
    def from_frames(
        cls, frames: Iterable[PoseFrame], source: dict[str, Any] | None = None
    ) -> PoseTrack:
        """Gather frames into a track.

        Raises:
            ValueError: no frames, or times that do not rise.
        """
        frames = list(frames)
        if not frames:
            raise ValueError("a track needs at least one frame")
        nothing_4 = np.full((LANDMARK_COUNT, 4), np.nan, np.float32)
        nothing_3 = np.full((LANDMARK_COUNT, 3), np.nan, np.float32)
        return cls(
            time_s=np.array([f.time_s for f in frames], np.float64),
            image=np.stack([nothing_4 if f.image is None else f.image for f in frames]).astype(
                np.float32
            ),
            world=np.stack([nothing_3 if f.world is None else f.world for f in frames]).astype(
                np.float32
            ),
            people=np.array([-1 if f.people is None else f.people for f in frames], np.int8),
            width=frames[0].width,
            height=frames[0].height,
            source=dict(source or {}),
        )

    def mirrored(self) -> PoseTrack:
        """The same recording as seen in a mirror: left and right change places."""
        image = self.image[:, _MIRROR_INDEX].copy()
        image[..., 0] = np.float32(1.0) - image[..., 0]
        world = self.world[:, _MIRROR_INDEX].copy()
        world[..., 0] = -world[..., 0]
        return PoseTrack(
            self.time_s, image, world, self.people, self.width, self.height, self.source
        )

    def save(self, target: Path | BinaryIO) -> None:
        """Write the track as one compressed file; a file on disk appears whole or not at all."""
        if not isinstance(target, Path):
            self._write(target)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                self._write(stream)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _write(self, stream: BinaryIO) -> None:
        header = {
            "schema": SCHEMA_VERSION,
            "width": self.width,
            "height": self.height,
            "source": self.source,
        }
        np.savez_compressed(
            stream,
            header=np.frombuffer(json.dumps(header).encode(), np.uint8),
            time_s=self.time_s,
            image=self.image,
            world=self.world,
            people=self.people,
        )

    @classmethod
    def load(cls, source: Path | BinaryIO | bytes) -> PoseTrack:
        """Read a saved track.

        Raises:
            TrackFileError: the file is damaged, is no track, or comes from a newer version.
        """
        stream = io.BytesIO(source) if isinstance(source, bytes) else source
        try:
            with np.load(stream, allow_pickle=False) as stored:
                header = json.loads(stored["header"].tobytes())
                if header["schema"] > SCHEMA_VERSION:
                    raise TrackFileError(
                        "This recording was made by a newer version of Back Coach: update and "
                        "open it again."
                    )
                return cls(
                    time_s=stored["time_s"],
                    image=stored["image"],
                    world=stored["world"],
                    people=stored["people"],
                    width=int(header["width"]),
                    height=int(header["height"]),
                    source=header["source"],
                )
        except TrackFileError:
            raise
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise TrackFileError(
                "This file is not a landmark recording, or it is damaged: analyse the video again."
            ) from error
