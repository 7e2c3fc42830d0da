"""Any facts that a first visit may come to, and any results of check-ups."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from coach.programme.cautions import caution_rules
from coach.programme.facts import Facts
from coach.programme.model import Irritability

MONDAY = date(2026, 3, 2)

WISHES = (
    "Playing with my grandchildren",
    "Walking the dog for an hour",
    "Sitting at my desk",
    "Putting on my socks",
    "Carrying the shopping",
    "Climbing the stairs",
    "Sleeping through the night",
    "Singing in the choir",
    "",
)

wishes = st.lists(st.sampled_from(WISHES), max_size=3).map(tuple)
cautions = st.sets(st.sampled_from([*caution_rules(), "a fact nobody knows"]), max_size=4)

facts = st.builds(
    Facts,
    irritability=st.sampled_from(Irritability),
    usual_pain=st.integers(0, 10),
    activities=wishes,
    goals=wishes,
    cautions=cautions.map(lambda found: tuple(sorted(found))),
    days_per_week=st.integers(1, 7),
    minutes=st.integers(5, 120),
    direction=st.sampled_from(["none", "flexion", "extension"]),
)

capacities = st.fixed_dictionaries(
    {},
    optional={
        "chair_stand_30s": st.floats(0, 40),
        "plank_endurance": st.floats(0, 300),
        "side_plank_endurance": st.floats(0, 200),
        "single_leg_stance": st.floats(0, 45),
        "a_test_nobody_knows": st.floats(0, 10),
    },
)
