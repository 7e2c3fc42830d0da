"""Five back exercises recorded by a Kinect v2 (KIMORE, Capecci et al. 2019): files of its joints.

A row holds x, y, z in metres and the sensor's state for each of 25 joints. There are no times: the
sensor's nominal 30 frames a second are taken. The clinicians' scores of the full set are not part
of a bare recording; see ``clinical.py`` for where they would go.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.experts.kinect import JOINTS
from benchmarks.experts.reading import table_of_numbers

Array = NDArray[np.float64]


def read_kimore(path: Path) -> tuple[Array, Array]:
    """Joints (n, 25, 3) in metres and their state (n, 25).

    Raises:
        ExpertSetError: the file can't be read or holds something else.
    """
    rows = table_of_numbers(path, 4 * len(JOINTS), separator=",").reshape(-1, len(JOINTS), 4)
    return rows[..., :3], rows[..., 3]
