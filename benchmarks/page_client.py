"""A page of the app without a browser: its websocket, spoken as Streamlit's own scripts do."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from coach.web.browser import COOKIE

_STREAM: Final = "_stcore/stream"
_DONE: Final = ForwardMsg.FINISHED_SUCCESSFULLY
_ON_THE_WAY: Final = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class PageError(Exception):
    """A page did not come, or was not what it should be."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One time that a page was drawn: from asking to the server's last word, and its size."""

    ms: float
    sent_bytes: int
    errors: tuple[str, ...]
    components: frozenset[str]


@dataclass
class PageClient:
    """One open page; whoever holds the cookie's secret sits in front of it."""

    port: int
    secret: str
    _socket: ClientConnection | None = None
    _pages: dict[str, str] = field(default_factory=dict)
    _buttons: dict[str, str] = field(default_factory=dict)
    _page: str = ""

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            f"ws://127.0.0.1:{self.port}/{_STREAM}",
            origin=Origin(f"http://127.0.0.1:{self.port}"),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": f"{COOKIE}={self.secret}"},
            max_size=None,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def open(self, url: str) -> Drawn:
        """Go to a page by its address; later by its link, as one session."""
        return await self._run(page=url)

    async def press(self, key: str, number: int = 0) -> Drawn:
        """Press one of the buttons whose key begins so, counted from 0 and round again.

        Raises:
            PageError: there is none.
        """
        found = [id for known, id in self._buttons.items() if known.startswith(key)]
        if not found:
            raise PageError(f"no button {key}* among {sorted(self._buttons)}")
        return await self._run(button=found[number % len(found)])

    async def _run(self, page: str | None = None, button: str | None = None) -> Drawn:
        assert self._socket is not None
        asked = BackMsg()
        state = asked.rerun_script
        if page is not None and page in self._pages:
            state.page_script_hash = self._pages[page]
        elif page is not None:
            state.page_name = page
        else:
            state.page_script_hash = self._page
        if button is not None:
            pressed = state.widget_states.widgets.add()
            pressed.id, pressed.trigger_value = button, True
        begun = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        return await self._drawn(begun)

    async def _drawn(self, begun: float) -> Drawn:
        assert self._socket is not None
        sent, errors = 0, list[str]()
        components = set[str]()
        self._buttons = {}
        while True:
            content = await self._socket.recv()
            assert isinstance(content, bytes)
            sent += len(content)
            message = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._pages = {
                    one.url_pathname: one.page_script_hash for one in message.navigation.app_pages
                }
                self._page = message.navigation.page_script_hash
            elif kind == "page_not_found":
                raise PageError("the page was not found")
            elif kind == "delta":
                for element in _elements(message):
                    self._note(element, errors, components)
            elif kind == "script_finished":
                if message.script_finished == _ON_THE_WAY:
                    continue
                if message.script_finished != _DONE:
                    raise PageError(f"the page ended with {message.script_finished}")
                took_ms = 1000.0 * (time.perf_counter() - begun)
                return Drawn(took_ms, sent, tuple(errors), frozenset(components))

    def _note(self, element: Any, errors: list[str], components: set[str]) -> None:
        kind = element.WhichOneof("type")
        if kind == "button":
            _, _, key = element.button.id.removeprefix("$$ID-").partition("-")
            self._buttons[key] = element.button.id
        elif kind == "alert" and element.alert.format == Alert.ERROR:
            errors.append(element.alert.body)
        elif kind == "exception":
            errors.append(element.exception.type)
        elif kind == "bidi_component":
            components.add(element.bidi_component.component_name)


def _elements(message: ForwardMsg) -> Iterator[Any]:
    if message.delta.WhichOneof("type") == "new_element":
        yield message.delta.new_element
