"""What the browser needs for a live set: what is sent, how, and how it gets there."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import platformdirs
import pytest
import uvicorn
from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.web.server.starlette.starlette_gzip_middleware import SelectiveGZipMiddleware

from coach.web.live.assets import asset_routes, live_assets_base
from coach.web.live.metrics import without_metrics
from coach.web.live.scripts import Scripts
from coach.web.live.vision import Vision
from poses.browser_assets import BrowserAssets
from poses.errors import ModelUnavailableError
from poses.models import MODELS, Model
from poses.provision import MODEL_DIR_VARIABLE
from tests.poses.releases import CONTENTS, NOWHERE, Cdn, cdn, release

MODEL = b"a model " * 4000
WASM = "wasm/vision_wasm_internal.wasm"
FOR_GOOD = "public, max-age=31536000, immutable"


class Answer:
    """What came back, as it was sent: nothing is unpacked."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()


class Server:
    """The routes behind Streamlit's own compression, on a real port."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.origin = f"http://127.0.0.1:{port}"

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, f"/{address}", headers=named)
            return Answer(connection.getresponse())
        finally:
            connection.close()


@contextmanager
def serve(vision: Vision, scripts: Scripts) -> Iterator[Server]:
    app = Starlette(
        routes=asset_routes(vision, scripts), middleware=[Middleware(SelectiveGZipMiddleware)]
    )
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
        yield Server(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(MODEL_DIR_VARIABLE, raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Cdn]:
    with cdn(tmp_path / "cdn") as place:
        (place.folder / "full.task").write_bytes(MODEL)
        yield place


def models(store: Cdn, *names: str) -> dict[str, Model]:
    sha256 = hashlib.sha256(MODEL).hexdigest()
    return {
        name: Model(name, f"{name}.task", sha256, len(MODEL), f"{store.url}{name}.task")
        for name in names
    }


@pytest.fixture
def vision(cache: Path, store: Cdn) -> Vision:
    return Vision(release(store.url), models(store, "full"))


@pytest.fixture
def scripts(tmp_path: Path) -> Scripts:
    folder = tmp_path / "live"
    folder.mkdir()
    (folder / "live.js").write_text("export const mount = () => {};\n" * 50, encoding="utf-8")
    (folder / "live.css").write_text("button { min-height: 4rem; }\n", encoding="utf-8")
    (folder / "notes.txt").write_text("not for the browser", encoding="utf-8")
    return Scripts(folder)


@pytest.fixture
def server(vision: Vision, scripts: Scripts) -> Iterator[Server]:
    with serve(vision, scripts) as running:
        yield running


def addresses(vision: Vision) -> dict[str, Any]:
    return cast("dict[str, Any]", vision.data("vision/"))


# --- library, wasm, models ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("vision_bundle.mjs", "text/javascript; charset=utf-8"),
        ("wasm/vision_wasm_internal.js", "text/javascript; charset=utf-8"),
        (WASM, "application/wasm"),
    ],
)
@pytest.mark.parametrize("coding", ["gzip, br", "br"])
def test_the_library_is_sent_whole(
    server: Server, vision: Vision, name: str, media_type: str, coding: str
) -> None:
    folder = addresses(vision)["wasm"].removesuffix("wasm")
    answer = server.ask(folder + name, Accept_Encoding=coding)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Cache-Control"] == FOR_GOOD
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Length"] == str(len(answer.body))
    packed = answer.headers["Content-Encoding"] == "gzip"
    assert packed == (coding == "gzip, br")
    assert (gzip.decompress(answer.body) if packed else answer.body) == CONTENTS[name]


def test_the_addresses_lead_to_library_and_model(server: Server, vision: Vision) -> None:
    data = addresses(vision)
    assert data["bundle"].startswith("vision/9.9.9-")
    assert server.ask(data["bundle"]).body == CONTENTS["vision_bundle.mjs"]
    model = server.ask(data["models"]["full"])
    assert model.body == MODEL
    assert model.headers["Content-Type"] == "application/octet-stream"
    assert hashlib.sha256(MODEL).hexdigest() in data["models"]["full"]
    assert data["models"]["lite"] is None


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_who_has_it_gets_no_bytes(server: Server, vision: Vision, coding: str) -> None:
    address = addresses(vision)["models"]["full"]
    first = server.ask(address, "HEAD", Accept_Encoding=coding)
    assert (first.status, first.body) == (200, b"")
    assert int(first.headers["Content-Length"]) > 0
    for tag in (first.headers["ETag"], f'"other", W/{first.headers["ETag"]}', "*"):
        again = server.ask(address, Accept_Encoding=coding, If_None_Match=tag)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == FOR_GOOD
    other = server.ask(address, Accept_Encoding=coding, If_None_Match='"other"')
    assert other.status == 200


def test_the_two_forms_have_tags_of_their_own(server: Server, vision: Vision) -> None:
    address = addresses(vision)["bundle"]
    packed = server.ask(address, "HEAD", Accept_Encoding="gzip")
    plain = server.ask(address, "HEAD")
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    "address",
    [
        "vision/9.9.9/vision_bundle.mjs",
        "vision/{base}/vision_bundle.cjs",
        "vision/{base}/../../../etc/passwd",
        "vision/{base}/%2e%2e/%2e%2e/etc/passwd",
        "vision/models/0000/full.task",
        "vision/",
    ],
)
def test_other_addresses_lead_nowhere(server: Server, vision: Vision, address: str) -> None:
    base = addresses(vision)["wasm"].split("/")[1]
    answer = server.ask(address.format(base=base))
    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_was_compressed_is_not_compressed_again(
    cache: Path, store: Cdn, vision: Vision
) -> None:
    vision.prepare()
    copies = {path: path.stat().st_mtime_ns for path in (cache / "gzip").iterdir()}
    assert len(copies) == 3  # two files of the library and the model; the bundle is in memory
    Vision(release(store.url), models(store, "full")).prepare()
    assert {path: path.stat().st_mtime_ns for path in (cache / "gzip").iterdir()} == copies


@pytest.mark.parametrize(
    "damage",
    [b"no gzip", gzip.compress(b"another file")],
    ids=["no gzip", "another file"],
)
def test_a_damaged_compressed_copy_is_made_anew(
    cache: Path, vision: Vision, scripts: Scripts, damage: bytes
) -> None:
    copy = cache / "gzip" / f"{hashlib.sha256(MODEL).hexdigest()}.gz"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(damage)
    with serve(vision, scripts) as server:
        answer = server.ask(addresses(vision)["models"]["full"], Accept_Encoding="gzip")
    assert gzip.decompress(answer.body) == MODEL


def test_without_room_for_compressed_copies_everything_is_sent_all_the_same(
    cache: Path, vision: Vision, scripts: Scripts
) -> None:
    cache.mkdir()
    (cache / "gzip").write_text("a file where the folder should be", encoding="utf-8")
    with serve(vision, scripts) as server:
        answer = server.ask(addresses(vision)["models"]["full"])
    assert answer.body == MODEL


# --- getting ready --------------------------------------------------------------------------


def test_nothing_is_fetched_for_a_request(server: Server, vision: Vision, store: Cdn) -> None:
    sha256 = hashlib.sha256(MODEL).hexdigest()
    assert server.ask(f"vision/models/{sha256}/full.task").status == 404
    assert store.asked == []
    assert not vision.ready


def test_progress_goes_over_model_and_library(vision: Vision, store: Cdn) -> None:
    told: list[tuple[int, int | None]] = []
    vision.prepare(lambda done, total: told.append((done, total)))
    size = len(MODEL) + release().size
    assert told[0] == (0, size)
    assert told[-1] == (size, size)
    assert told == sorted(told)
    assert vision.ready
    asked = list(store.asked)
    vision.prepare(lambda done, total: told.append((done, total)))
    assert told[-1] == (size, size)
    assert store.asked == asked


def test_who_waits_while_another_fetches_is_told_how_far_it_is(vision: Vision) -> None:
    holds, waits = threading.Event(), threading.Event()
    told: list[tuple[int, int | None]] = []

    def slow(done: int, _total: int | None) -> None:
        if done:
            holds.set()
            waits.wait()

    def second(done: int, total: int | None) -> None:
        told.append((done, total))
        waits.set()

    first = threading.Thread(target=vision.prepare, args=[slow])
    first.start()
    holds.wait()
    vision.prepare(second)
    first.join()
    assert told[0][0] > 0
    assert vision.ready


def test_what_cannot_be_had_is_told_and_may_be_tried_again(vision: Vision, store: Cdn) -> None:
    (store.folder / "full.task").rename(store.folder / "away")
    with pytest.raises(ModelUnavailableError):
        vision.prepare()
    assert not vision.ready
    (store.folder / "away").rename(store.folder / "full.task")
    vision.prepare()
    assert vision.ready


def test_a_server_that_has_just_started_sends_what_is_on_the_disk(
    vision: Vision, scripts: Scripts, store: Cdn
) -> None:
    data = addresses(vision)
    restarted = Vision(release(NOWHERE), models(store, "full"))
    with serve(restarted, scripts) as server:
        assert server.ask(data["bundle"]).status == 200
        assert server.ask(data["models"]["full"]).body == MODEL


def test_files_that_were_deleted_under_a_running_server_are_fetched_anew(
    cache: Path, vision: Vision, server: Server
) -> None:
    address = f"{addresses(vision)['wasm']}/vision_wasm_internal.wasm"
    shutil.rmtree(cache)
    assert server.ask(address).status == 404
    assert not vision.ready
    vision.prepare()
    assert server.ask(address).body == CONTENTS[WASM]


def test_the_lite_model_comes_later_and_nobody_waits_for_it(
    cache: Path, store: Cdn, scripts: Scripts
) -> None:
    (store.folder / "lite.task").write_bytes(MODEL)
    vision = Vision(release(store.url), models(store, "full", "lite"))
    vision.prepare()
    for thread in threading.enumerate():
        if thread.name == "lite model":
            thread.join()
    address = addresses(vision)["models"]["lite"]
    with serve(vision, scripts) as server:
        assert server.ask(address).body == MODEL


def test_without_the_lite_model_the_full_one_is_offered(cache: Path, store: Cdn) -> None:
    vision = Vision(release(store.url), models(store, "full", "lite"))
    vision.prepare()
    for thread in threading.enumerate():
        if thread.name == "lite model":
            thread.join()
    assert addresses(vision)["models"]["lite"] is None
    assert addresses(vision)["models"]["full"]
    assert store.asked.count("lite.task") == 1


# --- the real library -----------------------------------------------------------------------


def test_the_library_that_is_sent_names_no_foreign_server(
    browser_assets: BrowserAssets, pose_model: Path, scripts: Scripts
) -> None:
    vision = Vision(models={"full": MODELS["full"]})
    published = (browser_assets.folder / "vision_bundle.mjs").read_bytes()
    with serve(vision, scripts) as server:
        data = addresses(vision)
        sent = server.ask(data["bundle"]).body
        loaders = [
            server.ask(f"{data['wasm']}/vision_wasm{kind}_internal.js").body
            for kind in ("", "_module")
        ]
        wasm = server.ask(f"{data['wasm']}/vision_wasm_internal.wasm", Accept_Encoding="gzip")
        model = server.ask(data["models"]["full"], Accept_Encoding="gzip")
    assert b"https://" in published
    assert sent == without_metrics(published)
    assert not any(re.search(rb"[\"'`](https?|wss?)://", it) for it in (sent, *loaders))
    assert len(wasm.body) + len(model.body) < 12_500_000
    assert hashlib.sha256(gzip.decompress(model.body)).hexdigest() == MODELS["full"].sha256


LOOK_AND_CLOSE = """async ({bundle, wasm, model}) => {
    const at = (address) => new URL("/" + address, document.baseURI).href;
    const {FilesetResolver, PoseLandmarker} = await import(at(bundle));
    const files = await FilesetResolver.forVisionTasks(at(wasm));
    const landmarker = await PoseLandmarker.createFromOptions(files, {
        baseOptions: {modelAssetPath: at(model), delegate: "CPU"},
    });
    const found = landmarker.detect(new ImageData(64, 64)).landmarks.length;
    landmarker.close();
    await new Promise((done) => setTimeout(done, 500));
    return found;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("which", ["published", "sent"])
def test_only_the_published_library_tells_others_of_its_use(
    browser_assets: BrowserAssets, pose_model: Path, scripts: Scripts, which: str
) -> None:
    vision = Vision(models={"full": MODELS["full"]})
    program = shutil.which("chromium")
    asked: list[str] = []
    with serve(vision, scripts) as server, sync_playwright() as playwright:
        data = addresses(vision)
        flags = ["--headless=new", "--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.route(re.compile("^https:"), lambda route: route.abort())
        if which == "published":
            bundle = browser_assets.folder / "vision_bundle.mjs"
            page.route(
                "**/vision_bundle.mjs",
                lambda route: route.fulfill(path=bundle, content_type="text/javascript"),
            )
        page.goto(f"{server.origin}/")
        places = {"bundle": data["bundle"], "wasm": data["wasm"], "model": data["models"]["full"]}
        assert page.evaluate(LOOK_AND_CLOSE, places) == 0
        browser.close()
    foreign = [url for url in asked if not url.startswith((server.origin, "data:"))]
    assert bool(foreign) == (which == "published")


# --- our own scripts ------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "kind"), [("live.js", "javascript"), ("live.css", "css")])
def test_scripts_and_styles_are_sent(
    server: Server, scripts: Scripts, tmp_path: Path, name: str, kind: str
) -> None:
    answer = server.ask(f"live-assets/{scripts.edition().digest}/{name}", Accept_Encoding="gzip")
    assert answer.headers["Content-Type"] == f"text/{kind}; charset=utf-8"
    assert answer.headers["Cache-Control"] == FOR_GOOD
    assert gzip.decompress(answer.body) == (tmp_path / "live" / name).read_bytes()
    plain = server.ask(f"live-assets/{scripts.edition().digest}/{name}")
    assert plain.body == (tmp_path / "live" / name).read_bytes()


def test_a_worker_begun_from_them_reaches_nobody_else(server: Server, scripts: Scripts) -> None:
    answer = server.ask(f"live-assets/{scripts.edition().digest}/live.js")
    assert answer.headers["Content-Security-Policy"].startswith("connect-src 'self'")


@pytest.mark.parametrize(
    "address",
    [
        "live-assets/{digest}/notes.txt",
        "live-assets/{digest}/none.js",
        "live-assets/{digest}/..%2flive%2flive.js",
        "live-assets/0000000000000000/live.js",
    ],
)
def test_other_scripts_are_not_found(server: Server, scripts: Scripts, address: str) -> None:
    assert server.ask(address.format(digest=scripts.edition().digest)).status == 404


def test_a_change_makes_a_new_address(server: Server, scripts: Scripts, tmp_path: Path) -> None:
    before = scripts.edition().digest
    assert scripts.edition().digest == before
    (tmp_path / "live" / "more.js").write_text("export {};", encoding="utf-8")
    after = scripts.edition().digest
    assert after != before
    assert server.ask(f"live-assets/{before}/live.js").status == 404
    assert server.ask(f"live-assets/{after}/more.js").body == b"export {};"


def test_the_base_names_the_edition() -> None:
    assert live_assets_base() == f"live-assets/{Scripts().edition().digest}/"
