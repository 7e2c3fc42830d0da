"""Keeping a native library's chatter off the terminal without losing anyone's real message."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_STDERR: Final = 2
_CHATTER: Final = re.compile(
    rb"[IW]\d{4} \d\d:\d\d:"
    rb"|(INFO|WARNING): \[[a-z_]+\.cc:\d+\]"
    rb"|INFO: Created TensorFlow Lite"
    rb"|WARNING: (All log messages|Logging) before"
)
_one_at_a_time = threading.Lock()


@contextmanager
def without_native_chatter() -> Iterator[None]:
    """Hold back the process's standard error; what is no start-up chatter is passed on after.

    MediaPipe's library writes informational lines to file descriptor 2 directly and has no switch
    for it. Other threads' lines written meanwhile come late but whole.
    """
    with _one_at_a_time, tempfile.TemporaryFile() as held:
        try:
            terminal = os.dup(_STDERR)
        except OSError:  # a windowed process may have no standard error at all
            yield
            return
        try:
            os.dup2(held.fileno(), _STDERR)
            yield
        finally:
            os.dup2(terminal, _STDERR)
            os.close(terminal)
            held.seek(0)
            for line in held:
                if not _CHATTER.match(line):
                    os.write(_STDERR, line)
