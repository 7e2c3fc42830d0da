"""Every address of the app beside its pages, asked by everybody who has no business there.

The table is made from the routes: a new one has to say here how it is tried, or why it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from typing import Any, Final
from uuid import UUID, uuid4

import pytest
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from coach.engine.catalogue import find_exercise
from coach.live.plan import Plan
from coach.live.wire import VERSION
from coach.records import PersonId, SetId
from coach.records.sign_ins import begin_sign_in, end_sign_in, visitor_of
from coach.web import visitors
from coach.web.browser import COOKIE
from coach.web.live.hub import Room, hub
from coach.web.live.recordings import recording_url
from coach.web.live.tokens import Claim, issue, secret_key
from coach.web.routes import routes
from coach.web.shelf import shelf
from coach.web.store import owner_of
from coach.web.watching import tokens as watch_tokens
from tests.tries.tries_clinic import INTRUDERS, MARKER, WITH_A_PERSON, Clinic, gives_away

HOST: Final = "http://coach.example"

OPEN: Final = {
    "/health": "whether the process is alive",
    "/ready": "whether it can serve",
    "/vision/{path:path}": "the pose library and model, the same for everybody",
    "/live-assets/{digest}/{name}": "scripts of the product",
    "/desk-assets/{digest}/{folder}/{name}": "scripts of the product",
    "/review-assets/{digest}/{folder}/{name}": "scripts of the product",
    "/watch-assets/{digest}/{folder}/{name}": "scripts of the product",
    "/phone-certificate": "the public half of this computer's own certificate",
}
"""Nothing about anybody is there: why these need no sign-in."""


@pytest.fixture
def client(clinic: Clinic) -> Iterator[TestClient]:
    visitors.database_of.cache_clear()
    yield TestClient(Starlette(routes=routes()), base_url=HOST, follow_redirects=False)
    visitors.database_of.cache_clear()


@pytest.fixture
def room(clinic: Clinic, client: TestClient) -> Iterator[Room]:
    """A set of the patient that goes on now."""
    plan = Plan(sets=1, repetitions=3)
    opened = hub.open(owner_of(clinic.patient.id), find_exercise("squat"), plan)
    yield opened
    hub.forget(opened.coach.id)


Try = Callable[[TestClient, Clinic, Room, str], None]
"""Ask as one of the intruders and see that nothing comes of it."""


def cookies(clinic: Clinic, who: str) -> dict[str, str]:
    cookie = clinic.intruders[who].cookie
    return {} if cookie is None else {"cookie": f"{COOKIE}={cookie}"}


def forged(clinic: Clinic, room: Room, who: str) -> Iterator[str]:
    """Tokens that an intruder may come by: guessed, of another key, of a sign-in that ended."""
    yield ""
    yield "x" * 80
    patient, sitting = clinic.patient.id, room.coach.id
    yield issue(Claim(patient, sitting, "both", uuid4()), secret_key())
    before = begin_sign_in(clinic.database, patient, "Lost phone").secret
    lost = visitor_of(clinic.database, before)
    assert lost is not None
    end_sign_in(clinic.database, patient, lost.sign_in)
    yield issue(Claim(patient, sitting, "both", UUID(str(lost.sign_in))), secret_key())
    yield issue(Claim(patient, sitting, "both", UUID(str(lost.sign_in))), b"another key" * 3)
    found = visitor_of(clinic.database, clinic.intruders[who].cookie)
    if found is not None:
        # Their own token is good for themselves: the sitting of somebody else is not in it.
        yield issue(Claim(found.person.id, sitting, "both", UUID(str(found.sign_in))), secret_key())
        yield issue(Claim(patient, sitting, "both", UUID(str(found.sign_in))), secret_key())


def talks(client: TestClient, path: str, token: str, headers: Mapping[str, str]) -> list[Any]:
    """What a websocket says until it closes or has let somebody in."""
    said: list[Any] = []
    try:
        with client.websocket_connect(
            f"ws://coach.example{path}", headers={"origin": HOST, **headers}
        ) as socket:
            hello = {"type": "hello", "version": VERSION, "token": token, "client": "try"}
            socket.send_json(hello)
            said.append(socket.receive_json())
            if said[-1]["type"] == "error":
                said.append(socket.receive_json())
    except (WebSocketDisconnect, CancelledError):
        pass  # closed, or let in and left again
    return said


def lets_nobody_in(path: str) -> Try:
    def tried(client: TestClient, clinic: Clinic, room: Room, who: str) -> None:
        for token in forged(clinic, room, who):
            said = talks(client, path, token, cookies(clinic, who))
            assert [one["type"] for one in said] == ["error"], said
            assert not gives_away(said)

    return tried


def desk(client: TestClient, clinic: Clinic, room: Room, who: str) -> None:
    """Whoever is signed in has a desk of their own; never the patient's."""
    for token in forged(clinic, room, who):
        said = talks(client, "/live/desk", token, cookies(clinic, who))
        assert not gives_away(said)
        if said and said[0]["type"] != "error":
            found = visitor_of(clinic.database, clinic.intruders[who].cookie)
            assert found is not None
            assert found.person.id != clinic.patient.id


def watching(client: TestClient, clinic: Clinic, room: Room, who: str) -> None:
    path = "/live/watch"
    lets_nobody_in(path)(client, clinic, room, who)
    found = visitor_of(clinic.database, clinic.intruders[who].cookie)
    own = begin_sign_in(clinic.database, clinic.therapist.id, "Desk").secret
    of_therapist = visitor_of(clinic.database, own)
    assert of_therapist is not None
    claims = [
        watch_tokens.WatchClaim(clinic.therapist.id, room.coach.id, UUID(str(of_therapist.sign_in)))
    ]
    if found is not None:
        sign_in = UUID(str(found.sign_in))
        claims.append(watch_tokens.WatchClaim(found.person.id, room.coach.id, sign_in))
    for claim in claims:
        token = watch_tokens.issue(claim, secret_key())
        said = talks(client, path, token, cookies(clinic, who))
        assert [one["type"] for one in said] == ["error"], said
    assert room.sharing.empty


def video_upload(client: TestClient, clinic: Clinic, room: Room, who: str) -> None:
    for token in forged(clinic, room, who):
        answer = client.post(
            f"/live/video?set={clinic.keys['exercise_set']}&part=0&last=1",
            content=b"try",
            headers={
                "origin": HOST,
                "authorization": f"Bearer {token}",
                "content-type": "video/webm",
                **cookies(clinic, who),
            },
        )
        assert answer.status_code in (403, 404)
    folder = clinic.database.videos / str(clinic.keys["exercise_set"])
    assert not folder.exists()


def recording(client: TestClient, clinic: Clinic, room: Room, who: str) -> None:
    set_id = SetId(clinic.keys["exercise_set"])
    theirs = recording_url(clinic.patient.id, set_id)
    own = clinic.intruders[who].person
    tried = [theirs, "live/recordings/guessed"]
    if own is not None:
        tried.append(recording_url(PersonId(own.id), set_id))
    for address in tried:
        answer = client.get(f"/{address}", headers=cookies(clinic, who))
        assert answer.status_code == 404
        assert not gives_away(answer.text)


def clip(client: TestClient, clinic: Clinic, room: Room, who: str) -> None:
    kept = shelf.new_clip()
    kept.path.write_bytes(MARKER.encode())
    answer = client.get("/clips/guessed", headers=cookies(clinic, who))
    assert answer.status_code == 404
    if who not in WITH_A_PERSON:
        # Its name can't be guessed; who is not signed in has no use for it either.
        answer = client.get(f"/clips/{kept.token}", headers=cookies(clinic, who))
        assert answer.status_code == 404
    kept.remove()


def entering(client: TestClient, clinic: Clinic, room: Room, who: str) -> None:
    answer = client.post(
        "/account/enter",
        data={"ticket": "x" * 43},
        headers={"origin": HOST, **cookies(clinic, who)},
    )
    assert "set-cookie" not in answer.headers
    other = {"origin": "http://elsewhere.example", **cookies(clinic, who)}
    assert client.post("/account/enter", data={"ticket": "x"}, headers=other).status_code == 403


def leaving(client: TestClient, clinic: Clinic, room: Room, who: str) -> None:
    """It ends one's own sign-in, never another's."""
    secret = begin_sign_in(clinic.database, clinic.patient.id, "Phone").secret
    client.post("/account/leave", headers={"origin": HOST, **cookies(clinic, who)})
    assert visitor_of(clinic.database, secret) is not None


GUARDED: Final[Mapping[str, Try]] = {
    "/clips/{token}": clip,
    "/live/socket": lets_nobody_in("/live/socket"),
    "/live/desk": desk,
    "/live/watch": watching,
    "/w/{worker}/live/watch": lets_nobody_in("/w/main/live/watch"),
    "/live/video": video_upload,
    "/live/recordings/{token}": recording,
    "/account/enter": entering,
    "/account/leave": leaving,
}


def _paths() -> set[str]:
    return {route.path for route in routes() if isinstance(route, Route | WebSocketRoute)}


def test_every_route_is_tried_or_open_for_a_reason() -> None:
    assert all(isinstance(route, Route | WebSocketRoute) for route in routes())
    assert _paths() == set(OPEN) | set(GUARDED)


@pytest.mark.parametrize("who", INTRUDERS)
@pytest.mark.parametrize("path", GUARDED)
def test_nobody_gets_in(
    client: TestClient, clinic: Clinic, room: Room, path: str, who: str
) -> None:
    before = clinic.rows()
    GUARDED[path](client, clinic, room, who)
    after = clinic.rows()
    for rows in (before, after):
        # Signing in is the try's own; a lost phone is part of the game.
        for table in ("sign_in", "account", "audit_event"):
            rows.pop(table)
    assert after == before


@pytest.mark.parametrize("path", sorted(OPEN))
def test_what_is_open_tells_of_nobody(client: TestClient, clinic: Clinic, path: str) -> None:
    answer = client.get(path.replace("{", "").replace("}", "").replace(":path", ""))
    assert not gives_away(answer.text)


def test_the_patient_does_get_in(client: TestClient, clinic: Clinic, room: Room) -> None:
    """Or else the tries above would prove nothing."""
    secret = begin_sign_in(clinic.database, clinic.patient.id, "Phone").secret
    found = visitor_of(clinic.database, secret)
    assert found is not None
    here = {"cookie": f"{COOKIE}={secret}"}
    claim = Claim(clinic.patient.id, room.coach.id, "both", UUID(str(found.sign_in)))
    said = talks(client, "/live/socket", issue(claim, secret_key()), here)
    assert said[0]["type"] == "welcome"

    set_id = SetId(clinic.keys["exercise_set"])
    folder = clinic.database.videos / str(set_id)
    folder.mkdir(parents=True)
    (folder / MARKER).write_bytes(b"a video")
    address = recording_url(clinic.patient.id, set_id)
    assert client.get(f"/{address}", headers=here).content == b"a video"
