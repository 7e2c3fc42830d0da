"""Patients live and therapists reviewing, all at once, against the real server."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import psutil
from websockets.exceptions import WebSocketException

from benchmarks.busy_clinic import BusyClinic, make_busy_clinic
from benchmarks.live_cost import film, live_patient
from benchmarks.page_client import Drawn, PageClient, PageError
from coach.engine.catalogue import find_exercise
from coach.engine.figure import reference_track
from coach.engine.tracker import track_set
from coach.records import open_database
from coach.settings import Settings

LOOKS_S: Final = 5.0
"""How long a therapist looks at a page before the next step."""

CASELOAD, OVERVIEW, SETS, REVIEW = "caseload", "overview", "list of sets", "review of a set"
_REVIEW_COMPONENT: Final = "back_coach_review"
_SERVE: Final = "from coach.cli import main; main()"
_PATIENCE_S: Final = 120.0
_LEAD_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the therapists: how often, ms until the server had sent all of it."""

    name: str
    times: int
    median_ms: float
    p95_ms: float
    longest_ms: float
    kilobytes: float


@dataclass(frozen=True, slots=True)
class Busy:
    """One run; times of answers in ms, processor and memory of all processes of the server.

    ``cores`` is how many cores' time the server used on average, ``memory_mb`` its resident
    memory at the end; ``errors`` are pages that said there was one, or didn't come.
    """

    patients: int
    therapists: int
    processes: int
    fps: float
    seconds: float
    answer_median_ms: float
    answer_p95_ms: float
    answer_p99_ms: float
    answer_longest_ms: float
    dropped: float
    repetitions: int
    expected: int
    broken_off: int
    steps: tuple[Step, ...]
    errors: tuple[str, ...]
    cores: float
    memory_mb: float
    load: float


@dataclass
class _Seen:
    delays: list[float] = field(default_factory=list)
    repetitions: int = 0
    broken_off: int = 0
    pages: dict[str, list[Drawn]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


def busy_server(
    patients: int, therapists: int, *, fps: float, repetitions: int, processes: int = 1
) -> Busy:
    """Start the server on a clinic of its own and let everybody come at once, in real time.

    Raises:
        RuntimeError: the server did not come up.
    """
    track = reference_track(find_exercise("squat"), fps, repetitions)
    expected = len(track_set(find_exercise("squat"), track).finish().repetitions)
    messages = film(track, fps)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        settings = Settings(data_dir=Path(folder) / "data", accounts="local")
        with open_database(settings) as database:
            kept = reference_track(find_exercise("squat"), fps, 8)
            clinic = make_busy_clinic(settings, database, kept, patients, therapists)
        servers = [
            stack.enter_context(_serving(settings.data_dir, Path(folder), f"w{number}"))
            for number in range(processes)
        ]
        ports = [port for port, _ in servers]
        watched = [psutil.Process(process.pid) for _, process in servers]
        asyncio.run(_warm_up(ports, clinic))
        spent_s, begun_s = _cpu_s(watched), time.perf_counter()
        seen = asyncio.run(_everybody(ports, clinic, messages, fps))
        took_s = time.perf_counter() - begun_s
        cores = (_cpu_s(watched) - spent_s) / took_s
        memory = sum(process.memory_info().rss for process in watched) / 1e6
        load = os.getloadavg()[0]
    delays = seen.delays or [float("nan")]
    return Busy(
        patients=patients,
        therapists=therapists,
        processes=processes,
        fps=fps,
        seconds=round(took_s, 1),
        answer_median_ms=float(np.median(delays)),
        answer_p95_ms=float(np.percentile(delays, 95)),
        answer_p99_ms=float(np.percentile(delays, 99)),
        answer_longest_ms=max(delays),
        dropped=1.0 - len(seen.delays) / (patients * len(messages)),
        repetitions=seen.repetitions,
        expected=expected * patients,
        broken_off=seen.broken_off,
        steps=tuple(_step(name, drawn) for name, drawn in seen.pages.items()),
        errors=tuple(seen.errors),
        cores=cores,
        memory_mb=memory,
        load=load,
    )


@contextmanager
def _serving(data_dir: Path, folder: Path, worker: str) -> Iterator[tuple[int, Any]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = os.environ | {
        "BACK_COACH_DATA_DIR": str(data_dir),
        "BACK_COACH_DATABASE_URL": "",
        "BACK_COACH_ACCOUNTS": "local",
        "BACK_COACH_WORKER": worker,
        "BACK_COACH_LOG": "json",
        "STREAMLIT_SERVER_HEADLESS": "true",
        "TMPDIR": str(folder),
    }
    command = [sys.executable, "-c", _SERVE, "serve", "--port", str(port)]
    command += ["--address", "127.0.0.1"]
    with (folder / f"{worker}.log").open("wb") as said:
        process = subprocess.Popen(
            command, env=environment, cwd=Path(__file__).parents[1], stdout=said, stderr=said
        )
    try:
        _wait_for(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(60)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health"):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not come up")


async def _warm_up(ports: list[int], clinic: BusyClinic) -> None:
    """Everything is loaded once, as in a server that has run for a while."""
    for port in ports:
        async with PageClient(port, clinic.therapists[0]) as page:
            await _round(page, 0, None)


async def _everybody(
    ports: list[int], clinic: BusyClinic, messages: list[str], fps: float
) -> _Seen:
    seen = _Seen()
    seconds = len(messages) / fps + _LEAD_S
    async with asyncio.TaskGroup() as group:
        for number, token in enumerate(clinic.sittings):
            port = ports[number % len(ports)]
            begins_s = number / len(clinic.sittings) / fps
            group.create_task(_patient(seen, port, token, messages, fps, begins_s))
        for number, secret in enumerate(clinic.therapists):
            port = ports[number % len(ports)]
            begins_s = number / len(clinic.therapists) * LOOKS_S
            group.create_task(_therapist(seen, port, secret, begins_s, seconds))
    return seen


async def _patient(
    seen: _Seen, port: int, token: str, messages: list[str], fps: float, begins_s: float
) -> None:
    try:
        delays, count, _ = await live_patient(port, token, messages, fps, begins_s)
    except (WebSocketException, OSError, KeyError) as error:
        seen.broken_off += 1
        seen.errors.append(f"live: {type(error).__name__}")
        return
    seen.delays += delays
    seen.repetitions += count


async def _therapist(seen: _Seen, port: int, secret: str, begins_s: float, seconds: float) -> None:
    until = time.perf_counter() + seconds
    await asyncio.sleep(begins_s)
    try:
        async with PageClient(port, secret) as page:
            number = 0
            while time.perf_counter() < until:
                await _round(page, number, seen)
                number += 1
    except (PageError, WebSocketException, OSError) as error:
        seen.errors.append(f"page: {type(error).__name__} {error}")


async def _round(page: PageClient, number: int, seen: _Seen | None) -> None:
    """The list of patients, one of them, that patient's sets, and one of those in the player."""
    steps: tuple[tuple[str, Callable[[], Awaitable[Drawn]]], ...] = (
        (CASELOAD, lambda: page.open("")),
        (OVERVIEW, lambda: page.press("open-", number)),
        (SETS, lambda: page.open("review")),
        (REVIEW, lambda: page.press("review-open-", number)),
        (SETS, lambda: page.press("review-back")),
    )
    for name, step in steps:
        drawn = await step()
        if name is REVIEW and _REVIEW_COMPONENT not in drawn.components:
            raise PageError("there is no player on the page of the review")
        if seen is None:
            continue
        seen.pages[name].append(drawn)
        seen.errors += [f"{name}: {error}" for error in drawn.errors]
        await asyncio.sleep(LOOKS_S)


def _step(name: str, drawn: list[Drawn]) -> Step:
    took = [one.ms for one in drawn]
    return Step(
        name,
        len(drawn),
        float(np.median(took)),
        float(np.percentile(took, 95)),
        max(took),
        float(np.median([one.sent_bytes for one in drawn])) / 1000,
    )


def _cpu_s(processes: list[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes]
    return float(sum(one.user + one.system for one in times))
