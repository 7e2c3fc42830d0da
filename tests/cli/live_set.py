"""A set in front of a camera, for tests: a clip with a calm start, a stream, a screen."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2

from coach.records import Log, SavedSet, SetSummary, default_person, open_database
from coach.safety import ScreeningOutcome, questionnaire
from coach.settings import Settings
from poses.video import VideoFrame
from poses.writer import VideoWriter

LEAD_S = 6.5
LEAD_FPS = 8
TAIL_FPS = 10
TAIL = 10
PATIENCE_S = 240


def with_calm_start(squat: list[VideoFrame]) -> list[VideoFrame]:
    """Somebody stands still for the look at the camera and the countdown, squats, and stands."""
    lead = [VideoFrame(n / LEAD_FPS, squat[0].rgb) for n in range(int(LEAD_S * LEAD_FPS))]
    begun = [VideoFrame(LEAD_S + frame.time_s, frame.rgb) for frame in squat]
    end_s = begun[-1].time_s
    tail = [VideoFrame(end_s + n / TAIL_FPS, squat[-1].rgb) for n in range(1, TAIL + 1)]
    return [*lead, *begun, *tail]


def write_clip(path: Path, frames: list[VideoFrame]) -> Path:
    with VideoWriter(path, fps=10, quality=18) as writer:
        for frame in frames:
            writer.write(frame.time_s, frame.rgb)
    return path


@contextlib.contextmanager
def opened_log(data_dir: Path) -> Iterator[Log]:
    settings = Settings.from_environment({"BACK_COACH_DATA_DIR": str(data_dir)})
    with open_database(settings) as database:
        yield Log(database, default_person(database).id)


def answer_safety_questions(data_dir: Path) -> None:
    """Whoever exercises there is well."""
    with opened_log(data_dir) as log:
        answers = dict.fromkeys((question.id for question in questionnaire().questions), False)
        log.add_screening(ScreeningOutcome.CLEAR, answers)


def sets_in(data_dir: Path) -> list[SavedSet]:
    with opened_log(data_dir) as log:
        return [log.load(entry.id) for entry in log.sets()]


def wait_for(what: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not what():
        assert process.poll() is None, "the command ended early"
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.2)


def under_way(data_dir: Path) -> SetSummary | None:
    """The set that is being done there."""
    with opened_log(data_dir) as log:
        return next(iter(log.unfinished()), None)


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees; the value for DISPLAY."""
    program = shutil.which("Xvfb")
    assert program, "no Xvfb: install Debian's package xvfb"
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            yield f":{said.readline().strip()}"
    finally:
        process.terminate()
        process.wait(30)


class Stream:
    """A camera in the network (MJPEG over http) that shows a film again and again."""

    def __init__(self, frames: list[VideoFrame]) -> None:
        self._pictures = [
            (frame.time_s, cv2.imencode(".jpg", frame.rgb[..., ::-1])[1].tobytes())
            for frame in frames
        ]
        self._unplugged = threading.Event()
        stream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    stream._send(self.wfile.write)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/video.mjpg"

    def __enter__(self) -> Stream:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def unplug(self) -> None:
        self._unplugged.set()

    def _send(self, write: Callable[[bytes], object]) -> None:
        while True:
            before_s = 0.0
            for time_s, picture in self._pictures:
                if self._unplugged.wait(time_s - before_s):
                    return
                before_s = time_s
                head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}"
                write(f"{head}\r\n\r\n".encode() + picture + b"\r\n")
