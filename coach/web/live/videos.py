"""Videos of sets: taken in while they are recorded, and played later."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Callable, Container
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from coach import clock
from coach.keyring import Keyring
from coach.records import Log, NotFoundError, PersonId, Recording, SetId, StorageError, parse_set_id
from coach.records.consents import ConsentMissingError
from coach.records.sealed_file import key_of_file
from coach.records.shared_log import SharedLog
from coach.records.video_files import context_of
from coach.settings import Settings
from coach.web.browser import COOKIE
from coach.web.live import clip_file
from coach.web.live.origin import is_own
from coach.web.live.recordings import RECORDINGS, read_recording
from coach.web.live.sealed_response import sealed_response
from coach.web.store import log_of
from coach.web.visitors import log_seen_by
from poses.errors import UserFacingError

UPLOAD: Final = "live/video"
MOST_PIECE_BYTES: Final = 8 * 1024 * 1024

_PRIVATE: Final = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
_GONE: Final = "This video is no longer here."
_NO_ROOM: Final = (
    "There is no room left for the video: free some disk space. Your exercises are saved all the "
    "same."
)

_log = logging.getLogger(__name__)
# Giving a video its index takes a moment and is in no hurry.
_indexer = ThreadPoolExecutor(1, thread_name_prefix="videos")


@dataclass(frozen=True, slots=True)
class Upload:
    """What the holder of a token may send: videos of these sets, if the person has agreed."""

    person: PersonId
    set_ids: Container[SetId]
    consent: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    set_id: SetId
    number: int
    last: bool
    kind: str


class _RefusedError(Exception):
    """The answer to a piece that is not taken."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.response = PlainTextResponse(text, status, headers=_PRIVATE)


def video_routes(
    authorise: Callable[[str], Upload | None],
    log_of: Callable[[PersonId], Log] | None = None,
) -> list[Route]:
    """The routes, for ``st.App``.

    ``authorise`` tells what the holder of a token may send, ``log_of`` opens a person's log; both
    are called in threads.
    """
    open_log = log_of or _log_of

    async def take(request: Request) -> Response:
        try:
            upload = await _allowed(request, authorise)
            piece = _piece(request)
            if piece.set_id not in upload.set_ids:
                raise _RefusedError(403, "This set is not part of the sitting.")
            content = await _body(request)
            return await asyncio.to_thread(_keep, open_log, upload, piece, content)
        except _RefusedError as refused:
            return refused.response

    async def play(request: Request) -> Response:
        return await asyncio.to_thread(
            _play,
            request.path_params["token"],
            request.cookies.get(COOKIE),
            request.headers.get("range"),
        )

    return [
        Route(f"/{UPLOAD}", take, methods=["POST"]),
        Route(f"/{RECORDINGS}/{{token}}", play, methods=["GET"]),
    ]


def settled(log: Log, set_id: SetId) -> Recording | None:
    """The video of a set, ready to be played, or None if there is none to see.

    Raises:
        NotFoundError: the log has no such set.
        StorageError: the log can't be read or written.
    """
    noted = log.video(set_id)
    if noted is None:
        return None
    folder = log.video_folder(set_id)
    try:
        progress = clip_file.settle(folder, keys=_keys())
    except OSError as error:
        _log.warning("a video could not be made ready", exc_info=error)
        progress = None
    if progress is None:
        # What is there can be played all the same.
        return noted if (folder / noted.file_name).is_file() else None
    if progress.size_bytes != noted.size_bytes:
        noted = Recording(progress.name, progress.mime, progress.size_bytes, noted.consented_at)
        if not isinstance(log, SharedLog):  # a look of somebody else changes nothing
            log.attach_video(set_id, noted)
    return noted if (folder / noted.file_name).is_file() and noted.size_bytes else None


async def _allowed(request: Request, authorise: Callable[[str], Upload | None]) -> Upload:
    if not is_own(request):
        raise _RefusedError(403, "Only pages of this app may send videos.")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    upload = None
    if scheme.lower() == "bearer" and token.strip():
        upload = await asyncio.to_thread(authorise, token.strip())
    if upload is None:
        raise _RefusedError(403, "This page is too old to send a video: load it again.")
    if not upload.consent:
        raise _RefusedError(403, "Nobody has agreed to a video of this set.")
    return upload


def _piece(request: Request) -> _Piece:
    kind = clip_file.kind_of(request.headers.get("content-type", ""))
    if kind is None:
        raise _RefusedError(415, "This kind of video can't be kept: record WebM or MP4.")
    given = request.query_params
    try:
        set_id = parse_set_id(given.get("set", ""))
    except NotFoundError as error:
        raise _RefusedError(404, str(error)) from None
    number = given.get("part", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 8):
        raise _RefusedError(400, "The number of the piece is missing.")
    return _Piece(set_id, int(number), given.get("last") == "1", kind)


async def _body(request: Request) -> bytes:
    too_large = _RefusedError(413, "This piece of video is too large.")
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > MOST_PIECE_BYTES:
        raise too_large
    content = bytearray()
    try:
        async for chunk in request.stream():
            content += chunk
            if len(content) > MOST_PIECE_BYTES:
                raise too_large
    except ClientDisconnect:
        raise _RefusedError(400, "The piece of video came only in part.") from None
    return bytes(content)


def _keep(
    log_of: Callable[[PersonId], Log], upload: Upload, piece: _Piece, content: bytes
) -> Response:
    try:
        log = log_of(upload.person)
        folder = log.video_folder(piece.set_id)
        if piece.number == 0 and log.video(piece.set_id) is None:
            # The consent is written down before the first picture is.
            name = clip_file.name_of(piece.kind)
            log.attach_video(piece.set_id, Recording(name, piece.kind, 0, clock.now()))
        if piece.number == 0:
            clip_file.begin(folder, piece.kind, _keys())
        clip_file.append(folder, piece.number, content, last=piece.last, keys=_keys())
        if piece.number == 0:
            _check_that_it_may_stay(log, piece.set_id, folder)
        if piece.last:
            _indexer.submit(_settle_quietly, log, piece.set_id)
    except clip_file.OrderError as order:
        return JSONResponse({"next": order.next}, 409, headers=_PRIVATE)
    except clip_file.TooLargeError:
        return PlainTextResponse("The video of this set is too long.", 413, headers=_PRIVATE)
    except (NotFoundError, FileNotFoundError):
        return PlainTextResponse("This set is no longer here.", 404, headers=_PRIVATE)
    except StorageError as error:
        return PlainTextResponse(str(error), 503, headers=_PRIVATE)
    except OSError as error:
        _log.warning("a piece of video can't be kept", exc_info=error)
        return PlainTextResponse(_NO_ROOM, 507, headers=_PRIVATE)
    return Response(status_code=204, headers=_PRIVATE)


def _check_that_it_may_stay(log: Log, set_id: SetId, folder: Path) -> None:
    """The set may have been deleted just before its folder was made."""
    try:
        log.video(set_id)
    except NotFoundError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _settle_quietly(log: Log, set_id: SetId) -> None:
    try:
        settled(log, set_id)
    except UserFacingError as error:
        _log.warning("the video of a set could not be noted", exc_info=error)


def _play(token: str, cookie: str | None, asked: str | None) -> Response:
    """Whoever asks must be let in now, and have the patient's consent unless it is theirs."""
    gone = PlainTextResponse(_GONE, status_code=404, headers=_PRIVATE)
    try:
        named = read_recording(token)
        log = None if named is None else log_seen_by(cookie, named[0])
        noted = None if named is None or log is None else log.video(named[1])
        if named is None or log is None or noted is None:
            return gone
        folder = log.video_folder(named[1])
        path = folder / noted.file_name
        if key_of_file(path) is None:
            return FileResponse(path, media_type=noted.mime, headers=_PRIVATE)
        return sealed_response(
            path, _keys(), context_of(folder), mime=noted.mime, asked=asked, headers=_PRIVATE
        )
    except ConsentMissingError as error:
        return PlainTextResponse(str(error), 403, headers=_PRIVATE)
    except StorageError as error:
        _log.warning("a video can't be opened", exc_info=error)
        return PlainTextResponse(str(error), 503, headers=_PRIVATE)
    except (UserFacingError, FileNotFoundError):
        return gone


def _keys() -> Keyring:
    return Settings.from_environment().keys


def _log_of(person: PersonId) -> Log:
    return log_of(person)
