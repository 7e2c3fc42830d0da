"""Lifts as plain data, for ``coach lifts --json`` and whoever builds upon it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from coach.lifting.lift import Hands, Lift, Measured
from coach.lifting.summary import style_mix, summary
from coach.output import rounded

SCHEMA_VERSION: Final = 1

Json = dict[str, Any]


def lifts_object(lifts: Sequence[Lift], file: str, height_m: float | None) -> Json:
    """The lifts of a recording as JSON can hold them, None for what is not known.

    Seconds to 1/1000, metres and shares to 1/1000, degrees to 1/10; each measured value comes with
    its error, plus or minus.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "file": file,
        "height_m": rounded(height_m, 3),
        "styles": {style.value: count for style, count in style_mix(lifts).items()},
        "lifts": [_lift(lift) for lift in lifts],
        "summary": list(summary(lifts)),
    }


def _lift(lift: Lift) -> Json:
    bend = lift.bend
    return {
        "number": lift.number,
        "kind": lift.kind.value,
        "start_s": rounded(lift.start_s, 3),
        "lift_off_s": rounded(lift.lift_off_s, 3),
        "end_s": rounded(lift.end_s, 3),
        "pause_s": rounded(lift.pause_s, 3),
        "style": None
        if bend is None
        else {
            "label": bend.style.value,
            "confidence": rounded(bend.confidence, 3),
            "knee_deg": rounded(bend.knee_deg, 1),
            "trunk_deg": rounded(bend.trunk_deg, 1),
            "stoop_index": rounded(bend.stoop_index, 3),
        },
        "from_hands": _hands(lift.from_hands),
        "to_hands": _hands(lift.to_hands),
        "reach_m": _measured(lift.reach_m, 3),
        "travel_m": _measured(lift.travel_m, 3),
        "turn_deg": _measured(lift.turn_deg, 1),
        "turned_to": lift.turned_to.value if lift.turned_to else None,
        "fastest_m_s": rounded(lift.pace.fastest_m_s, 3),
        "mean_m_s": rounded(lift.pace.mean_m_s, 3),
        "against_own": rounded(lift.pace.against_own, 3),
        "smoothness": rounded(lift.pace.smoothness, 3),
        "hips_lead": rounded(lift.hips_lead, 3),
        "not_assessed": [
            {"what": entry.what, "reason": entry.reason} for entry in lift.not_assessed
        ],
    }


def _hands(hands: Hands) -> Json:
    return {
        "reach_m": _measured(hands.reach_m, 3),
        "height_m": _measured(hands.height_m, 3),
        "aside_deg": _measured(hands.aside_deg, 1),
    }


def _measured(value: Measured | None, digits: int) -> Json | None:
    if value is None:
        return None
    return {"value": rounded(value.value, digits), "error": rounded(value.error, digits)}
