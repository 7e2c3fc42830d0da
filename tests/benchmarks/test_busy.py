"""The clinic of the busy server, and the page that is driven without a browser."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.server import ServerConnection, serve

from benchmarks import busy_clinic
from benchmarks.busy_clinic import make_busy_clinic
from benchmarks.page_client import PageClient, PageError
from coach.engine.catalogue import find_exercise
from coach.engine.figure import reference_track
from coach.live.journal import sitting_under_way
from coach.live.livecoach import journal_folder
from coach.records import open_database
from coach.records.care_links import patients_of
from coach.records.sign_ins import visitor_of
from coach.settings import Settings
from coach.web.live.tokens import read, secret_key


def test_everybody_can_begin_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy_clinic, "SETS_KEPT", 1)
    settings = Settings(data_dir=tmp_path, accounts="local")
    track = reference_track(find_exercise("squat"), 10.0, 1)
    with open_database(settings) as database:
        made = make_busy_clinic(settings, database, track, patients=1, therapists=1)
        therapist = visitor_of(database, made.therapists[0])
        assert therapist is not None
        assert len(patients_of(database, therapist.person.id)) == 1
    claim = read(made.sittings[0], secret_key(settings))
    assert claim is not None
    assert sitting_under_way(journal_folder(settings), claim.sitting, claim.person) is not None


async def _stand_in(socket: ServerConnection) -> None:
    """A page with two buttons; whichever is pressed is said in an error."""
    async for content in socket:
        asked = BackMsg.FromString(content if isinstance(content, bytes) else b"")
        answers = [ForwardMsg() for _ in range(4)]
        page = answers[0].navigation.app_pages.add()
        page.url_pathname, page.page_script_hash = "review", "abc"
        for number, answer in enumerate(answers[1:3]):
            answer.delta.new_element.button.id = f"$$ID-0123-open-{number}"
        answers[3].script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
        for pressed in asked.rerun_script.widget_states.widgets:
            said = ForwardMsg()
            said.delta.new_element.alert.format = Alert.ERROR
            said.delta.new_element.alert.body = f"{pressed.id} pressed"
            answers.insert(3, said)
        for answer in answers:
            await socket.send(answer.SerializeToString())


def test_a_page_is_driven_as_a_browser_does() -> None:
    async def drive() -> None:
        async with serve(_stand_in, "127.0.0.1", 0, subprotocols=["streamlit"]) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            async with PageClient(port, "secret") as page:
                assert (await page.open("")).errors == ()
                pressed = await page.press("open-", 3)
                assert pressed.errors == ("$$ID-0123-open-1 pressed",)
                assert pressed.sent_bytes > 0
                with pytest.raises(PageError, match="close"):
                    await page.press("close")

    asyncio.run(drive())
