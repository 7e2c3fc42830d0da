"""Is it a page of this app that speaks to us? Streamlit checks this for its own routes only."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection


def is_own(connection: HTTPConnection) -> bool:
    """Whether the request comes from a page of the host that it is sent to.

    A browser always tells the origin of a websocket; whoever tells none is no browser, and has no
    way to borrow somebody's pages.
    """
    origin = connection.headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc.lower() == connection.headers.get("host", "").lower()
