"""Progress on standard error, only where a person can see it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

MediaProgress = Callable[[float, float | None], None]
ByteProgress = Callable[[int, int | None], None]


def _bar(unit: str) -> Progress | None:
    if not sys.stderr.isatty():
        return None
    # Scripts, which have no terminal, need not wait for this.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn(f"{{task.fields[done]}} {unit}"),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )


@contextmanager
def frames_bar(title: str) -> Iterator[MediaProgress | None]:
    """A bar for the frames of one clip with frames per second; None without a terminal."""
    bar = _bar("frames/s")
    if bar is None:
        yield None
        return
    with bar:
        task = bar.add_task(title, total=None, done="")
        frames, began = 0, time.monotonic()

        def update(time_s: float, total_s: float | None) -> None:
            nonlocal frames
            frames += 1
            rate = frames / max(time.monotonic() - began, 1e-6)
            bar.update(task, completed=time_s, total=total_s, done=f"{rate:.0f}")

        yield update


@contextmanager
def files_bar(total: int) -> Iterator[Callable[[], None]]:
    """A bar for the files of a folder."""
    bar = _bar(f"of {total} files")
    if bar is None:
        yield lambda: None
        return
    with bar:
        task = bar.add_task("Analysing", total=total, done="0")
        done = 0

        def advance() -> None:
            nonlocal done
            done += 1
            bar.update(task, completed=done, done=str(done))

        yield advance


@contextmanager
def download_bar(title: str = "Fetching the pose model") -> Iterator[ByteProgress | None]:
    """A bar for what is fetched, shown once bytes come."""
    bar = _bar("MB")
    if bar is None:
        yield None
        return
    with bar:
        task = bar.add_task(title, total=None, done="0", visible=False)

        def update(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total, done=f"{done / 1e6:.1f}", visible=True)

        yield update
