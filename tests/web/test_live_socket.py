"""The websocket route, by a client as a browser is one, against a real server."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from uuid import uuid4

import pytest
from live_line import Page, serving_routes, still
from websockets.exceptions import ConnectionClosed, InvalidStatus

from coach.engine.catalogue import find_exercise
from coach.live.plan import Plan
from coach.live.wire import frame_json
from coach.web.live.hub import Room, hub
from coach.web.live.line import BAD_TOKEN, GONE, TAKEN, TOO_FAST, TOO_LARGE
from coach.web.live.socket import socket_route
from coach.web.live.tokens import Claim, Role, issue, secret_key
from coach.web.store import me
from tests.synthetic import squats

PLAN = Plan(sets=1, repetitions=None)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving_routes(socket_route()) as address:
        yield address


@pytest.fixture
def room(data_dir: object) -> Room:
    return hub.open(me(), find_exercise("squat"), PLAN)


def token(room: Room, role: Role = "both") -> str:
    coach = room.coach
    return issue(Claim(coach.owner.person, coach.id, role), secret_key())


@pytest.fixture
def slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames are sent faster than they were filmed: the camera's clock is to be believed."""
    monkeypatch.setattr("coach.live.clock.JUMP_S", 1e6)


@pytest.mark.usefixtures("slow_clock")
def test_a_set_from_hello_to_over(server: str, room: Room) -> None:
    page = Page(server, token(room))
    welcome = page.read()
    assert welcome["type"] == "welcome"
    assert welcome["exercise"]["name"] == "Squat"
    page.show(still(6))
    last = page.show(list(squats(3).track()), 6.0)
    assert (last["stage"], last["count"]) == ("active", 3)
    page.send({"type": "command", "name": "finish"})
    over = page.until("over")
    assert over["ended"] == "done"
    assert room.coach.keeper.settle(20)
    saved = room.coach.owner.log.load(room.coach.sitting.set_ids[0])
    assert [str(saved.id)] == over["sets"]
    assert len(saved.result.repetitions) == 3


@pytest.mark.usefixtures("slow_clock")
def test_another_screen_sees_the_same(server: str, room: Room) -> None:
    screen = Page(server, token(room, "screen"))
    screen.until("welcome")
    assert screen.until("camera")["present"] is False
    camera = Page(server, token(room, "camera"))
    assert screen.until("camera")["present"] is True
    camera.show(still(6))
    camera.show(list(squats(2).track()), 6.0)
    while (seen := screen.until("update"))["count"] != 2:
        pass
    assert len(screen.until("pose")["image"]) == 33 * 3
    camera.socket.close()
    while screen.until("camera")["present"]:
        pass
    screen.send({"type": "command", "name": "finish"})
    assert screen.until("over")["ended"] == "done"
    assert seen["stage"] == "active"


@pytest.mark.usefixtures("slow_clock")
def test_two_tabs_do_not_count_twice(server: str, room: Room) -> None:
    first = Page(server, token(room))
    first.show(still(6))
    assert first.show(list(squats(2).track()), 6.0)["count"] == 2
    second = Page(server, token(room))
    assert second.until("welcome")["update"]["count"] == 2
    assert first.until("taken")
    assert first.closed() == TAKEN
    second.show(still(2), 90.0)
    assert second.show(list(squats(1).track()), 92.0)["count"] == 3


@pytest.mark.usefixtures("slow_clock")
def test_another_page_goes_on_where_one_that_closed_has_paused(server: str, room: Room) -> None:
    first = Page(server, token(room))
    first.show(still(6))
    first.send({"type": "command", "name": "pause"})
    while first.until("update")["paused"] != "asked":
        pass
    first.socket.close()
    second = Page(server, token(room))
    second.until("welcome")
    assert second.show(still(2), 90.0)["stage"] == "active"


def test_a_new_sitting_ends_the_other_one(server: str, room: Room) -> None:
    old = Page(server, token(room))
    old.until("welcome")
    hub.open(me(), find_exercise("hip_hinge"), PLAN)
    old.send({"type": "ping", "t": 1})
    old.until("taken")
    assert old.closed() == TAKEN


@pytest.mark.usefixtures("slow_clock")
def test_a_restarted_server_finds_the_sitting_again(server: str, room: Room) -> None:
    page = Page(server, token(room))
    page.show(still(6))
    page.show(list(squats(2).track()), 6.0)
    page.socket.close()
    assert room.coach.keeper.settle(20)
    hub.forget(room.coach.id)  # what a restart forgets
    again = Page(server, token(room))
    welcome = again.until("welcome")
    assert (welcome["resumed"], welcome["update"]["count"]) == (True, 2)


class TestWhoIsLetIn:
    def test_a_foreign_page_is_not(self, server: str, room: Room) -> None:
        with pytest.raises(InvalidStatus) as refused:
            Page(server, token(room), origin="https://elsewhere.example")
        assert refused.value.response.status_code == 403

    @pytest.mark.parametrize("spoken", ["", "nonsense"])
    def test_without_a_token_nobody_is(self, server: str, room: Room, spoken: str) -> None:
        page = Page(server, spoken)
        assert page.read()["code"] == "bad_token"
        assert page.closed() == BAD_TOKEN

    def test_a_token_of_another_installation_is_none(self, server: str, room: Room) -> None:
        claim = Claim(room.coach.owner.person, room.coach.id, "both")
        assert Page(server, issue(claim, b"x" * 32)).closed() == BAD_TOKEN

    def test_another_persons_token_opens_no_door(self, server: str, room: Room) -> None:
        claim = Claim(uuid4(), room.coach.id, "both")
        assert Page(server, issue(claim, secret_key())).closed() == GONE

    def test_a_sitting_that_nobody_knows(self, server: str, room: Room) -> None:
        claim = Claim(room.coach.owner.person, uuid4(), "both")
        page = Page(server, issue(claim, secret_key()))
        assert "in your log" in page.read()["text"]
        assert page.closed() == GONE

    def test_a_screen_can_not_pretend_to_be_the_camera(self, server: str, room: Room) -> None:
        screen = Page(server, token(room, "screen"))
        screen.until("camera")
        screen.send({"type": "frames", "frames": [frame_json(1, 0.0, still(1)[0])]})
        screen.send({"type": "ping", "t": 5})
        assert screen.until("pong")["t"] == 5
        assert room.coach.clock.now_s == 0.0


class TestLimits:
    def test_too_much_at_once(self, server: str, room: Room) -> None:
        page = Page(server, token(room))
        page.socket.send('{"type":"ping","t":1,"x":"' + "x" * 70_000 + '"}')
        assert page.closed() == TOO_LARGE

    def test_too_often(self, server: str, room: Room) -> None:
        page = Page(server, token(room))
        with contextlib.suppress(ConnectionClosed):  # it may be told before it has said all
            for _ in range(200):
                page.socket.send('{"type":"ping","t":1}')
        assert page.closed() == TOO_FAST

    @pytest.mark.parametrize("text", ["nonsense", "{}", '{"type":"command","name":"delete"}'])
    def test_what_is_no_message(self, server: str, room: Room, text: str) -> None:
        page = Page(server, token(room))
        page.socket.send(text)
        page.until("error")

    def test_bytes_are_no_message(self, server: str, room: Room) -> None:
        page = Page(server, token(room))
        page.socket.send(b"\x00\x01")
        assert page.until("error")["code"] == "bad_message"
