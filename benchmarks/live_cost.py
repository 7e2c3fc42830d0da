"""What a live patient costs the server, and how long an answer takes."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from typing import Final

import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from coach.live.wire import frame_json
from coach.web.live.socket import PATH
from poses.track import PoseTrack

LEAD_S: Final = 6.0
"""Standing still first, so that the set begins."""

UNANSWERED: Final = 8
"""The page sends no more until some of these are answered."""


@dataclass(frozen=True, slots=True)
class LiveCost:
    """One run: patients at once, each sending ``fps`` frames per second for ``seconds``.

    ``cpu_ms`` is the server's processor time per patient and second of exercise; ``answer_*_ms``
    the time from sending a frame to its answer; ``repetitions`` counted, all patients together;
    ``dropped`` the share of frames that were not sent because too many were unanswered.
    """

    patients: int
    fps: float
    seconds: float
    cpu_ms: float
    answer_median_ms: float
    answer_p95_ms: float
    bytes_per_s: float
    repetitions: int
    expected: int
    dropped: float


def live_cost(track: PoseTrack, expected: int, patients: int, fps: float) -> LiveCost:
    """Run a server of its own and so many patients against it, in real time."""
    command = [sys.executable, "-m", "benchmarks.live_server", str(patients)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            place = json.loads(server.stdout.readline())
            messages = film(track, fps)
            before_s = _cpu_s(place["port"])
            delays, counts, sent = asyncio.run(
                _crowd(place["port"], place["tokens"], messages, fps)
            )
            spent_s = _cpu_s(place["port"]) - before_s
        finally:
            server.terminate()
            server.wait(30)
    seconds = len(messages) / fps
    return LiveCost(
        patients=patients,
        fps=fps,
        seconds=round(seconds, 1),
        cpu_ms=1000.0 * spent_s / (patients * seconds),
        answer_median_ms=float(np.median(delays)),
        answer_p95_ms=float(np.percentile(delays, 95)),
        bytes_per_s=sent / (patients * seconds),
        repetitions=sum(counts),
        expected=expected * patients,
        dropped=1.0 - len(delays) / (patients * len(messages)),
    )


def film(track: PoseTrack, fps: float) -> list[str]:
    """Messages at this rate: standing still, then the recording."""
    times = np.arange(0.0, LEAD_S + track.duration_s, 1.0 / fps)
    rows = np.searchsorted(track.time_s, np.maximum(times - LEAD_S, 0.0), side="right") - 1
    return [
        json.dumps(
            {
                "type": "frames",
                "frames": [frame_json(number, round(at, 4), track[int(row)])],
                "dropped": 0,
            },
            separators=(",", ":"),
        )
        for number, (at, row) in enumerate(zip(times.tolist(), rows, strict=True))
    ]


async def _crowd(
    port: int, tokens: list[str], film: list[str], fps: float
) -> tuple[list[float], list[int], int]:
    offsets = np.linspace(0.0, 1.0 / fps, len(tokens), endpoint=False)
    found = await asyncio.gather(
        *(
            live_patient(port, token, film, fps, float(offset))
            for token, offset in zip(tokens, offsets, strict=True)
        )
    )
    delays = [delay for one, _, _ in found for delay in one]
    return delays, [count for _, count, _ in found], sum(sent for _, _, sent in found)


async def live_patient(
    port: int, token: str, film: list[str], fps: float, offset_s: float
) -> tuple[list[float], int, int]:
    """One patient from the first frame to the last: delays in ms, repetitions, bytes sent."""
    origin = f"http://127.0.0.1:{port}"
    async with connect(f"ws://127.0.0.1:{port}/{PATH}", origin=Origin(origin)) as socket:
        hello = {"type": "hello", "version": 1, "token": token, "client": "benchmark"}
        await socket.send(json.dumps(hello))
        await socket.recv()
        sent_at: dict[int, float] = {}
        reader = asyncio.create_task(_answers(socket, sent_at, len(film) - 1))
        begin = time.perf_counter() + offset_s
        sent = 0
        for number, message in enumerate(film):
            await asyncio.sleep(max(begin + number / fps - time.perf_counter(), 0.0))
            last = number == len(film) - 1
            if len(sent_at) >= UNANSWERED and not last:
                continue
            sent_at[number] = time.perf_counter()
            sent += len(message)
            await socket.send(message)
        delays, count = await reader
    return delays, count, sent


async def _answers(
    socket: ClientConnection, sent_at: dict[int, float], last: int
) -> tuple[list[float], int]:
    delays: list[float] = []
    while True:
        answer = json.loads(await socket.recv())
        number = answer.get("ack")
        if answer["type"] != "update" or number is None:
            continue
        delays.append(1000.0 * (time.perf_counter() - sent_at.pop(number)))
        if number == last:
            return delays, int(answer["count"])


def _cpu_s(port: int) -> float:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/cost") as answer:
        return float(json.load(answer)["cpu_s"])
