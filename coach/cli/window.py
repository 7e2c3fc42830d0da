"""A window on this computer's screen, by OpenCV."""

from __future__ import annotations

import subprocess
import sys
from types import TracebackType
from typing import Final, Self

import cv2

from coach.cli.guard import CommandError
from poses.upright import RgbImage

_PROBE: Final = "import cv2; cv2.namedWindow('x'); cv2.waitKey(1)"
_PATIENCE_S: Final = 60


class WindowError(CommandError):
    """There is no screen for a window."""


def require_screen() -> None:
    """Make sure that a window can be opened.

    Raises:
        WindowError: there is no screen, or this OpenCV knows no windows.
    """
    # Without a screen Qt ends the whole process, so another one has to try.
    try:
        tried = subprocess.run(
            [sys.executable, "-c", _PROBE],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
        )
        works = tried.returncode == 0
    except subprocess.TimeoutExpired:
        works = False
    if not works:
        raise WindowError(
            "No window can be opened here: run this command on the computer's own screen, or use "
            "'coach serve' and a browser."
        )


class Window:
    """One window; leave the ``with`` block to close it."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._size: tuple[int, int] | None = None

    def __enter__(self) -> Self:
        flags = cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL
        cv2.namedWindow(self._title, flags)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        cv2.destroyAllWindows()

    def show(self, rgb: RgbImage) -> None:
        """Show a picture."""
        height, width = rgb.shape[:2]
        if self._size is None:  # later the size is the person's to choose
            self._size = (width, height)
            cv2.resizeWindow(self._title, width, height)
        cv2.imshow(self._title, cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))

    def key(self, wait_ms: int = 1) -> str:
        """The key that was pressed, a sign in lower case or ``esc``; empty if none was.

        A window that was closed counts as ``esc``.
        """
        code = cv2.waitKey(wait_ms)
        if self._size and cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) < 1:
            return "esc"
        if code < 0:
            return ""
        return "esc" if code & 0xFF == 27 else chr(code & 0xFF).lower()
