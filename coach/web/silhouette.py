"""The start position as a soft shape that the camera's picture invites to step into."""

from __future__ import annotations

from typing import Any

from coach.engine.exercise import Exercise
from coach.web.pictogram import extent, moving


def silhouette(exercise: Exercise) -> dict[str, Any]:
    """The body in the start position, seen from the reference's side, as areas to be filled.

    The box leaves room for the whole movement. Everything is in heights of the box, so ``height``
    is 1: ``shapes`` have points ``[x, y]`` from its upper left corner, and the width of the
    ``pen`` that rounds their edges.
    """
    body = [shape for shape in moving(exercise).shapes if shape.stroke.tone in ("near", "far")]
    low, high = extent(body)
    tall = float(high[1] - low[1])
    return {
        "shapes": [
            {
                "points": ((shape.corners[0] - low) / tall).round(4).tolist(),
                "pen": round(shape.stroke.pen / tall, 4),
            }
            for shape in body
        ],
        "width": round(float(high[0] - low[0]) / tall, 4),
        "height": 1.0,
    }
