"""Bringing a phone to these pages: their address in the home network, as a code to scan."""

from __future__ import annotations

import io
import os
from typing import Final

import segno
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from coach.certificate import authority_certificate
from coach.settings import Settings

PHONE_URL: Final = "BACK_COACH_PHONE_URL"
"""The variable by which ``coach serve --phone`` tells the address to the pages."""

CERTIFICATE: Final = "phone-certificate"

BROWSER_WARNING: Final = (
    "The phone will warn you once that it does not know this page: that is so because your own "
    "computer vouches for it, and nothing leaves your home network. Choose “Advanced” or “Show "
    "details” there, then go on to the page."
)

IPHONE_STAYS_EMPTY: Final = (
    "If the page stays empty on an iPhone or iPad, open {url} there, allow the download, install "
    "it under Settings, General, VPN & Device Management, and switch it on under General, About, "
    "Certificate Trust Settings."
)
"""Safari keeps websockets of a certificate that was only waved through closed."""


def phone_url() -> str | None:
    """The address at which a phone in the home network finds these pages; None without one."""
    return os.environ.get(PHONE_URL, "").strip().rstrip("/") or None


def certificate_url(phone: str) -> str:
    """Where a phone fetches the certificate that it is to trust."""
    return f"{phone}/{CERTIFICATE}"


def qr_svg(url: str, title: str = "QR code: scan it with the phone's camera") -> str:
    """The address as a code to scan, dark on light; as wide as the place where it is put.

    ``title`` is what screen readers say.
    """
    picture = io.BytesIO()
    segno.make_qr(url, error="m").save(
        picture, kind="svg", xmldecl=False, title=title, dark="#000", light="#fff", omitsize=True
    )
    return picture.getvalue().decode("utf-8").strip().replace("<svg ", '<svg role="img" ', 1)


def routes() -> list[Route]:
    """What a phone may need before the pages work there."""
    return [Route(f"/{CERTIFICATE}", _certificate)]


def _certificate(_request: Request) -> Response:
    content = None
    if phone_url() is not None:
        content = authority_certificate(Settings.from_environment().data_dir)
    if content is None:
        return PlainTextResponse("No certificate is needed here.", status_code=404)
    return Response(
        content,
        media_type="application/x-x509-ca-cert",
        headers={
            "Content-Disposition": 'attachment; filename="back-coach.crt"',
            "Cache-Control": "no-store",
        },
    )
