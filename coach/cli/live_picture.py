"""The picture that a person sees while a set is done at this computer."""

from __future__ import annotations

from typing import Final

import numpy as np

from coach.cli.live_shapes import check_list, dot, enlarged, headline, number_in_ring
from coach.engine.exercise import Exercise
from coach.live.update import CueKind, Said, Stage, Update
from poses.drawing import Tone, draw_cue_bar, draw_label, draw_skeleton
from poses.track import PoseFrame
from poses.upright import RgbImage

CUE_SHOWN_S: Final = 4.0

_TONES: Final[dict[CueKind, Tone]] = {
    "praise": "good",
    "hint": "calm",
    "form": "warn",
    "camera": "warn",
    "stage": "calm",
}
_SPACE: Final = {
    Stage.CHECK: "Space: begin",
    Stage.ACTIVE: "Space: pause",
    Stage.PAUSED: "Space: go on",
    Stage.REST: "Space: next set",
}
_PAIN: Final = (
    "How much does it hurt?",
    "Press 0 (not at all) to 9, or X for the worst. S: a sharp pain, we stop. Esc: go on.",
)
_LABEL_STEP: Final = 0.075


class Painter:
    """Draws the state of the sitting over the camera's picture."""

    def __init__(self, exercise: Exercise, *, mirrored: bool, recording: bool) -> None:
        self._exercise = exercise
        self._mirrored = mirrored
        self._recording = recording
        self._cue: Said | None = None
        self._cue_s = 0.0

    def paint(
        self, rgb: RgbImage, frame: PoseFrame, update: Update, *, asking: bool = False
    ) -> RgbImage:
        """A new picture: body, count and ring, the one cue, and what can be done."""
        for said in update.cues:
            if said.kind != "count":
                self._cue, self._cue_s = said, frame.time_s
        picture = draw_skeleton(enlarged(rgb), frame)
        if self._mirrored:
            picture = np.ascontiguousarray(picture[:, ::-1])
        if update.stage is Stage.CHECK:
            check_list(picture, [(c.text, c.ok) for c in update.checks if c.ok is not None])
        elif update.stage in (Stage.ACTIVE, Stage.PAUSED, Stage.OVER):
            self._count(picture, update)
        large, small = _PAIN if asking else _headline(update)
        headline(picture, large, small)
        picture = self._labels(picture, update, "" if asking else _keys(update.stage))
        return self._with_cue(picture, frame.time_s, update)

    def _count(self, picture: RgbImage, update: Update) -> None:
        """The number in its ring, which fills as the movement or the hold goes on."""
        held = self._exercise.hold is not None
        number = int(update.held_s or 0.0) if held else update.count
        target = update.target_s if held else update.target
        rows = ["seconds" if held else ""]
        if target is not None:
            rows = [f"of {target:.0f}{' seconds' if held else ''}"]
        if update.sides is not None:
            rows.append(" · ".join(f"{side.value} {n}" for side, n in update.sides.items()))
        if update.sets > 1:
            rows.append(f"set {update.set} of {update.sets}")
        number_in_ring(picture, number, update.progress, [row for row in rows if row])

    def _labels(self, picture: RgbImage, update: Update, keys: str) -> RgbImage:
        lines = [keys]
        if update.angle is not None:
            title = update.angle.title
            lines.append(f"{title[:1].upper()}{title[1:]} {update.angle.deg}°")
        if update.gesture is not None:
            lines.append(f"Arm up: {update.gesture.name} {100 * update.gesture.share:.0f} %")
        if self._recording:
            lines.append("Recording      ")
        lines = [line for line in lines if line]
        for number, line in enumerate(lines):
            # Beyond the right edge, from where a label is moved into the picture.
            picture = draw_label(picture, line, (1.0, _LABEL_STEP * number))
        if self._recording:
            high = min(picture.shape[:2]) / picture.shape[0]
            dot(picture, (0.045, _LABEL_STEP * (len(lines) - 1) / high + 0.042), 0.016)
        return picture

    def _with_cue(self, picture: RgbImage, time_s: float, update: Update) -> RgbImage:
        cue = self._cue
        if cue is not None and time_s - self._cue_s <= CUE_SHOWN_S:
            return draw_cue_bar(picture, cue.text, tone=_TONES.get(cue.kind, "calm"))
        waiting = update.stage in (Stage.CHECK, Stage.PAUSED)
        return draw_cue_bar(picture, update.advice or "", tone="warn") if waiting else picture


def _headline(update: Update) -> tuple[str, str]:
    """A word or a number to be seen from afar, and a line below."""
    left_s = update.left_s or 0.0
    match update.stage:
        case Stage.COUNTDOWN:
            return str(int(left_s) + 1), ""
        case Stage.PAUSED:
            return "Paused", "" if update.paused == "left" else _SPACE[Stage.PAUSED]
        case Stage.REST:
            return f"Rest {left_s:.0f} s", f"Next: set {update.set + 1} of {update.sets}"
    return "", ""


def _keys(stage: Stage) -> str:
    if stage is Stage.OVER:
        return ""
    words = (_SPACE.get(stage, ""), "F: finish", "P: it hurts", "Q: stop")
    return " · ".join(word for word in words if word)
