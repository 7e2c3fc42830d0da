"""A small release of the browser's pose files, and a server that has it as the CDN does."""

from __future__ import annotations

import hashlib
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from poses.browser_assets import BrowserFile, Release

NOWHERE = "http://127.0.0.1:9/"  # the discard port: nobody listens
CONTENTS = {
    "vision_bundle.mjs": b"export const version = 1;\n" * 40,
    "wasm/vision_wasm_internal.js": b"// loads the wasm\n" * 50,
    "wasm/vision_wasm_internal.wasm": b"\0asm" + bytes(range(256)) * 3000,
}


def release(cdn: str = NOWHERE, npm: str = "./no-such-package") -> Release:
    """The small release, to be had from these places."""
    files = tuple(
        BrowserFile(name, hashlib.sha256(content).hexdigest(), len(content))
        for name, content in CONTENTS.items()
    )
    return Release("9.9.9", files, cdn, npm)


def write_files(folder: Path) -> Path:
    """Put the files of the small release into a folder."""
    for name, content in CONTENTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def write_package(folder: Path) -> Path:
    """Make a folder that the npm client packs as it does the published package."""
    write_files(folder)
    facts = {"name": "holder", "version": "9.9.9"}
    (folder / "package.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder


@dataclass
class Cdn:
    """A web server over a folder; which names it was asked for."""

    folder: Path
    url: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def cdn(folder: Path) -> Iterator[Cdn]:
    """Serve the files of the small release; delete or change them to make it fail."""
    write_files(folder)
    place = Cdn(folder, "")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            place.asked.append(self.path.removeprefix("/"))
            super().do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Handler, directory=str(folder))
    )
    place.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield place
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
