"""Doing the next items in the background while the present one is used."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def prefetch(items: Iterator[T], depth: int = 4) -> Generator[T, None, None]:
    """The same items, produced in a background thread up to ``depth`` ahead of their use.

    An error in ``items`` is raised here, after the items before it. Stopping early (closing this
    iterator) also closes ``items``, in its own thread, before it returns.
    """
    slots: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue(depth)
    stopped = threading.Event()

    def put(entry: tuple[T | None, BaseException | None]) -> bool:
        while not stopped.is_set():
            with suppress(queue.Full):
                slots.put(entry, timeout=0.05)
                return True
        return False

    def produce() -> None:
        end: BaseException = StopIteration()
        try:
            for item in items:
                if not put((item, None)):
                    break
        except BaseException as error:
            end = error
        finally:
            close = getattr(items, "close", None)
            if close is not None:
                close()
        put((None, end))

    thread = threading.Thread(target=produce, name="decode", daemon=True)
    thread.start()
    try:
        while True:
            item, end = slots.get()
            if isinstance(end, StopIteration):
                return
            if end is not None:
                raise end
            yield item  # type: ignore[misc]  # None only beside an end
    finally:
        stopped.set()
        thread.join()
