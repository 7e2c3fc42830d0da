"""Measures of the reference figure, as the camera would read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.exercise import MeasureRef
from coach.engine.figure import YAW_DEG, seen_from
from coach.engine.signals import Reader
from poses.angles import MeasureTable
from poses.body import single_body_view
from poses.view import Orientation, View

Array = NDArray[np.float64]

_SEEN: Final = np.ones((1, 33))


class FigureReader:
    """Reads some measures off a figure that is seen from one of the plain views."""

    def __init__(self, refs: Iterable[MeasureRef], view: View) -> None:
        refs = tuple(refs)
        self._table = MeasureTable(name for ref in refs for name in ref.columns)
        self._readers = [Reader(ref, self._table) for ref in refs]
        self._yaw_deg = YAW_DEG[view]
        near = -1.0 if view is View.SIDE_RIGHT else 1.0
        front = 1.0 if view is View.REAR else -1.0
        self._seen = Orientation(view, 90.0 * near if view.is_side else 0.0, near, front)

    def read(self, points: Array) -> Array:
        """The measures of 33 landmarks (33, 3): x forwards, y up, z to the person's right."""
        space = seen_from(points, self._yaw_deg)
        body = single_body_view(space, space, 1.0, self._seen)
        values = self._table.evaluate(body, _SEEN)[0][0].tolist()
        return np.array([reader.read_rest(values, self._seen) for reader in self._readers])
