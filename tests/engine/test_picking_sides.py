"""Which side of the body a measure is read from, where another measure decides."""

from __future__ import annotations

import math

import pytest

from coach.engine.exercise import MeasureRef
from coach.engine.signals import Reader
from poses.angles import MeasureTable
from poses.view import UNKNOWN_ORIENTATION


def reading(ref: MeasureRef, **values: float) -> tuple[float, float]:
    """What the reference says of such a body, and the side it was taken from."""
    table = MeasureTable(ref.reads)
    reader = Reader(ref, table)
    row = [values[name] for name in table.names]
    value = reader.read(row, [1.0] * len(row), UNKNOWN_ORIENTATION).value
    return value, reader.picked_side(row)


BODY = {
    "knee_flexion_left": 10.0,
    "knee_flexion_right": 30.0,
    "ankle_height_left": 0.4,
    "ankle_height_right": 0.0,
}


def test_a_side_is_picked_by_the_measure_itself():
    own = {name: value for name, value in BODY.items() if name.startswith("knee")}
    assert reading(MeasureRef(measure="knee_flexion", sides="max"), **own) == (30.0, 1.0)
    assert reading(MeasureRef(measure="knee_flexion", sides="min"), **own) == (10.0, -1.0)


@pytest.mark.parametrize(("sides", "expected"), [("max", (10.0, -1.0)), ("min", (30.0, 1.0))])
def test_a_side_is_picked_by_another_measure(sides, expected):
    """The knee of the raised leg, and of the one that lies."""
    ref = MeasureRef(measure="knee_flexion", sides=sides, by="ankle_height")
    assert reading(ref, **BODY) == expected


def test_without_picking_there_is_no_side():
    own = {name: value for name, value in BODY.items() if name.startswith("knee")}
    assert math.isnan(reading(MeasureRef(measure="knee_flexion", sides="mean"), **own)[1])


@pytest.mark.parametrize(
    "told",
    [
        {"measure": "knee_flexion", "sides": "near", "by": "ankle_height"},
        {"measure": "knee_flexion", "sides": "max", "by": "trunk_lean"},
        {"measure": "trunk_lean", "sides": "max", "by": "ankle_height"},
    ],
)
def test_picking_needs_two_sides_to_choose_from(told):
    with pytest.raises(ValueError, match="'by'"):
        MeasureRef.model_validate(told)
