"""A therapist watches over a websocket: who may ask, what is seen, and when it ends."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import pytest
from accounts_stand_in import cookie_of, member, patient_of, with_accounts
from live_line import Page, serving_routes, still
from websockets.exceptions import ConnectionClosed, InvalidStatus

from coach.engine.catalogue import find_exercise
from coach.live.glance import STEPS
from coach.live.plan import Plan
from coach.records import Person, PersonId, Role, SetId, open_database
from coach.records.access import open_care
from coach.records.auditing import audit_of
from coach.records.care_entries import MarkKind
from coach.records.care_links import end_care
from coach.records.marks import Marks
from coach.records.sign_ins import end_sign_in, visitor_of
from coach.records.sittings import note_sitting, sittings_for
from coach.records.watches import watches_of
from coach.settings import DATABASE_FILE, Settings
from coach.web.live.hub import Room, hub
from coach.web.live.line import BAD_MESSAGE, BAD_TOKEN, GONE, TOO_FAST, TOO_LARGE
from coach.web.live.socket import socket_route
from coach.web.live.tokens import Claim, secret_key
from coach.web.live.tokens import issue as issue_live
from coach.web.store import my_database, owner_of
from coach.web.watching import socket as watch_socket
from coach.web.watching import tokens
from coach.web.watching.socket import PATH, watch_path, watch_routes
from coach.web.watching.tokens import WatchClaim, issue
from tests.synthetic import squats

PLAN = Plan(sets=1, repetitions=None)
PATIENCE_S = 20.0
OF_THE_PATIENT = {"pose", "state", "said"}


def wait_until(done: Callable[[], object]) -> None:
    """Until the other side has got so far."""
    end = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)


@dataclass
class Clinic:
    """A therapist, their patient who exercises, and how each speaks to the server."""

    server: str
    therapist: Person
    cookie: str
    patient: Person
    patients_sign_in: UUID
    room: Room
    lines: list[Page] = field(default_factory=list)

    def line(self, spoken: str, **how: str | None) -> Page:
        """A page at the other end, for as long as the test goes on."""
        self.lines.append(Page(self.server, spoken, **how))
        return self.lines[-1]

    def patients_page(self, role: str = "both") -> Page:
        """A page of the patient's, known to therapists as soon as this returns."""
        claim = Claim(self.patient.id, self.room.coach.id, role, self.patients_sign_in)
        page = self.line(issue_live(claim, secret_key()))
        page.until("welcome")
        wait_until(lambda: sittings_for(my_database(), self.therapist))
        return page

    def token(self, **instead: UUID) -> str:
        """What the therapist's page speaks."""
        facts = {
            "therapist": self.therapist.id,
            "sitting": self.room.coach.id,
            "sign_in": sign_in_of(self.cookie),
            **instead,
        }
        return issue(WatchClaim(**facts), secret_key())

    def asks(self, token: str | None = None, cookie: str | None = None, path: str = PATH) -> Page:
        """The therapist's page, which asks to watch."""
        spoken = self.token() if token is None else token
        return self.line(spoken, path=path, cookie=cookie or self.cookie)

    def watches(self, patient: Page) -> Page:
        """The same, allowed by the patient."""
        watcher = self.asks()
        watcher.until("asked")
        say_yes(patient)
        watcher.until("state")
        while not patient.until("watchers")["watching"]:
            pass
        return watcher


def sign_in_of(cookie: str) -> UUID:
    found = visitor_of(my_database(), cookie)
    assert found is not None
    return found.sign_in


def say_yes(patient: Page) -> None:
    answer(patient, "asking", yes=True)


def answer(patient: Page, which: str, *, yes: bool) -> None:
    """To whoever asks, or watches, as soon as the page shows them."""
    while not (told := patient.until("watchers"))[which]:
        pass
    patient.send({"type": "answer", "watch": told[which][0]["watch"], "yes": yes})


def all_until_closed(page: Page) -> list[dict[str, object]]:
    """Every message that still comes."""
    messages = []
    with contextlib.suppress(ConnectionClosed):
        while True:
            messages.append(json.loads(page.socket.recv(timeout=PATIENCE_S)))
    return messages


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving_routes(socket_route(), *watch_routes()) as address:
        yield address


@pytest.fixture(scope="module")
def new_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a log that was just made: copying is faster than making."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("new"))
    open_database(settings).close()
    return settings.data_dir / DATABASE_FILE


@pytest.fixture
def clinic(
    data_dir: Path, new_log: Path, monkeypatch: pytest.MonkeyPatch, server: str
) -> Iterator[Clinic]:
    data_dir.mkdir()
    shutil.copy(new_log, data_dir)
    with_accounts(monkeypatch)
    monkeypatch.setattr("coach.live.clock.JUMP_S", 1e6)  # frames come faster than filmed
    monkeypatch.setattr(watch_socket, "CHECK_S", 0.05)
    therapist = member("thea", Role.THERAPIST)
    patient = patient_of(therapist, "paula")
    room = hub.open(owner_of(patient.id), find_exercise("squat"), PLAN)
    made = Clinic(
        server, therapist, cookie_of(therapist), patient, sign_in_of(cookie_of(patient)), room
    )
    yield made
    for line in made.lines:
        line.socket.close()
    wait_until(lambda: room.empty and room.sharing.empty)
    wait_until(lambda: room.telling is None or room.telling.done())


def test_what_a_therapist_sees_and_does(clinic: Clinic) -> None:
    patient = clinic.patients_page()
    watcher = clinic.watches(patient)
    patient.show(still(6))
    patient.show(list(squats(3).track()), 6.0)
    while (seen := watcher.until("state"))["count"] < 3:
        pass
    assert seen["stage"] == "active"
    assert seen["score"] is not None
    assert {angle["title"] for angle in seen["angles"]} >= {"knee bend"}
    pose = watcher.until("pose")
    assert pose["w"] > 0
    assert pose["h"] > 0
    places = np.frombuffer(base64.b64decode(pose["at"])[: 33 * 4], "<i2").reshape(33, 2)
    last = squats(3).track()[-1].image
    assert last is not None
    assert np.abs(places / STEPS - last[:, :2]).max() < 0.5

    watcher.send({"type": "mark", "t": pose["t"]})
    marked = watcher.until("marked")
    watcher.send({"type": "cue", "text": "  Slower  on the way down "})
    cued = watcher.until("cued")
    assert (cued["text"], cued["problem"]) == ("Slower on the way down", None)
    heard: list[dict[str, object]] = []
    while not heard:
        heard = [c for c in patient.until("update")["cues"] if c["kind"] == "therapist"]
    assert heard[0]["text"] == "Slower on the way down"
    assert heard[0]["by"] == "thea"

    set_id = SetId(clinic.room.coach.sitting.set_ids[0])
    marks = open_care(my_database(), clinic.therapist, clinic.patient.id).book(Marks)
    kept = {mark.kind: mark for mark in marks.of_set(set_id)}
    assert kept[MarkKind.MOMENT].time_s == pytest.approx(marked["t"], abs=0.01)
    assert kept[MarkKind.CUE].text == "Slower on the way down"
    assert [mark.kind for mark in marks.waiting()] == [MarkKind.MOMENT]


def test_nothing_is_seen_before_the_patient_allows_it(clinic: Clinic) -> None:
    patient = clinic.patients_page()
    watcher = clinic.asks()
    assert watcher.read() == {"type": "asked"}
    patient.show(still(6))
    watcher.send({"type": "cue", "text": "Come on"})
    watcher.send({"type": "mark", "t": None})
    watcher.send({"type": "ping", "t": 1})
    assert watcher.read()["type"] == "pong"  # and nothing came before it
    assert clinic.room.coach.sitting.update().cues == ()


def test_not_now(clinic: Clinic) -> None:
    patient = clinic.patients_page()
    watcher = clinic.asks()
    answer(patient, "asking", yes=False)
    told = all_until_closed(watcher)
    assert [message["type"] for message in told] == ["asked", "ended"]
    assert told[-1]["why"] == "refused"
    # Whoever was told so does not ask again at once.
    assert all_until_closed(clinic.asks())[-1]["why"] == "too_soon"


def test_the_stream_stops_before_the_patient_is_told_so(clinic: Clinic) -> None:
    patient = clinic.patients_page()
    watcher = clinic.watches(patient)
    patient.show(still(6))
    (watch,) = clinic.room.sharing.as_json()["watching"]
    patient.send({"type": "answer", "watch": watch["watch"], "yes": False})
    while patient.until("watchers")["watching"]:
        pass
    assert clinic.room.sharing.empty
    last = patient.show(list(squats(2).track()), 6.0)
    assert last["count"] == 2  # the set goes on
    told = all_until_closed(watcher)
    (end,) = [i for i, message in enumerate(told) if message["type"] == "ended"]
    assert told[end]["why"] == "stopped"
    assert end == len(told) - 1  # and nothing came after it
    assert all(message.get("count", 0) == 0 for message in told)
    patient.send({"type": "command", "name": "finish"})
    patient.until("over")
    assert clinic.room.coach.keeper.settle(PATIENCE_S)
    saved = clinic.room.coach.owner.log.load(clinic.room.coach.sitting.set_ids[0])
    assert len(saved.result.repetitions) == 2


def test_permission_is_asked_each_time_and_written_down(clinic: Clinic) -> None:
    patient = clinic.patients_page()
    clinic.watches(patient).socket.close()
    wait_until(lambda: clinic.room.sharing.empty)
    again = clinic.asks()
    assert again.until("asked")
    patient.show(still(2), 90.0)
    again.send({"type": "ping", "t": 1})
    assert again.read()["type"] == "pong"
    again.socket.close()
    wait_until(lambda: all(w.ended_at for w in watches_of(my_database(), clinic.patient.id)))
    first, second = reversed(watches_of(my_database(), clinic.patient.id))
    assert first.granted_at is not None
    assert second.granted_at is None
    assert {first.watcher, second.watcher} == {clinic.therapist.id}
    deeds = [event.deed for event in audit_of(my_database(), clinic.patient.id)]
    assert deeds.count("watch_asked") == 2
    assert deeds.count("watch_allowed") == 1


def test_every_page_of_the_patient_shows_it_also_one_that_comes_later(clinic: Clinic) -> None:
    patient = clinic.patients_page()
    clinic.watches(patient)
    screen = clinic.patients_page("screen")
    assert [one["name"] for one in screen.until("watchers")["watching"]] == ["thea"]


def ended(watcher: Page) -> object:
    return all_until_closed(watcher)[-1].get("why")


class TestItEnds:
    def test_with_the_link(self, clinic: Clinic) -> None:
        patient = clinic.patients_page()
        watcher = clinic.watches(patient)
        end_care(my_database(), clinic.patient.id, clinic.therapist.id, by=clinic.patient.id)
        assert ended(watcher) == "gone"
        assert patient.until("watchers")["watching"] == []

    def test_with_the_therapists_sign_in(self, clinic: Clinic) -> None:
        watcher = clinic.watches(clinic.patients_page())
        end_sign_in(my_database(), clinic.therapist.id, sign_in_of(clinic.cookie))
        assert ended(watcher) == "signed_out"

    def test_with_the_patients_sign_in(self, clinic: Clinic) -> None:
        watcher = clinic.watches(clinic.patients_page())
        end_sign_in(my_database(), clinic.patient.id, clinic.patients_sign_in)
        assert ended(watcher) == "left"

    def test_when_the_patient_leaves(self, clinic: Clinic) -> None:
        patient = clinic.patients_page()
        watcher = clinic.watches(patient)
        patient.socket.close()
        assert ended(watcher) == "left"
        wait_until(lambda: not sittings_for(my_database(), clinic.therapist))

    def test_with_the_sitting(self, clinic: Clinic) -> None:
        patient = clinic.patients_page()
        watcher = clinic.watches(patient)
        patient.send({"type": "command", "name": "finish"})
        assert ended(watcher) == "over"
        wait_until(lambda: not sittings_for(my_database(), clinic.therapist))

    def test_when_another_sitting_begins(self, clinic: Clinic) -> None:
        watcher = clinic.watches(clinic.patients_page())
        hub.open(owner_of(clinic.patient.id), find_exercise("hip_hinge"), PLAN)
        assert ended(watcher) == "over"

    def test_when_nobody_answers(self, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(watch_socket, "ANSWER_S", 0.0)
        clinic.patients_page()
        assert ended(clinic.asks()) == "unanswered"

    def test_in_one_window_when_another_asks(self, clinic: Clinic) -> None:
        watcher = clinic.watches(clinic.patients_page())
        clinic.asks().until("asked")
        assert ended(watcher) == "replaced"


class TestWhoIsLetIn:
    def test_a_foreign_page_is_not(self, clinic: Clinic) -> None:
        clinic.patients_page()
        with pytest.raises(InvalidStatus) as refused:
            Page(
                clinic.server,
                clinic.token(),
                origin="https://elsewhere.example",
                path=PATH,
                cookie=clinic.cookie,
            )
        assert refused.value.response.status_code == 403

    def test_the_name_of_the_process_may_be_in_the_address(self, clinic: Clinic) -> None:
        clinic.patients_page()
        assert clinic.asks(path=watch_path("main")).until("asked")

    def test_another_therapist_is_told_what_a_guess_is_told(self, clinic: Clinic) -> None:
        clinic.patients_page()
        other = member("otto", Role.THERAPIST)
        cookie = cookie_of(other)
        theirs = {"therapist": other.id, "sign_in": sign_in_of(cookie)}
        watcher = clinic.asks(clinic.token(**theirs), cookie)
        guessed = clinic.asks(clinic.token(**theirs, sitting=uuid4()), cookie)
        assert all_until_closed(watcher) == all_until_closed(guessed)
        assert watcher.closed() == guessed.closed() == GONE
        assert clinic.room.sharing.empty

    def test_a_therapist_whose_link_ended_is_not(self, clinic: Clinic) -> None:
        clinic.patients_page()
        token = clinic.token()
        end_care(my_database(), clinic.patient.id, clinic.therapist.id, by=clinic.therapist.id)
        assert clinic.asks(token).closed() == GONE

    @pytest.mark.parametrize("who", ["another", "themselves", "admin"])
    def test_nobody_who_is_no_therapist_is(self, clinic: Clinic, who: str) -> None:
        clinic.patients_page()
        person = {
            "another": lambda: patient_of(clinic.therapist, "rita"),
            "themselves": lambda: clinic.patient,
            "admin": lambda: member("ada", Role.ADMIN),
        }[who]()
        cookie = cookie_of(person)
        token = clinic.token(therapist=person.id, sign_in=sign_in_of(cookie))
        assert clinic.asks(token, cookie).closed() == GONE

    def test_a_token_without_its_cookie_is_worth_nothing(self, clinic: Clinic) -> None:
        clinic.patients_page()
        without = clinic.line(clinic.token(), path=PATH)
        assert without.closed() == BAD_TOKEN
        anothers = cookie_of(member("otto", Role.THERAPIST))
        assert clinic.asks(cookie=anothers).closed() == BAD_TOKEN
        # Another sign-in of the same therapist is another one.
        assert clinic.asks(cookie=cookie_of(clinic.therapist)).closed() == BAD_TOKEN

    def test_a_cookie_without_a_token_is_worth_nothing(self, clinic: Clinic) -> None:
        clinic.patients_page()
        live = Claim(PersonId(clinic.patient.id), clinic.room.coach.id, "screen", uuid4())
        foreign = WatchClaim(clinic.therapist.id, clinic.room.coach.id, sign_in_of(clinic.cookie))
        for spoken in (
            "",
            "nonsense",
            issue_live(live, secret_key()),
            issue(foreign, b"x" * 32),
        ):
            assert clinic.asks(spoken).closed() == BAD_TOKEN

    def test_the_token_is_no_key_to_the_patients_own_line(self, clinic: Clinic) -> None:
        clinic.patients_page()
        assert clinic.line(clinic.token()).closed() == BAD_TOKEN

    def test_an_older_token_is_not(self, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
        clinic.patients_page()
        token = clinic.token()
        monkeypatch.setattr(tokens, "VALID_S", -1)
        assert clinic.asks(token).closed() == BAD_TOKEN

    def test_an_ended_sign_in_is_not(self, clinic: Clinic) -> None:
        clinic.patients_page()
        token = clinic.token()
        end_sign_in(my_database(), clinic.therapist.id, sign_in_of(clinic.cookie))
        assert clinic.asks(token).closed() == BAD_TOKEN

    def test_a_sitting_that_nobody_is_in_can_not_be_watched(self, clinic: Clinic) -> None:
        assert clinic.asks().closed() == GONE

    def test_a_sitting_in_another_process_is_not_found_here(self, clinic: Clinic) -> None:
        clinic.patients_page()
        elsewhere = uuid4()
        note_sitting(my_database(), elsewhere, clinic.patient.id, "Squat", "b")
        assert clinic.asks(clinic.token(sitting=elsewhere)).closed() == GONE

    def test_without_accounts_there_is_no_watching(
        self, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clinic.patients_page()
        token = clinic.token()
        monkeypatch.setenv("BACK_COACH_ACCOUNTS", "off")
        assert clinic.asks(token).closed() == BAD_TOKEN

    def test_a_patient_can_answer_only_for_themselves(self, clinic: Clinic) -> None:
        clinic.patients_page()
        other = patient_of(clinic.therapist, "rita")
        room = hub.open(owner_of(other.id), find_exercise("squat"), PLAN)
        claim = Claim(other.id, room.coach.id, "both", sign_in_of(cookie_of(other)))
        theirs = clinic.line(issue_live(claim, secret_key()))
        watcher = clinic.asks()
        watcher.until("asked")
        (asking,) = clinic.room.sharing.as_json()["asking"]
        theirs.send({"type": "answer", "watch": asking["watch"], "yes": True})
        theirs.send({"type": "ping", "t": 1})
        theirs.until("pong")
        watcher.send({"type": "ping", "t": 1})
        assert watcher.read()["type"] == "pong"
        assert clinic.room.sharing.watching == []


class TestLimits:
    def test_too_much_at_once(self, clinic: Clinic) -> None:
        clinic.patients_page()
        watcher = clinic.asks()
        watcher.socket.send('{"type":"cue","text":"' + "x" * 3000 + '"}')
        assert watcher.closed() == TOO_LARGE

    def test_too_often(self, clinic: Clinic) -> None:
        clinic.patients_page()
        watcher = clinic.asks()
        with contextlib.suppress(ConnectionClosed):  # it may be told before it has said all
            for _ in range(40):
                watcher.send({"type": "cue", "text": "Slower"})
        assert watcher.closed() == TOO_FAST

    @pytest.mark.parametrize("text", ["nonsense", '{"type":"command","name":"stop"}'])
    def test_what_is_no_message(self, clinic: Clinic, text: str) -> None:
        clinic.patients_page()
        watcher = clinic.asks()
        watcher.socket.send(text)
        assert watcher.closed() == BAD_MESSAGE
