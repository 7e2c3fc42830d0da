"""The loop of a set at this computer: picture, pose, engine, window, keys."""

from __future__ import annotations

import sys
import time
from collections import deque
from dataclasses import replace
from typing import Final

import cv2

from coach.cli.camera import Pictures
from coach.cli.guard import tell
from coach.cli.live_keys import Keys
from coach.cli.live_picture import Painter
from coach.cli.window import Window
from coach.engine.results import SetResult
from coach.live.deeds import SetEnded
from coach.live.keeper import Keeper
from coach.live.sitting import Sitting
from coach.live.update import Stage, Update
from coach.live.wire import Command
from coach.records import Ending
from poses.estimator import PoseEstimator
from poses.track import PoseFrame
from poses.upright import RgbImage
from poses.video import VideoFrame
from poses.writer import VideoWriter

WAIT_S: Final = 0.1
SILENT_S: Final = 2.0
"""Without a picture for so long the set waits."""

SLOWEST_FPS: Final = 8.0
_LOOKED_AT: Final = 40
_FAREWELL_MS: Final = 2500

_SLOW: Final = (
    "This computer manages {fps:.0f} pictures a second, too few to see quick movements well: end "
    "other programs, or use the smaller model with --lite."
)


class Station:
    """Leads one sitting; ``results`` are those of the sets that have ended."""

    def __init__(
        self,
        sitting: Sitting,
        estimator: PoseEstimator,
        painter: Painter,
        *,
        keeper: Keeper | None,
        film: VideoWriter | None,
        bell: bool,
    ) -> None:
        self.results: list[SetResult] = []
        self._filmed = False
        self._sitting = sitting
        self._estimator = estimator
        self._painter = painter
        self._keeper = keeper
        self._film = film
        self._bell = bell
        self._keys = Keys()
        self._seen: tuple[RgbImage, PoseFrame] | None = None
        self._times: deque[float] = deque(maxlen=_LOOKED_AT)
        self._told: set[str] = set()

    def run(self, pictures: Pictures, window: Window) -> None:
        """Go on until the sitting is over.

        Raises:
            UserFacingError: the camera or the film fails; see ``break_off``.
        """
        latest_s = time.monotonic()
        away = False
        while not self._sitting.over:
            shot = pictures.next(WAIT_S)
            if shot is not None:
                latest_s, away = time.monotonic(), False
                self._see(shot, window)
                self._mind_speed(latest_s, live=pictures.live)
            elif pictures.ended:
                self._do(Command("finish"), window)
            elif not away and time.monotonic() - latest_s > SILENT_S:
                away = True
                self._sitting.camera_left()
                self._show(self._sitting.update(), window)
            for command in self._keys.pressed(window.key(), self._sitting.stage):
                self._do(command, window)
        if pictures.live:
            window.key(_FAREWELL_MS)

    def close_film(self) -> None:
        """Finish the film, if a picture was taken.

        Raises:
            VideoError: the disk is full.
        """
        if self._film is not None and self._filmed:
            self._film.close()

    def break_off(self, ended: Ending) -> None:
        """End the set under way for another reason than the person's wish."""
        if self._sitting.over:
            return
        self._sitting.command(Command("stop"))
        self._keep(ended)

    def _see(self, shot: VideoFrame, window: Window) -> None:
        if self._film is not None:
            self._film.write(shot.time_s, shot.rgb)
            self._filmed = True
        frame = self._estimator.estimate(shot)
        if self._keeper is not None:
            self._sitting.saved = self._keeper.saved
        self._seen = (shot.rgb, frame)
        self._show(self._sitting.feed(frame, _light(shot.rgb)), window)

    def _do(self, command: Command, window: Window) -> None:
        self._show(self._sitting.command(command), window)

    def _show(self, update: Update, window: Window) -> None:
        self._keep()
        if self._bell and any(said.kind == "count" for said in update.cues):
            sys.stderr.write("\a")
            sys.stderr.flush()
        if self._seen is not None:
            asking = self._keys.asking and update.stage is not Stage.OVER
            window.show(self._painter.paint(*self._seen, update, asking=asking))

    def _keep(self, ended: Ending | None = None) -> None:
        deeds = self._sitting.take_deeds()
        if ended is not None:
            deeds = [replace(d, ended=ended) if isinstance(d, SetEnded) else d for d in deeds]
        self.results += [deed.result for deed in deeds if isinstance(deed, SetEnded)]
        if self._keeper is not None:
            self._keeper.take(deeds)
            if self._keeper.problem is not None:
                self._tell_once(self._keeper.problem)

    def _mind_speed(self, now_s: float, *, live: bool) -> None:
        self._times.append(now_s)
        if live and len(self._times) == _LOOKED_AT:
            fps = (_LOOKED_AT - 1) / max(self._times[-1] - self._times[0], 1e-6)
            if fps < SLOWEST_FPS:
                self._tell_once(_SLOW.format(fps=fps), "slow")

    def _tell_once(self, sentence: str, topic: str = "") -> None:
        if (topic or sentence) not in self._told:
            self._told.add(topic or sentence)
            tell(sentence)


def _light(rgb: RgbImage) -> float:
    """Mean brightness, 0..1; a few hundred points are enough."""
    few = rgb[:: max(1, rgb.shape[0] // 24), :: max(1, rgb.shape[1] // 24)]
    return float(cv2.cvtColor(few.copy(), cv2.COLOR_RGB2GRAY).mean()) / 255.0
