"""Goals, ladders and check-ins out of the journal: the person's own, in a useful order."""

from __future__ import annotations

from datetime import date

import pytest

from coach.keeping import Monthly, due
from coach.keeping.forms import MONTHLY
from coach.mind import Goal, Value, goals, values
from coach.mind.forms import GOAL, VALUE
from coach.records import Database, NotFoundError, add_person, default_person
from coach.records.journal import Journal
from coach.returning import standing
from coach.returning.forms import LADDER, LADDER_STEP, LadderPlace, LadderTry, own_key
from coach.returning.told import as_standing, last_rise, moved, tries

DAY = date(2026, 5, 4)


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database, default_person(database).id)


@pytest.fixture
def other(database: Database) -> Journal:
    return Journal(database, add_person(database, "Somebody else").id)


def test_goals_still_to_reach_come_first(journal: Journal, other: Journal) -> None:
    journal.add(GOAL, Goal(text="Walk", confidence=8), day=date(2026, 5, 1))
    journal.add(GOAL, Goal(text="Garden", confidence=8, reached_on=DAY), day=date(2026, 5, 2))
    journal.add(VALUE, Value(text="Being outside"))
    assert [entry.body.text for entry in goals(journal)] == ["Walk", "Garden"]
    assert [entry.body.text for entry in values(journal)] == ["Being outside"]
    assert goals(other) == []


def test_each_ladder_stands_where_it_was_moved_last(journal: Journal, other: Journal) -> None:
    walking = LadderPlace(ladder="walking", title="Walking", since=DAY)
    kept = journal.add(LADDER, walking)
    up = moved(walking, 2, date(2026, 5, 9), came="up", reason="It went well")
    with pytest.raises(NotFoundError):
        other.replace(kept, up)
    journal.replace(kept, up)
    own = LadderPlace(
        ladder=own_key(" My  Dance "), title="My dance", steps=("a", "b", "c"), since=DAY
    )
    journal.add(LADDER, own)
    journal.add(LADDER, LadderPlace(ladder="no_longer_there", title="Gone", since=DAY))
    mine = {one.ladder: one for one in standing(journal)}
    assert set(mine) == {"walking", "own:my dance"}
    assert (mine["walking"].step, mine["own:my dance"].words) == (2, "a")
    assert last_rise(list(mine.values()), mine["own:my dance"]) == date(2026, 5, 9)
    assert last_rise(list(mine.values()), mine["walking"]) is None
    assert standing(other) == ()


def test_what_was_done_belongs_to_its_ladder(journal: Journal) -> None:
    journal.add(LADDER_STEP, LadderTry(ladder="walking", step=1, pain=2))
    journal.add(LADDER_STEP, LadderTry(ladder="sitting", step=3, pain=1))
    assert [entry.body.step for entry in tries(journal, "sitting")] == [3]


def test_the_rules_get_all_that_is_known(journal: Journal) -> None:
    place = LadderPlace(ladder="walking", title="Walking", step=2, since=DAY, came="back")
    journal.add(LADDER, place)
    for step, day in ((3, date(2026, 5, 2)), (2, date(2026, 5, 5))):
        journal.add(LADDER_STEP, LadderTry(ladder="walking", step=step, pain=step), day=day)
    (here,) = standing(journal)
    known = as_standing(
        here,
        tries(journal, "walking"),
        date(2026, 5, 6),
        pain_now=1,
        usual_pain=4,
        flared_on=DAY,
        resting=True,
        other_up_on=DAY,
    )
    assert [(one.day, one.step, one.pain) for one in known.tries] == [
        (date(2026, 5, 2), 3, 3),
        (date(2026, 5, 5), 2, 2),
    ]
    assert (known.step, known.last, known.since) == (2, 8, DAY)
    assert (known.pain_now, known.usual_pain, known.flared_on) == (1, 4, DAY)
    assert (known.came_back, known.resting, known.other_up_on) == (True, True, DAY)


def test_a_check_in_moves_the_next_one(journal: Journal) -> None:
    checked = date(2026, 6, 22)
    journal.add(MONTHLY, Monthly(pain=2, function=8, confidence=9, sessions=2), day=checked)
    found = due(DAY, journal.entries(MONTHLY, Monthly), checked)
    assert found is not None
    assert (found.week, found.now) == (12, False)
