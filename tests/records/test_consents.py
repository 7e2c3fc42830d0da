"""What a patient agrees to, until when, what taking it back deletes, and who is let in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from record_examples import save, track, video

import coach
from coach import clock
from coach.records import Database, Log, NotFoundError, Person, PersonId, Role, SetId, add_person
from coach.records.auditing import Deed, audit_of
from coach.records.care import Care
from coach.records.care_entries import ConsentKind
from coach.records.consents import ConsentMissingError, Consents, OwnDecisionError
from coach.records.video_files import video_folder

MONTH = timedelta(days=30)
MOVEMENT, VIDEO, SHARING = ConsentKind.MOVEMENT, ConsentKind.VIDEO, ConsentKind.SHARING


@pytest.fixture
def paula(database: Database) -> Person:
    return add_person(database, "Paula")


@pytest.fixture
def consents(database: Database, paula: Person) -> Consents:
    return Consents(database, paula.id)


@pytest.fixture
def therapist(database: Database) -> Person:
    return add_person(database, "Thea", Role.THERAPIST)


@pytest.fixture
def care(database: Database, paula: Person, therapist: Person) -> Care:
    """Paula's records as her therapist has them."""
    return Care(database, paula, therapist.id)


def filmed(database: Database, person: Person) -> SetId:
    """A set with its movement and a video."""
    log = Log(database, person.id)
    set_id = save(log, with_track=track())
    log.attach_video(set_id, video(consented_at=clock.now()))
    folder = video_folder(database.videos, set_id)
    folder.mkdir(parents=True)
    (folder / "clip.webm").write_bytes(b"pictures")
    return set_id


class TestAgreeing:
    def test_nothing_is_agreed_to_at_first(self, consents: Consents) -> None:
        assert consents.current() == consents.history() == ()
        assert not any(consents.holds(kind) for kind in ConsentKind)

    def test_it_holds_from_now_until_its_end(self, consents: Consents) -> None:
        before = clock.now()
        end = before + MONTH
        consents.give(MOVEMENT, end)
        assert consents.holds(MOVEMENT)
        assert not consents.holds(VIDEO)
        assert consents.holds(MOVEMENT, end - timedelta(seconds=1))
        assert not consents.holds(MOVEMENT, end)
        assert not consents.holds(MOVEMENT, before - timedelta(seconds=1))
        (one,) = consents.current()
        assert (one.kind, one.until, one.withdrawn_at) == (MOVEMENT, end, None)

    def test_without_an_end_it_holds_until_it_is_taken_back(self, consents: Consents) -> None:
        consents.give(VIDEO)
        assert consents.holds(VIDEO, clock.now() + 1000 * MONTH)

    def test_agreeing_anew_takes_the_place_of_the_earlier_word(self, consents: Consents) -> None:
        consents.give(VIDEO, clock.now() + MONTH)
        later = clock.now() + 3 * MONTH
        consents.give(VIDEO, later)
        (one,) = consents.current()
        assert one.until == later
        assert [old.withdrawn_at is None for old in consents.history()] == [True, False]

    def test_the_past_is_not_agreed_to(self, consents: Consents) -> None:
        with pytest.raises(ValueError, match="later than now"):
            consents.give(VIDEO, clock.now() - MONTH)
        with pytest.raises(ValueError, match="time zone"):
            consents.give(VIDEO, (clock.now() + MONTH).replace(tzinfo=None))
        assert consents.history() == ()

    def test_each_word_is_written_down(self, database: Database, paula: Person) -> None:
        consents = Consents(database, paula.id)
        consents.give(VIDEO)
        consents.withdraw(VIDEO)
        said = [(one.deed, one.detail) for one in audit_of(database, paula.id)]
        assert said == [(Deed.CONSENT_WITHDRAWN, "video"), (Deed.CONSENT_GIVEN, "video")]

    @pytest.mark.parametrize(
        "change", [lambda book: book.give(VIDEO), lambda book: book.withdraw(VIDEO)]
    )
    def test_nobody_agrees_for_a_patient(
        self, care: Care, consents: Consents, change: Callable[[Consents], object]
    ) -> None:
        consents.give(VIDEO)
        before = consents.history()
        with pytest.raises(OwnDecisionError):
            change(care.book(Consents))
        assert consents.history() == before

    def test_they_are_only_ones_own(self, database: Database, consents: Consents) -> None:
        consents.give(VIDEO)
        stranger = Consents(database, add_person(database, "Bert").id)
        assert stranger.history() == ()
        assert not stranger.holds(VIDEO)
        stranger.withdraw(VIDEO)
        assert consents.holds(VIDEO)
        with pytest.raises(NotFoundError):
            Consents(database, PersonId(uuid4())).give(VIDEO)


class TestTakingBack:
    def test_it_deletes_the_videos_and_leaves_the_rest(
        self, database: Database, paula: Person, consents: Consents
    ) -> None:
        set_id = filmed(database, paula)
        consents.give(VIDEO)
        consents.withdraw(VIDEO)
        log = Log(database, paula.id)
        assert not consents.holds(VIDEO)
        assert log.video(set_id) is None
        assert not video_folder(database.videos, set_id).exists()
        assert log.track(set_id) is not None
        assert log.load(set_id).result.repetitions

    def test_it_deletes_the_movements_and_leaves_the_figures(
        self, database: Database, paula: Person, consents: Consents
    ) -> None:
        set_id = filmed(database, paula)
        consents.give(MOVEMENT)
        consents.withdraw(MOVEMENT)
        log = Log(database, paula.id)
        assert log.track(set_id) is None
        assert log.video(set_id) is not None
        assert log.load(set_id).result.repetitions

    def test_only_ones_own_are_deleted(self, database: Database, consents: Consents) -> None:
        other = add_person(database, "Bert")
        set_id = filmed(database, other)
        for kind in ConsentKind:
            consents.give(kind)
            consents.withdraw(kind)
        assert Log(database, other.id).track(set_id) is not None
        assert video_folder(database.videos, set_id).is_dir()

    def test_what_comes_later_is_the_patients_own(
        self, database: Database, paula: Person, consents: Consents, care: Care
    ) -> None:
        consents.give(MOVEMENT)
        consents.withdraw(MOVEMENT)
        set_id = filmed(database, paula)
        assert Log(database, paula.id).track(set_id) is not None
        with pytest.raises(ConsentMissingError):
            care.log.track(set_id)

    def test_what_can_not_be_deleted_changes_nothing(
        self, database: Database, paula: Person, consents: Consents
    ) -> None:
        set_id = save(Log(database, paula.id))
        Log(database, paula.id).attach_video(set_id, video(consented_at=clock.now()))
        database.videos.mkdir(parents=True)
        video_folder(database.videos, set_id).write_bytes(b"no folder")
        consents.give(VIDEO)
        with pytest.raises(Exception, match="can't be deleted"):
            consents.withdraw(VIDEO)
        assert consents.holds(VIDEO)
        assert Log(database, paula.id).video(set_id) is not None


GIVEN_OUT: dict[str, tuple[ConsentKind, Callable[[Log, SetId], object]]] = {
    "track": (MOVEMENT, lambda log, set_id: log.track(set_id)),
    "video": (VIDEO, lambda log, set_id: log.video(set_id)),
    "video_folder": (VIDEO, lambda log, set_id: log.video_folder(set_id)),
}


class TestLettingIn:
    @pytest.mark.parametrize("what", GIVEN_OUT)
    def test_a_therapist_sees_it_only_while_the_patient_agrees(
        self, database: Database, paula: Person, consents: Consents, care: Care, what: str
    ) -> None:
        kind, ask = GIVEN_OUT[what]
        set_id = filmed(database, paula)
        for other in ConsentKind:
            if other is not kind:
                consents.give(other)
        with pytest.raises(ConsentMissingError, match="Who sees what") as refused:
            ask(care.log, set_id)
        assert refused.value.kind is kind
        consents.give(kind)
        assert ask(care.log, set_id) is not None
        consents.withdraw(kind)
        with pytest.raises(ConsentMissingError):
            ask(care.log, set_id)

    @pytest.mark.parametrize("what", GIVEN_OUT)
    def test_an_end_that_has_come_shuts_it(
        self,
        database: Database,
        paula: Person,
        consents: Consents,
        care: Care,
        what: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        kind, ask = GIVEN_OUT[what]
        set_id = filmed(database, paula)
        consents.give(kind, clock.now() + MONTH)
        assert ask(care.log, set_id) is not None
        ahead = tmp_path / "ahead"
        ahead.write_text(str((2 * MONTH).total_seconds()))
        monkeypatch.setenv("BACK_COACH_CLOCK", str(ahead))
        with pytest.raises(ConsentMissingError):
            ask(care.log, set_id)

    @pytest.mark.parametrize("what", GIVEN_OUT)
    def test_patients_see_their_own_without_any(
        self, database: Database, paula: Person, what: str
    ) -> None:
        own = Care(database, paula, paula.id)
        assert GIVEN_OUT[what][1](own.log, filmed(database, paula)) is not None
        for kind in ConsentKind:
            own.require(kind)

    @pytest.mark.parametrize("what", GIVEN_OUT)
    def test_a_set_of_somebody_else_is_not_found_whatever_was_agreed_to(
        self, database: Database, care: Care, what: str
    ) -> None:
        theirs = filmed(database, add_person(database, "Bert"))
        with pytest.raises(NotFoundError) as refused:
            GIVEN_OUT[what][1](care.log, theirs)
        with pytest.raises(NotFoundError) as unknown:
            GIVEN_OUT[what][1](care.log, SetId(uuid4()))
        assert str(refused.value) == str(unknown.value)

    def test_the_figures_need_none(self, database: Database, paula: Person, care: Care) -> None:
        set_id = filmed(database, paula)
        assert care.log.load(set_id).has_track
        assert [line.id for line in care.log.sets()] == [set_id]

    def test_what_leaves_the_app_needs_one(self, care: Care, consents: Consents) -> None:
        with pytest.raises(ConsentMissingError):
            care.require(SHARING)
        consents.give(SHARING)
        care.require(SHARING)


def test_there_is_no_other_way_to_a_movement_or_a_video() -> None:
    """Whoever reads them anew has to ask for the consent, or say here why not."""
    code = Path(coach.__file__).parent
    ways = {
        "read_track(": {
            "records/tracks.py",
            "records/reading.py",  # the log, which ``SharedLog`` guards
        },
        "unseal(": {
            "records/encrypting.py",
            "records/tracks.py",
            "records/exporting.py",  # the person's own file
            "records/resealing.py",  # gives nothing out
        },
        "open_video(": {
            "records/sealed_file.py",
            "records/exporting.py",
            "web/live/clip_file.py",  # gives nothing out
        },
        "SealedReader(": {
            "records/sealed_file.py",
            "web/live/sealed_response.py",  # behind ``log.video``
        },
    }
    for call, allowed in ways.items():
        found = {
            path.relative_to(code).as_posix()
            for path in code.rglob("*.py")
            if re.search(rf"\b{re.escape(call)}", path.read_text(encoding="utf-8"))
        }
        assert found == allowed, call
