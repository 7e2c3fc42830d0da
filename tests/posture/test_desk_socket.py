"""The desk page's line to its monitor, by a client as a browser is one, against a real server."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from coach.live.wire import frame_json
from coach.posture.keeping import choose_suggest_after
from coach.records import StorageError
from coach.web.deskwatch.component import desk_token
from coach.web.deskwatch.rooms import DeskRoom, desk_rooms
from coach.web.deskwatch.socket import PATH, desk_socket_route
from coach.web.live.line import BAD_MESSAGE, BAD_TOKEN, GONE, TAKEN
from coach.web.live.tokens import Claim, issue, secret_key
from coach.web.store import me
from tests.posture.at_a_desk import LAPTOP, SIDE, Spell, frames
from tests.synthetic import Camera


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    app = Starlette(routes=[desk_socket_route()])
    running = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        thread.join(0.01)
    yield f"127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    running.should_exit = True
    thread.join(30)


@pytest.fixture(autouse=True)
def _slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames are sent faster than they were filmed: the camera's clock is to be believed."""
    monkeypatch.setattr("coach.live.clock.JUMP_S", 1e6)


@pytest.fixture
def room(data_dir: object) -> DeskRoom:
    return desk_rooms.open(me())


class Page:
    """The other end: what a page of the app does."""

    def __init__(self, server: str, spoken: str, origin: str | None = None) -> None:
        opening = connect(f"ws://{server}/{PATH}", origin=origin or f"http://{server}")
        self.socket: ClientConnection = opening.__enter__()
        self.number = 0
        self.send({"type": "hello", "version": 1, "token": spoken, "client": uuid4().hex})

    def send(self, message: dict[str, object]) -> None:
        self.socket.send(json.dumps(message))

    def until(self, kind: str) -> dict[str, Any]:
        while (message := json.loads(self.socket.recv(timeout=30)))["type"] != kind:
            pass
        return dict(message)

    def show(self, *spells: Spell, camera: Camera = SIDE, begin_s: float = 0.0) -> dict[str, Any]:
        """A picture a second, ten in a message; each is answered before the next."""
        answer: dict[str, Any] = {}
        pictures = list(frames(spells, camera, fps=1.0))
        for start in range(0, len(pictures), 10):
            batch = []
            for frame in pictures[start : start + 10]:
                self.number += 1
                batch.append(frame_json(self.number, begin_s + frame.time_s, frame))
            self.send({"type": "frames", "frames": batch, "dropped": 0})
            while (answer := self.until("update")).get("ack") != self.number:
                pass
        return answer

    def wish(self, name: str) -> dict[str, Any]:
        self.send({"type": "command", "name": name})
        return self.until("update")

    def _read_on(self) -> None:
        while True:
            self.socket.recv(timeout=30)

    def closed(self) -> int:
        """The code that the other side closed with."""
        with pytest.raises(ConnectionClosed) as closed:
            self._read_on()
        assert closed.value.rcvd is not None
        return closed.value.rcvd.code


def eventually(holds: Any) -> None:
    """What happens on the other side of a line takes a moment."""
    for _ in range(200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_from_hello_to_over(server: str, room: DeskRoom) -> None:
    page = Page(server, desk_token(room))
    assert page.until("welcome")["update"]["stage"] == "learning"
    state = page.show(Spell(60), Spell(60, trunk=20))
    assert (state["stage"], state["posture"]) == ("watching", "leaning_forward")
    assert page.wish("meeting")["in_meeting"]
    assert page.wish("stop")["stage"] == "over"
    page.until("over")
    (kept,) = me().log.posture_sessions(10)
    assert kept.summary["duration_s"] == pytest.approx(119.0, abs=0.1)
    assert kept.summary["seconds"]["leaning_forward"] == pytest.approx(59, abs=2)


def test_a_page_that_closes_loses_nothing_and_one_that_comes_back_goes_on(
    server: str, room: DeskRoom
) -> None:
    first = Page(server, desk_token(room))
    first.show(Spell(33))
    first.socket.close()
    eventually(lambda: me().log.posture_sessions(10)[0].summary["duration_s"] > 31.9)
    again = Page(server, desk_token(room))
    assert again.until("welcome")["update"]["stage"] == "watching"
    again.show(Spell(30), begin_s=500.0)
    assert again.wish("stop")["stage"] == "over"
    again.until("over")
    (kept,) = me().log.posture_sessions(10)
    assert kept.summary["seconds"]["upright"] >= 60.0


def test_after_a_restart_of_the_server_the_page_goes_on_by_itself(
    server: str, room: DeskRoom
) -> None:
    choose_suggest_after(me().log, 1200.0)
    first = Page(server, desk_token(room))
    first.show(Spell(30))
    first.socket.close()
    eventually(lambda: len(me().log.posture_sessions(10)) == 1)
    desk_rooms.forget(room.id)  # what a restart forgets
    again = Page(server, desk_token(room))
    again.until("welcome")
    again.show(Spell(30), begin_s=100.0)
    again.socket.close()
    eventually(lambda: len(me().log.posture_sessions(10)) == 2)
    found = desk_rooms.find(room.id, room.person)
    assert found is not None
    assert found.desk.monitor.rules.suggestions[0].for_s == 1200.0
    assert "trunk_inclination" in found.desk.monitor.usual.values


def test_what_was_stopped_stays_over(server: str, room: DeskRoom) -> None:
    page = Page(server, desk_token(room))
    page.show(Spell(20))
    page.wish("stop")
    page.until("over")
    assert Page(server, desk_token(room)).until("over")


def test_two_pages_do_not_count_twice(server: str, room: DeskRoom) -> None:
    first = Page(server, desk_token(room))
    first.show(Spell(30))
    second = Page(server, desk_token(room))
    second.until("welcome")
    assert first.until("taken")
    assert first.closed() == TAKEN


def test_a_new_time_at_the_desk_ends_the_other_one(server: str, room: DeskRoom) -> None:
    old = Page(server, desk_token(room))
    old.show(Spell(30))
    desk_rooms.open(me())
    old.send({"type": "ping", "t": 1})
    old.until("taken")
    assert old.closed() == TAKEN
    assert me().log.posture_sessions(10)[0].summary["duration_s"] == pytest.approx(29.0, abs=0.1)


def test_a_full_disk_is_told(server: str, room: DeskRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise StorageError("There is no room left: free some disk space.")

    monkeypatch.setattr("coach.records.Log.add_posture_session", full)
    page = Page(server, desk_token(room))
    page.show(Spell(15), camera=LAPTOP)
    page.send({"type": "ping", "t": 2})
    assert page.until("error")["text"] == "There is no room left: free some disk space."


class TestWhoIsLetIn:
    def test_a_foreign_page_is_not(self, server: str, room: DeskRoom) -> None:
        with pytest.raises(InvalidStatus) as refused:
            Page(server, desk_token(room), origin="https://elsewhere.example")
        assert refused.value.response.status_code == 403

    @pytest.mark.parametrize("spoken", ["", "nonsense"])
    def test_nobody_without_a_token(self, server: str, data_dir: object, spoken: str) -> None:
        assert Page(server, spoken).closed() == BAD_TOKEN

    def test_a_token_of_another_installation_is_none(self, server: str, room: DeskRoom) -> None:
        claim = Claim(room.person, room.id, "both")
        assert Page(server, issue(claim, b"x" * 32)).closed() == BAD_TOKEN

    def test_a_person_whom_nobody_knows(self, server: str, room: DeskRoom) -> None:
        claim = Claim(uuid4(), room.id, "both")  # type: ignore[arg-type]
        assert Page(server, issue(claim, secret_key())).closed() == GONE

    @pytest.mark.parametrize("text", ["nonsense", '{"type":"command","name":"delete"}'])
    def test_what_is_no_message(self, server: str, room: DeskRoom, text: str) -> None:
        page = Page(server, desk_token(room))
        page.socket.send(text)
        assert page.closed() == BAD_MESSAGE
