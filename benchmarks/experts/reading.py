"""Reading the files of sets that others have made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from poses.errors import UserFacingError

Array = NDArray[np.float64]


class ExpertSetError(UserFacingError):
    """A set is missing or its files are not as expected; the message says where and why."""


def table_of_numbers(path: Path, columns: int, *, separator: str | None = None) -> Array:
    """Rows of numbers, (n, columns); blank lines and a separator at the end of a line are fine.

    Raises:
        ExpertSetError: the file can't be read, or a line holds something else.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ExpertSetError(f"{path.name} can't be read: {error}.") from error
    rows = []
    for number, line in enumerate(lines, 1):
        cells = [cell for cell in line.split(separator) if cell.strip()]
        if not cells:
            continue
        try:
            row = [float(cell) for cell in cells]
        except ValueError:
            raise ExpertSetError(f"{path.name}, line {number}: expected numbers only.") from None
        if len(row) != columns:
            raise ExpertSetError(
                f"{path.name}, line {number}: expected {columns} numbers, found {len(row)}."
            )
        rows.append(row)
    if not rows:
        raise ExpertSetError(f"{path.name} holds no numbers.")
    return np.array(rows)
