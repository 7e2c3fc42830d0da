"""Where a browser gets its cookie for a ticket, and where it gives it back.

The cookie's secret is 256 random bits; scripts can't read it, and other sites' pages can't make a
browser send it along with a form of theirs.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from coach.accounts.tickets import Admission, tickets
from coach.records import NotFoundError, PersonId
from coach.records.sign_ins import NewSignIn, begin_sign_in, end_sign_in, visitor_of
from coach.web.account.sending import ENTER, LEAVE
from coach.web.browser import COOKIE
from coach.web.live.origin import is_own
from coach.web.store import my_database, single_user
from poses.errors import UserFacingError

_MOST_BYTES: Final = 4096
_PRIVATE: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def account_routes() -> list[Route]:
    """The routes, for ``st.App``."""
    return [
        Route(f"/{ENTER}", _enter, methods=["POST"]),
        Route(f"/{LEAVE}", _leave, methods=["POST"]),
    ]


async def _enter(request: Request) -> Response:
    if not _from_own_page(request):
        return _refused()
    admission = tickets.redeem(await _ticket(request))
    if admission is None:
        return _to_page("")  # which asks to sign in
    try:
        begun = await asyncio.to_thread(_begin, admission, request.cookies.get(COOKIE))
    except NotFoundError:
        return _to_page("")
    except UserFacingError as error:
        return PlainTextResponse(str(error), 503, headers=_PRIVATE)
    response = _to_page(admission.page)
    response.set_cookie(
        COOKIE,
        begun.secret,
        max_age=int(begun.lasts.total_seconds()),
        path="/",
        secure=_by_https(request),
        httponly=True,
        samesite="lax",
    )
    return response


async def _leave(request: Request) -> Response:
    if not _from_own_page(request):
        return _refused()
    try:
        await asyncio.to_thread(_end, request.cookies.get(COOKIE))
    except UserFacingError as error:
        return PlainTextResponse(str(error), 503, headers=_PRIVATE)
    response = _to_page("")
    response.delete_cookie(
        COOKIE, path="/", secure=_by_https(request), httponly=True, samesite="lax"
    )
    return response


def _begin(admission: Admission, before: str | None) -> NewSignIn:
    begun = begin_sign_in(my_database(), PersonId(admission.person), admission.device)
    _end(before)  # whoever was signed in here before is not any more
    return begun


def _end(secret: str | None) -> None:
    database = my_database()
    found = visitor_of(database, secret)
    if found is not None:
        with contextlib.suppress(NotFoundError):  # it has just ended, as wanted
            end_sign_in(database, found.person.id, found.sign_in)


def _from_own_page(request: Request) -> bool:
    """A browser tells where a form comes from; whoever tells nothing is not let in here."""
    return not single_user() and "origin" in request.headers and is_own(request)


def _by_https(request: Request) -> bool:
    """Whether the browser speaks https, also where something in between takes that off."""
    return urlsplit(request.headers.get("origin", "")).scheme == "https"


async def _ticket(request: Request) -> str:
    content = bytearray()
    try:
        async for chunk in request.stream():
            content += chunk
            if len(content) > _MOST_BYTES:
                return ""
    except ClientDisconnect:
        return ""
    fields = parse_qs(content.decode("utf-8", "replace"))
    return fields.get("ticket", [""])[0]


def _to_page(page: str) -> RedirectResponse:
    # Relative, so that it can lead nowhere else, whatever host or proxy is in between.
    return RedirectResponse(f"../{page}", status_code=303, headers=_PRIVATE)


def _refused() -> Response:
    return PlainTextResponse("Only pages of this app may ask that.", 403, headers=_PRIVATE)
