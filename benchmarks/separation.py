"""How well a figure tells one label from another, and how well two scales agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Groups = NDArray[np.intp]


def roc_auc(positive: Array, negative: Array) -> float | None:
    """Chance that a positive value is above a negative one, ties counted half; NaN is left out.

    It is the area under the ROC curve, or Mann and Whitney's U divided by all pairs. 0.5 tells
    nothing apart, 0 is as good as 1 the other way round. None without values on both sides.
    """
    positive, negative = (side[np.isfinite(side)] for side in (positive, negative))
    if not len(positive) or not len(negative):
        return None
    ranks = rankdata(np.concatenate([positive, negative]))
    n = len(positive)
    wins = float(ranks[:n].sum()) - n * (n + 1) / 2
    return wins / (n * len(negative))


@dataclass(frozen=True, slots=True)
class Separation:
    """An area under the ROC curve with its 95 % interval, over so many values and groups.

    The interval is from drawing whole groups again, since values of one group are much alike.
    """

    auc: float
    low: float
    high: float
    positives: int
    negatives: int
    positive_groups: int
    negative_groups: int


def separation(
    values: Array, positive: Flags, groups: Groups, *, rounds: int = 1000, seed: int = 0
) -> Separation | None:
    """How well ``values`` (n,) tell the ``positive`` (n,) from the others.

    ``groups`` (n,) numbers what belongs together, such as frames of one take. None without values
    on both sides.
    """
    known = np.isfinite(values)
    values, positive, groups = values[known], positive[known], groups[known]
    auc = roc_auc(values[positive], values[~positive])
    if auc is None:
        return None
    sides = [_by_group(values[side], groups[side]) for side in (positive, ~positive)]
    low, high = np.percentile(_drawn_again(sides[0], sides[1], rounds, seed), [2.5, 97.5])
    return Separation(
        auc,
        float(low),
        float(high),
        int(positive.sum()),
        int((~positive).sum()),
        len(sides[0]),
        len(sides[1]),
    )


def _by_group(values: Array, groups: Groups) -> list[Array]:
    return [values[groups == group] for group in np.unique(groups)]


def _drawn_again(positive: list[Array], negative: list[Array], rounds: int, seed: int) -> Array:
    """Areas of ``rounds`` draws of whole groups from each side, with putting back."""
    # pairs won between two groups stay the same however often both are drawn
    won = np.array([[_won(a, b) for b in negative] for a in positive])
    random = np.random.default_rng(seed)
    counts = [
        random.multinomial(len(side), np.full(len(side), 1.0 / len(side)), size=rounds)
        for side in (positive, negative)
    ]
    pairs = [
        count @ np.array([len(group) for group in side])
        for count, side in zip(counts, (positive, negative), strict=True)
    ]
    return np.asarray(((counts[0] @ won) * counts[1]).sum(axis=1) / (pairs[0] * pairs[1]))


def _won(a: Array, b: Array) -> float:
    """Pairs in which the value of ``a`` is above that of ``b``, ties counted half."""
    ordered = np.sort(b)
    below = np.searchsorted(ordered, a, side="left")
    up_to = np.searchsorted(ordered, a, side="right")
    return float(0.5 * (below.sum() + up_to.sum()))


@dataclass(frozen=True, slots=True)
class ScaleAgreement:
    """Two scores of the same performances: ``spearman`` rank correlation (None where one of them
    never changes), ``deviation`` mean absolute difference in points, over ``pairs``."""

    spearman: float | None
    deviation: float
    pairs: int


def scale_agreement(ours: Sequence[float], theirs: Sequence[float]) -> ScaleAgreement | None:
    """Compare two scores on the same scale, such as 0..100; None for fewer than three pairs.

    Raises:
        ValueError: there are not as many of ours as of theirs.
    """
    if len(ours) != len(theirs):
        raise ValueError(f"{len(ours)} scores can't be compared with {len(theirs)}")
    if len(ours) < 3:
        return None
    a, b = np.array(ours, np.float64), np.array(theirs, np.float64)
    ranks = rankdata(a), rankdata(b)
    varied = all(np.ptp(rank) > 0 for rank in ranks)
    spearman = float(np.corrcoef(*ranks)[0, 1]) if varied else None
    return ScaleAgreement(spearman, float(np.abs(a - b).mean()), len(a))
