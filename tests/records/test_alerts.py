"""What the therapist should know is told once, and seen once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from coach.records import Database, NotFoundError, PersonId, add_person
from coach.records.alerts import AlertId, Alerts
from coach.records.care_entries import AlertLevel

SENTENCE = "Ada told a pain of 8 on 4 March."


@pytest.fixture
def alerts(database: Database) -> Alerts:
    return Alerts(database, add_person(database, "Ada").id)


def tell(alerts: Alerts, mark: str = "pain/2026-03-04") -> AlertId:
    return alerts.tell("strong_pain", AlertLevel.DAY, SENTENCE, mark)


def test_an_alert_is_told_once(alerts: Alerts) -> None:
    first = tell(alerts)
    assert tell(alerts) == first
    (alert,) = alerts.open()
    assert (alert.id, alert.kind, alert.level) == (first, "strong_pain", AlertLevel.DAY)
    assert alert.sentence == SENTENCE
    assert tell(alerts, "another") != first


def test_what_was_seen_stays_in_the_history_and_is_not_told_again(
    database: Database, alerts: Alerts
) -> None:
    known = tell(alerts)
    therapist = add_person(database, "Physio").id
    Alerts(database, alerts._patient, therapist).seen(known)
    alerts.seen(known)
    assert alerts.open() == []
    (alert,) = alerts.recent()
    assert alert.seen_by == therapist
    assert tell(alerts) == known
    assert alerts.open() == []
    with pytest.raises(ValueError, match="limit"):
        alerts.recent(0)


def test_anothers_alert_is_like_one_that_does_not_exist(database: Database, alerts: Alerts) -> None:
    known = tell(alerts)
    stranger = Alerts(database, add_person(database, "Bert").id)
    with pytest.raises(NotFoundError) as refused:
        stranger.seen(known)
    with pytest.raises(NotFoundError) as unknown:
        stranger.seen(AlertId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert stranger.open() == stranger.recent() == []
    assert [alert.id for alert in alerts.open()] == [known]
    assert tell(stranger) != known


def test_nobody_is_told_of_a_person_who_does_not_exist(database: Database) -> None:
    with pytest.raises(NotFoundError, match="no such person"):
        tell(Alerts(database, PersonId(uuid4())))
