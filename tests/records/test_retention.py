"""What has had its time is deleted, for those whom it is of, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from record_examples import save, track, video

from coach import clock
from coach.records import Database, Log, Person, SetId, StorageError, add_person
from coach.records.account_models import SignInAttemptRow
from coach.records.accounts import Password, insert_account, ready
from coach.records.attempts import begin_attempt
from coach.records.auditing import Deed, audit_of, note_view
from coach.records.care_entries import ConsentKind
from coach.records.consents import Consents
from coach.records.erasing import leave
from coach.records.retention import Expired, Keeping, expire
from coach.records.sign_ins import begin_sign_in, devices
from coach.records.video_files import video_folder

DAY = timedelta(days=1)
KEEPING = Keeping(attempts=DAY, sign_ins=30 * DAY, audit=None)
MOVEMENT, VIDEO, SHARING = ConsentKind.MOVEMENT, ConsentKind.VIDEO, ConsentKind.SHARING
NOTHING = Expired(0, 0, 0, 0, 0)

Later = Callable[[int], None]


@pytest.fixture
def paula(database: Database) -> Person:
    return add_person(database, "Paula")


@pytest.fixture
def days_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    ahead = tmp_path / "ahead"

    def go(days: int) -> None:
        ahead.write_text(str((days * DAY).total_seconds()))
        monkeypatch.setenv("BACK_COACH_CLOCK", str(ahead))

    return go


def filmed(database: Database, person: Person, frames: int = 12) -> SetId:
    log = Log(database, person.id)
    set_id = save(log, with_track=track(frames))
    log.attach_video(set_id, video(consented_at=clock.now()))
    folder = video_folder(database.videos, set_id)
    folder.mkdir(parents=True)
    (folder / "clip.webm").write_bytes(b"pictures")
    return set_id


def kept(database: Database, person: Person, set_id: SetId) -> tuple[bool, bool]:
    """Whether movement and video are there; a video's row and file must agree."""
    log = Log(database, person.id)
    noted = log.video(set_id) is not None
    assert noted == video_folder(database.videos, set_id).exists()
    return log.track(set_id) is not None, noted


def test_what_a_consent_was_for_goes_when_it_ends(
    database: Database, paula: Person, days_later: Later
) -> None:
    set_id = filmed(database, paula)
    consents = Consents(database, paula.id)
    consents.give(VIDEO, clock.now() + 30 * DAY)
    consents.give(MOVEMENT, clock.now() + 60 * DAY)
    days_later(29)
    assert expire(database, KEEPING) == NOTHING
    days_later(31)
    assert expire(database, KEEPING) == Expired(0, 1, 0, 0, 0)
    assert kept(database, paula, set_id) == (True, False)
    days_later(61)
    assert expire(database, KEEPING) == Expired(1, 0, 0, 0, 0)
    assert kept(database, paula, set_id) == (False, False)
    assert Log(database, paula.id).load(set_id).result.repetitions
    assert expire(database, KEEPING) == NOTHING
    events = [(one.deed, one.actor, one.detail) for one in audit_of(database, paula.id)]
    assert events[:2] == [(Deed.EXPIRED, None, "movement"), (Deed.EXPIRED, None, "video")]


def test_who_never_agreed_keeps_everything(
    database: Database, paula: Person, days_later: Later
) -> None:
    set_id = filmed(database, paula)
    days_later(4000)
    assert expire(database, KEEPING) == NOTHING
    assert kept(database, paula, set_id) == (True, True)


def test_who_agrees_again_in_time_keeps_everything(
    database: Database, paula: Person, days_later: Later
) -> None:
    set_id = filmed(database, paula)
    consents = Consents(database, paula.id)
    consents.give(VIDEO, clock.now() + 30 * DAY)
    days_later(40)
    consents.give(VIDEO, clock.now() + 30 * DAY)
    assert expire(database, KEEPING) == NOTHING
    assert kept(database, paula, set_id) == (True, True)


def test_what_came_after_the_end_is_the_patients_own(
    database: Database, paula: Person, days_later: Later
) -> None:
    first = filmed(database, paula)
    Consents(database, paula.id).give(VIDEO, clock.now() + 30 * DAY)
    days_later(40)
    second = filmed(database, paula, 13)
    assert expire(database, KEEPING).videos == 1
    assert kept(database, paula, first) == (True, False)
    assert kept(database, paula, second) == (True, True)


def test_only_theirs_is_deleted(database: Database, paula: Person, days_later: Later) -> None:
    other = add_person(database, "Bert")
    set_id = filmed(database, other)
    for kind in ConsentKind:
        Consents(database, paula.id).give(kind, clock.now() + DAY)
        Consents(database, other.id).give(kind)
    days_later(400)
    expire(database, KEEPING)
    assert kept(database, other, set_id) == (True, True)


def test_records_that_the_law_keeps_are_left_to_the_purge(
    database: Database, paula: Person, days_later: Later, tmp_path: Path
) -> None:
    filmed(database, paula)
    Consents(database, paula.id).give(MOVEMENT, clock.now() + DAY)
    leave(database, paula.id, tmp_path, keep_days=3650)
    days_later(40)
    assert expire(database, KEEPING) == NOTHING


def test_a_video_that_can_not_be_deleted_stays_noted_and_is_tried_again(
    database: Database, paula: Person, days_later: Later
) -> None:
    set_id = save(Log(database, paula.id))
    Log(database, paula.id).attach_video(set_id, video(consented_at=clock.now()))
    database.videos.mkdir(parents=True)
    place = video_folder(database.videos, set_id)
    place.write_bytes(b"no folder")
    Consents(database, paula.id).give(VIDEO, clock.now() + DAY)
    days_later(3)
    with pytest.raises(StorageError, match="can't be deleted"):
        expire(database, KEEPING)
    assert Log(database, paula.id).video(set_id) is not None
    place.unlink()
    assert expire(database, KEEPING).videos == 1


def test_the_trail_is_kept_for_good_unless_the_clinic_says_how_long(
    database: Database, paula: Person, days_later: Later
) -> None:
    note_view(database, add_person(database, "Thea").id, paula.id)
    days_later(400)
    assert expire(database, KEEPING) == NOTHING
    short = Keeping(DAY, 30 * DAY, audit=365 * DAY)
    assert expire(database, short).audit == 1
    assert audit_of(database, paula.id) == []


def test_old_tries_and_sign_ins_go(database: Database, paula: Person, days_later: Later) -> None:
    with database.writing() as session:
        insert_account(session, paula.id, ready(Password("paula", "four quiet words")))
    begin_sign_in(database, paula.id, "Chrome on Linux")
    begin_attempt(database, "paula", "192.0.2.1")
    assert expire(database, KEEPING) == NOTHING
    days_later(2)
    assert expire(database, KEEPING).attempts == 1
    days_later(400)
    begin_sign_in(database, paula.id, "Safari on iPhone")
    assert expire(database, KEEPING).sign_ins == 1
    assert [one.device for one in devices(database, paula.id)] == ["Safari on iPhone"]
    with database.reading() as session:
        assert session.query(SignInAttemptRow).count() == 0
