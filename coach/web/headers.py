"""What every answer tells the browser about what this app's pages may do.

Streamlit's pages need styles of their own making and modules from ``blob:`` addresses, on which
its components load their scripts; MediaPipe needs WebAssembly. Nothing else is allowed: no script
in the page but Streamlit's own, no other host, no frame around the pages. An answer that names a
policy itself keeps it: the scripts from which a worker begins have a stricter one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)

_SECURE_ONLY: Final = "Strict-Transport-Security"
_ONE_YEAR_S: Final = 31_536_000

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(self), fullscreen=(self), screen-wake-lock=(self), autoplay=(self), "
        "clipboard-write=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), "
        "midi=(), browsing-topics=()"
    ),
}

_STARTS: Final = ("http.response.start", "websocket.http.response.start")


class SecurityHeaders:
    """Adds them to every answer that does not have its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = {**_ALWAYS, "Content-Security-Policy": policy(inline_scripts())}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, with the headers."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        # Not with the certificate that this computer makes for a phone at home: who comes back
        # without it would be kept out.
        by_proxy = Headers(scope=scope).get("x-forwarded-proto") is not None
        secure = scope.get("scheme") in ("https", "wss") and by_proxy

        async def with_headers(message: Message) -> None:
            if message["type"] in _STARTS:
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if secure:
                    headers.setdefault(_SECURE_ONLY, f"max-age={_ONE_YEAR_S}")
            await send(message)

        await self._app(scope, receive, with_headers)


def policy(scripts: Iterable[bytes]) -> str:
    """The content security policy; ``scripts`` are those that stand in the page itself."""
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in scripts)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' blob: {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


@cache
def inline_scripts() -> tuple[bytes, ...]:
    """The scripts in the one page that Streamlit serves, as they are written there."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    return tuple(_INLINE.findall(page.read_bytes()))


def _sha256(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script).digest()).decode()
