"""A file that somebody takes along is there whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.records.errors import StorageError


@contextmanager
def whole_file(target: Path, what: str, untouched: str) -> Iterator[Path]:
    """Where to write meanwhile; it becomes ``target`` once all of it is written.

    ``what`` is what the file is called, ``untouched`` says what a failure leaves as it was.

    Raises:
        StorageError: the file can't be written; no half of it is left.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        yield part
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(
            f"{what} {target} can't be written ({error.strerror or error}): choose another "
            f"folder, or free some disk space. {untouched}"
        ) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
