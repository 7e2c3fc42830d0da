from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from benchmarks.engine_speed import EngineCost, engine_costs
from benchmarks.tables import engine_table
from benchmarks.timing import Comparison, RunFailedError, alternate, process
from coach.engine.catalogue import catalogue
from tests.synthetic import squats


class Clock:
    """A clock that only work moves on."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s

    def work(self, seconds: float, order: list[float]) -> Callable[[], None]:
        def run() -> None:
            order.append(seconds)
            self.now_s += seconds

        return run


def test_both_are_timed_in_turn_after_a_warm_up() -> None:
    clock, order = Clock(), list[float]()
    base, other = clock.work(2.0, order), clock.work(3.0, order)
    seen = alternate(base, other, 3, clock, lambda: 2.0 * clock())
    assert seen.wall.base_s == (2.0, 2.0, 2.0)
    assert seen.wall.other_s == (3.0, 3.0, 3.0)
    assert seen.cpu is not None
    assert seen.cpu.base_s == (4.0, 4.0, 4.0)
    assert order == [2.0, 3.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0]


def test_a_system_that_does_not_tell_the_processor_time() -> None:
    clock = Clock()
    seen = alternate(clock.work(1.0, []), clock.work(1.0, []), 1, clock, lambda: 0.0)
    assert seen.wall.ratio == 1.0
    assert seen.cpu is None


def test_the_ratio_is_the_median_of_the_pairs() -> None:
    # a busy machine doubles the second pair: the ratios don't care
    seen = Comparison((10.0, 20.0, 10.0), (11.0, 22.0, 30.0))
    assert seen.ratio == pytest.approx(1.1)
    assert seen.base_median_s == 10.0
    assert seen.other_median_s == 22.0


@pytest.mark.parametrize(("base", "other"), [((), ()), ((1.0,), ())])
def test_a_comparison_needs_pairs(base: tuple[float, ...], other: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="pair"):
        Comparison(base, other)


def test_a_process_gives_its_output_or_its_last_words() -> None:
    assert process([sys.executable, "-c", "print('well')"])() == "well\n"
    with pytest.raises(RunFailedError, match="no video"):
        process([sys.executable, "-c", "import sys; sys.exit('no video')"])()


def test_the_engine_is_timed_for_every_exercise() -> None:
    costs = engine_costs(squats(1).track(), rounds=1)
    assert [cost.exercise for cost in costs] == list(catalogue())
    assert all(cost.total > 0 for cost in costs)
    assert engine_table(costs).row_count == len(costs) + 1


def test_judging_is_the_rest_and_never_negative() -> None:
    assert EngineCost("squat", 200.0, 40.0, 60.0, 50.0).judging == pytest.approx(50.0)
    assert EngineCost("squat", 100.0, 40.0, 60.0, 50.0).judging == 0.0
