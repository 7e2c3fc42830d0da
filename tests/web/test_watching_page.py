"""The therapist's page "Live": own patients who exercise now, and nobody else's."""

from __future__ import annotations

from uuid import UUID

import pytest
from accounts_stand_in import member, patient_of, press, signed_in, with_accounts, words
from streamlit.testing.v1 import AppTest

from coach.records import Role
from coach.records.care_links import end_care
from coach.records.sittings import note_sitting
from coach.web.store import my_database

PAGE = "therapist/watching.py"
SITTING = UUID(int=7)


def test_own_patients_who_exercise_now(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = with_accounts(monkeypatch)
    thea, otto = (member(name, Role.THERAPIST) for name in ("thea", "otto"))
    paula, rita = patient_of(thea, "paula"), patient_of(otto, "rita")
    note_sitting(my_database(), SITTING, paula.id, "Squat", "main")
    note_sitting(my_database(), UUID(int=8), rita.id, "Bridge", "main")
    with signed_in(screen, thea):
        page = app.run().switch_page(PAGE).run()
        assert "paula" in words(page)
        assert "Squat · has just begun" in words(page)
        assert "rita" not in words(page)
        press(page, "Ask to watch")
        assert "None of your patients" not in words(page)
        assert not [button for button in page.button if button.label == "Ask to watch"]
        # The link ends while the page is open: back to the list, in which paula is no more.
        end_care(my_database(), paula.id, thea.id, by=paula.id)
        page.run()
        assert "This sitting is over, or not yours to watch." in words(page)
        assert "None of your patients exercises" in words(page)


def test_without_accounts_there_is_nobody_to_watch(app: AppTest) -> None:
    page = app.run().switch_page(PAGE).run()
    assert "nobody to watch" in words(page)
