"""The clip as the coach saw it: skeleton, count, cue and main angle drawn over the picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.analysis import Analysis, Progress
from coach.engine.cues import Cue, CueChooser, Priority
from coach.engine.events import HoldEnded, HoldStarted, RepCompleted, RepTurned
from coach.engine.exercise import Exercise, MeasureRef
from coach.engine.holdwatch import HoldWatch
from coach.engine.results import Hold, Repetition, SetResult, Severity
from coach.engine.signals import NEAR_FROM_DEG
from coach.engine.tracker import SetTracker, Trace
from poses.angles import Measure, measures
from poses.drawing import (
    DEFAULT_STYLE,
    INK,
    WHITE,
    Tone,
    draw_angle,
    draw_count,
    draw_cue_bar,
    draw_skeleton,
)
from poses.errors import VideoError
from poses.landmarks import Landmark
from poses.text import Color
from poses.track import FloatArray, PoseTrack
from poses.upright import RgbImage
from poses.video import probe, read_frames
from poses.view import Orientation
from poses.writer import VideoWriter

Point = tuple[float, float]

CUE_SHOWN_S: Final = 3.0
SHOWN_FROM: Final = 0.35
"""An angle seen with less confidence is not written into the picture."""

_TONES: Final[dict[Priority, Tone]] = {
    Priority.PRAISE: "good",
    Priority.HINT: "calm",
    Priority.FORM: "warn",
    Priority.CAMERA: "warn",
}
_THREE_POINTS: Final = ("bend", "signed_bend", "interior")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the coach knew at one frame of the track: the count, the cue, how the body stood."""

    count: int
    cue: Cue | None
    seen: Orientation


def write_overlay(
    video: Path, analysis: Analysis, out: Path, progress: Progress | None = None
) -> None:
    """Draw an analysis over its video and write it as an MP4 (H.264) with the same timing.

    ``out`` appears whole or not at all.

    Raises:
        VideoError: the video can't be read, or ``out`` can't be written; the message says why.
    """
    if out.exists() and out.samefile(video):
        raise VideoError(f"{out} is the video itself: choose another name for the overlay.")
    info = probe(video)
    painter = Painter(analysis)
    with VideoWriter(out, fps=info.fps) as writer:
        for frame in read_frames(video):
            writer.write(frame.time_s, painter.paint(frame.rgb, frame.time_s))
            if progress is not None:
                progress(frame.time_s, info.duration_s)


def replay(exercise: Exercise, track: PoseTrack) -> list[Scene]:
    """Run the set once more through the engine and note what it knew at each frame."""
    tracker = SetTracker(exercise)
    chooser = CueChooser()
    scenes: list[Scene] = []
    cue: Cue | None = None
    done, held_before, holding = 0, 0.0, False
    for frame in track:
        events = tracker.update(frame)
        for event in events:
            match event:
                case RepTurned() if cue is not None and cue.priority is Priority.PRAISE:
                    cue = None  # kind words about what came before are over now
                case RepCompleted():
                    done = event.repetition.number
                case HoldStarted():
                    holding = True
                case HoldEnded():
                    held_before, holding = held_before + event.hold.duration_s, False
        spoken = [said for said in chooser.choose(events) if said.priority is not Priority.COUNT]
        cue = spoken[-1] if spoken else cue
        if cue is not None and frame.time_s - cue.time_s > CUE_SHOWN_S:
            cue = None
        watch = tracker.watch
        if isinstance(watch, HoldWatch):
            done = int(held_before + (watch.held_s if holding else 0.0))
        scenes.append(Scene(done, cue, tracker.orientation))
    if scenes:  # the end of the recording may complete what was under way
        last, result = scenes[-1], tracker.finish()
        total = int(result.hold_s) if exercise.hold else len(result.repetitions)
        scenes[-1] = Scene(total, last.cue, last.seen)
    return scenes


class Painter:
    """Draws what belongs to a moment of an analysed clip."""

    def __init__(self, analysis: Analysis) -> None:
        self._track = analysis.track
        self._trace = analysis.trace
        self._result = analysis.result
        self._angle = main_angle(analysis.exercise)
        self._caption = "seconds held" if analysis.exercise.hold else analysis.exercise.name
        self._scenes = replay(analysis.exercise, analysis.track)
        self._tolerance_s = 0.75 / analysis.track.fps if analysis.track.fps else 0.05

    def paint(self, rgb: RgbImage, time_s: float) -> RgbImage:
        """A new picture with the overlay of this time; a frame unknown to the track keeps its
        count and cue but gets no skeleton.
        """
        index = int(np.searchsorted(self._track.time_s, time_s + 1e-6)) - 1
        scene = self._scenes[max(index, 0)]
        nearest = _nearest(self._track.time_s, time_s, self._tolerance_s)
        if nearest is not None and self._track[nearest].image is not None:
            rgb = draw_skeleton(rgb, self._track[nearest])
            rgb = self._with_angle(rgb, self._track.image[nearest], time_s, scene.seen)
        rgb = draw_count(rgb, scene.count, caption=self._caption)
        if scene.cue is not None:
            rgb = draw_cue_bar(rgb, scene.cue.text, tone=_TONES[scene.cue.priority])
        return _with_timeline(rgb, self._result, time_s, self._track.duration_s)

    def _with_angle(
        self, rgb: RgbImage, marks: FloatArray, time_s: float, seen: Orientation
    ) -> RgbImage:
        row = _nearest(self._trace.time_s, time_s, self._tolerance_s)
        if self._angle is None or row is None:
            return rgb
        picked = _picked(self._angle, self._trace, row, seen)
        if picked is None:
            return rgb
        measure, value = picked
        joint, *ends = _corner(measure, marks, rgb.shape[1] / rgb.shape[0])
        return draw_angle(rgb, joint, (ends[0], ends[1]), value)


def main_angle(exercise: Exercise) -> MeasureRef | None:
    """The joint angle that the exercise is about, if it can be drawn into the picture."""
    steady = exercise.hold.steady if exercise.hold else None
    ref = exercise.range or steady
    if ref is None:
        return None
    measure = measures()[ref.columns[0]]
    drawable = measure.kind in _THREE_POINTS or measure.kind in ("incline", "hang")
    return ref if drawable and measure.space == "image" and measure.unit == "deg" else None


def _picked(
    ref: MeasureRef, trace: Trace, row: int, seen: Orientation
) -> tuple[Measure, float] | None:
    """Which side's angle to draw, with its value; None when it is not seen well enough."""
    columns = [trace.names.index(name) for name in ref.columns]
    values, trust = trace.values[row, columns], trace.confidence[row, columns]
    if len(columns) == 1:
        chosen = 0
    elif ref.sides in ("left", "right"):
        chosen = ("left", "right").index(ref.sides)
    elif ref.sides in ("max", "min"):
        deciding = trace.values[row, [trace.names.index(name) for name in ref.picked_by]]
        chosen = int(np.argmax(deciding) if ref.sides == "max" else np.argmin(deciding))
    elif abs(seen.sideness_deg) >= NEAR_FROM_DEG:
        chosen = 0 if seen.near_sign > 0 else 1
    else:
        chosen = int(np.argmax(trust))
    value = float(abs(values[chosen]) if ref.absolute else values[chosen])
    if trust[chosen] < SHOWN_FROM or not np.isfinite(value):
        return None
    return measures()[ref.columns[chosen]], value


def _corner(measure: Measure, marks: FloatArray, aspect: float) -> tuple[Point, Point, Point]:
    """Where to draw: the joint, and the two ends between which the measured angle lies."""
    points = [_place(marks, name) for name in measure.points]
    if measure.kind in _THREE_POINTS:
        first, joint, last = points[:3]
        if measure.kind != "interior":  # bending is measured from the straight limb's line on
            first = 2 * joint - first
        return _pair(joint), _pair(first), _pair(last)
    joint, end = points[:2]
    length = float(np.hypot((end[0] - joint[0]) * aspect, end[1] - joint[1]))
    up = np.array([0.0, length if measure.kind == "hang" else -length])
    return _pair(joint), _pair(joint + up), _pair(end)


def _place(marks: FloatArray, name: str) -> FloatArray:
    if name.startswith("mid_"):
        left, right = (Landmark[f"{side}{name[3:]}".upper()] for side in ("LEFT", "RIGHT"))
        return 0.5 * (marks[left, :2] + marks[right, :2])
    return marks[Landmark[name.upper()], :2]


def _pair(point: FloatArray) -> Point:
    return float(point[0]), float(point[1])


def _nearest(times: NDArray[np.float64], time_s: float, within_s: float) -> int | None:
    if not len(times):
        return None
    index = int(np.argmin(np.abs(times - time_s)))
    return index if abs(times[index] - time_s) <= within_s else None


def _with_timeline(rgb: RgbImage, result: SetResult, time_s: float, total_s: float) -> RgbImage:
    """A thin bar along the bottom: how far the clip is, and where the repetitions lie."""
    height, width = rgb.shape[:2]
    thick = max(3, round(0.012 * min(height, width)))
    bar = rgb[height - thick :]
    bar[:] = INK
    scale = width / total_s if total_s > 0 else 0.0
    now = round(time_s * scale)
    _fill(bar, 0, now, WHITE, 0.55)
    pieces: tuple[Repetition | Hold, ...] = (*result.repetitions, *result.holds)
    for piece in pieces:
        wrong = any(fault.severity is not Severity.INFO for fault in piece.faults)
        color = DEFAULT_STYLE.warn if wrong else DEFAULT_STYLE.good
        start, end = round(piece.start_s * scale), round(piece.end_s * scale)
        _fill(bar, start, min(end, now), color, 1.0)
        _fill(bar, max(start, now), end, color, 0.45)
    return rgb


def _fill(bar: RgbImage, start: int, end: int, color: Color, opacity: float) -> None:
    if end > start:
        tint = opacity * np.array(color) + (1.0 - opacity) * np.array(INK)
        bar[:, start:end] = tint.astype(np.uint8)
