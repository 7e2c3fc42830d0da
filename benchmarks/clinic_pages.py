"""How long the server takes to draw the therapist's pages of a large clinic, without a browser."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

from benchmarks.clinic import Opened, timed
from benchmarks.made_clinic import Clinic
from coach import clock
from coach.accounts.secret import new_secret
from coach.records import Database
from coach.records.account_models import AccountRow
from coach.records.care_entries import AccountState
from coach.records.sign_ins import begin_sign_in
from coach.web import browser
from coach.web.routes import MAIN_SCRIPT
from coach.web.store import PATIENT

PAGES: Final = {
    "the page of the caseload": "therapist/patients.py",
    "the page of a patient's overview": "therapist/overview.py",
}
_LONGEST_S: Final = 120
_ALONE: Final = "streamlit.runtime.scriptrunner_utils.script_run_context"


def open_pages(database: Database, folder: Path, clinic: Clinic, *, rounds: int) -> list[Opened]:
    """Run the script of each page ``rounds`` times as the therapist; the whole run is timed.

    ``folder`` is the data folder of the database. Time passes as on the clinic's last day.

    Raises:
        RuntimeError: a page could not be drawn.
        StorageError: the records can't be read or written.
    """
    # Streamlit misses a browser here, and says so at each run.
    logging.getLogger(_ALONE).setLevel(logging.ERROR)
    with _signed_in(database, folder, clinic):
        return [_page(name, script, clinic, rounds) for name, script in PAGES.items()]


def _page(name: str, script: str, clinic: Clinic, rounds: int) -> Opened:
    app = AppTest.from_file(str(MAIN_SCRIPT), default_timeout=_LONGEST_S)
    app.session_state[PATIENT] = clinic.longest.id
    app.run()
    app.switch_page(script)

    def draw() -> None:
        app.run()
        if app.exception or app.error:
            raise RuntimeError(f"{name} could not be drawn: {[*app.exception, *app.error]}")

    return timed(name, draw, rounds)


@contextmanager
def _signed_in(database: Database, folder: Path, clinic: Clinic) -> Iterator[None]:
    with database.writing() as session:
        if session.get(AccountRow, clinic.therapist.id) is None:
            session.add(
                AccountRow(
                    person_id=clinic.therapist.id,
                    login=new_secret(),
                    state=AccountState.ACTIVE,
                    created_at=clinic.therapist.created_at,
                )
            )
    with tempfile.TemporaryDirectory(prefix="back-coach-clock-") as beside:
        ahead = Path(beside) / "clock"
        ahead.write_text(str((clinic.now - clock.now()) / timedelta(seconds=1)))
        settings = {
            "BACK_COACH_DATA_DIR": str(folder),
            "BACK_COACH_ACCOUNTS": "local",
            "BACK_COACH_CLOCK": str(ahead),
        }
        with _environment(settings):
            secret = begin_sign_in(database, clinic.therapist.id, "the benchmark").secret
            with (
                patch.object(browser, "secret", lambda: secret),
                patch.object(browser, "zone", lambda: "UTC"),
            ):
                yield


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    with patch.dict(os.environ, settings):
        os.environ.pop("BACK_COACH_DATABASE_URL", None)
        yield
