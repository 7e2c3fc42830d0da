"""The trail reads as plain sentences, and nothing that can happen is left without words."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.records.auditing import AuditEvent, Deed
from coach.records.belonging import tables
from coach.records.care_entries import ConsentKind
from coach.records.entries import PersonId
from coach.records.watches import WatchDeed
from coach.trust.telling import trail, trail_csv
from coach.trust.terms import end_of, ends_soon
from coach.trust.words import Term, words

PAULA, THEA = PersonId(uuid4()), PersonId(uuid4())
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)


def event(
    deed: str, detail: str = "", actor: PersonId | None = THEA, at: datetime = NOON
) -> AuditEvent:
    return AuditEvent(at, actor, PAULA, deed, detail)


def told(*events: AuditEvent) -> list[str]:
    lines = trail(events, PAULA, {PAULA: "Paula", THEA: "Thea"}, {"7": "Squat of 3 May 2026"})
    return [line.sentence for line in lines]


class TestSentences:
    def test_what_others_did_is_said_with_their_name(self) -> None:
        assert told(
            event(Deed.VIEWED),
            event(Deed.VIEWED, "video:7"),
            event(Deed.VIEWED, "movement:8"),
            event(Deed.CHANGED, "programme_version journal_entry:message"),
            event(Deed.CHANGED, "exercise_set repetition fault"),
            event(Deed.EXPORTED, "a progress report (PDF)"),
        ) == [
            "Thea looked at your records.",
            "Thea watched the video of Squat of 3 May 2026.",
            "Thea looked at the movement of a set.",
            "Thea wrote or changed your plan and a message to you.",
            "Thea wrote or changed a set.",
            "Thea took out of the app: a progress report (PDF).",
        ]

    def test_ones_own_doings_are_ones_own(self) -> None:
        assert told(event(Deed.CONSENT_GIVEN, "video", PAULA)) == [
            "You agreed that videos may be seen."
        ]
        (line,) = trail([event(Deed.SIGNED_IN, actor=PAULA)], PAULA, {}, {})
        assert line.own

    def test_who_is_not_known_any_more_is_the_clinic(self) -> None:
        assert (
            told(event(Deed.VIEWED, actor=None), event(Deed.VIEWED, actor=PersonId(uuid4())))
            == ["Your clinic looked at your records."] * 2
        )

    def test_what_the_app_deletes_by_itself_is_its_own_doing(self) -> None:
        (said,) = told(event(Deed.EXPIRED, "video", None))
        assert said.startswith("Back Coach deleted videos")

    @pytest.mark.parametrize("deed", [deed.value for deed in (*Deed, *WatchDeed)])
    def test_every_deed_has_its_words(self, deed: str) -> None:
        known = words().deeds
        assert deed in known or all(
            f"{deed}:{kind}" in known
            for kind in ConsentKind
            if (deed, kind) != ("expired", ConsentKind.SHARING)  # there is nothing to delete
        )

    def test_every_table_has_its_words_or_is_part_of_another(self) -> None:
        known = set(words().changed) | set(words().parts.tables)
        assert {table.name for table in tables()} <= known

    @given(st.text(max_size=20), st.text(max_size=40))
    def test_nothing_that_was_written_down_can_stop_the_page(self, deed: str, detail: str) -> None:
        assert told(event(deed, detail))


class TestTable:
    def test_it_holds_every_line_at_the_patients_time(self) -> None:
        lines = trail([event(Deed.VIEWED), event(Deed.SIGNED_IN)], PAULA, {THEA: "=Thea()"}, {})
        rows = list(csv.reader(io.StringIO(trail_csv(lines, "Europe/Berlin"))))
        assert rows[0] == ["when", "who", "what"]
        assert rows[1] == ["2026-05-20 14:00", "'=Thea()", "looked at your records"]
        assert len(rows) == 3


class TestTerms:
    def test_a_term_ends_with_a_day_where_the_patient_lives(self) -> None:
        end = end_of(Term(months=3, label="x"), NOON, "Asia/Tokyo")
        assert end is not None
        assert end.isoformat() == "2026-08-21T00:00:00+09:00"

    def test_a_month_without_such_a_day_ends_with_its_last(self) -> None:
        late = datetime(2025, 11, 30, 12, tzinfo=UTC)
        end = end_of(Term(months=3, label="x"), late, None)
        assert end is not None
        assert end.date().isoformat() == "2026-03-01"

    @given(st.integers(1, 120), st.datetimes(datetime(2024, 1, 1), datetime(2060, 1, 1)))
    def test_it_is_always_later_and_about_that_long(self, months: int, at: datetime) -> None:
        now = at.replace(tzinfo=UTC)
        end = end_of(Term(months=months, label="x"), now, "America/New_York")
        assert end is not None
        days = (end - now).total_seconds() / 86400
        assert months * 28 <= days <= months * 31 + 2

    def test_no_months_is_no_end(self) -> None:
        assert end_of(Term(months=0, label="x"), NOON, None) is None

    def test_soon_is_before_the_end_and_not_after(self) -> None:
        days = words().terms.expiring_days
        assert ends_soon(NOON + timedelta(days=days), NOON)
        assert not ends_soon(NOON + timedelta(days=days + 1), NOON)
        assert not ends_soon(NOON, NOON)
        assert not ends_soon(None, NOON)
