from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from poses.browser_assets import (
    RELEASE,
    BrowserAssets,
    assets_cache,
    check_browser_assets,
    ensure_browser_assets,
)
from poses.errors import BrowserAssetsUnavailableError
from poses.fetch import FetchError
from poses.npm_package import extract_member
from poses.provision import MODEL_DIR_VARIABLE
from tests.poses.releases import CONTENTS, Cdn, cdn, release, write_files, write_package

NAMES = list(CONTENTS)
WASM = "wasm/vision_wasm_internal.wasm"

needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of one's own, no directory named by the environment, and no npm."""
    monkeypatch.delenv(MODEL_DIR_VARIABLE, raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: tmp_path / "cache")
    return tmp_path / "cache" / "vision" / "9.9.9"


@pytest.fixture
def without_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "no programs").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "no programs"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Cdn]:
    with cdn(tmp_path / "cdn") as place:
        yield place


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its name in the package."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


# --- fetching -------------------------------------------------------------------------------


def test_the_files_are_fetched_once_and_then_kept(cache: Path, store: Cdn) -> None:
    assets = ensure_browser_assets(release=release(store.url))
    assert (assets.folder, assets.version) == (cache, "9.9.9")
    assert list(assets.names) == NAMES
    assert contents(cache) == CONTENTS
    assert ensure_browser_assets(release=release()) == assets
    assert store.asked == NAMES


def test_progress_goes_over_all_files(cache: Path, store: Cdn) -> None:
    told: list[tuple[int, int | None]] = []
    ensure_browser_assets(
        release=release(store.url), progress=lambda done, total: told.append((done, total))
    )
    size = sum(map(len, CONTENTS.values()))
    assert told[0] == (0, size)
    assert told[-1] == (size, size)
    assert told == sorted(told)


@needs_npm
def test_without_the_cdn_npm_gives_the_same_bytes(cache: Path, tmp_path: Path) -> None:
    package = write_package(tmp_path / "package")
    told: list[tuple[int, int | None]] = []
    ensure_browser_assets(
        release=release(npm=str(package)), progress=lambda done, total: told.append((done, total))
    )
    assert contents(cache) == CONTENTS
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@needs_npm
def test_a_cdn_that_fails_on_the_way_is_not_asked_again(
    cache: Path, tmp_path: Path, store: Cdn
) -> None:
    package = write_package(tmp_path / "package")
    (store.folder / NAMES[1]).unlink()
    ensure_browser_assets(release=release(store.url, str(package)))
    assert contents(cache) == CONTENTS
    assert store.asked == NAMES[:2]


@needs_npm
def test_what_is_not_the_pinned_file_is_never_kept(cache: Path, tmp_path: Path, store: Cdn) -> None:
    package = write_package(tmp_path / "package")
    (store.folder / WASM).write_bytes(b"<html>Please log in</html>")
    (package / WASM).write_bytes(CONTENTS[WASM][:-1] + b"!")
    with pytest.raises(BrowserAssetsUnavailableError):
        ensure_browser_assets(release=release(store.url, str(package)))
    assert sorted(contents(cache)) == sorted(set(NAMES) - {WASM})


def test_only_what_is_damaged_or_missing_is_fetched_again(cache: Path, store: Cdn) -> None:
    write_files(cache)
    (cache / NAMES[0]).write_bytes(b"x" * len(CONTENTS[NAMES[0]]))
    (cache / WASM).unlink()
    ensure_browser_assets(release=release(store.url))
    assert contents(cache) == CONTENTS
    assert store.asked == [NAMES[0], WASM]


def test_what_was_fetched_before_the_network_broke_is_kept(
    cache: Path, store: Cdn, without_npm: None
) -> None:
    (store.folder / WASM).rename(store.folder / "away")
    with pytest.raises(BrowserAssetsUnavailableError):
        ensure_browser_assets(release=release(store.url))
    (store.folder / "away").rename(store.folder / WASM)
    ensure_browser_assets(release=release(store.url))
    assert contents(cache) == CONTENTS
    assert store.asked == [*NAMES, WASM]


def test_where_nothing_can_be_reached_the_manual_step_is_said(
    cache: Path, without_npm: None
) -> None:
    nowhere = release()
    with pytest.raises(BrowserAssetsUnavailableError) as caught:
        ensure_browser_assets(release=nowhere)
    message = str(caught.value)
    assert nowhere.cdn in message
    assert str(cache) in message
    assert MODEL_DIR_VARIABLE in message
    assert "tasks-vision-9.9.9" in message


def test_a_cache_that_cannot_be_written_is_said(cache: Path, store: Cdn) -> None:
    cache.parent.parent.mkdir()
    cache.parent.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(BrowserAssetsUnavailableError, match="can't be kept"):
        ensure_browser_assets(release=release(store.url))


def test_processes_at_once_share_one_download(cache: Path, store: Cdn) -> None:
    script = (
        "import sys, pathlib, platformdirs\n"
        "from poses.browser_assets import ensure_browser_assets\n"
        "from tests.poses.releases import release\n"
        "cache, url = sys.argv[1:]\n"
        "platformdirs.user_cache_path = lambda _: pathlib.Path(cache)\n"
        "print(ensure_browser_assets(release=release(url)).folder)\n"
    )
    command = [sys.executable, "-c", script, str(cache.parents[1]), store.url]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
        for _ in range(3)
    ]
    answers = [process.communicate()[0].strip() for process in started]
    assert answers == [str(cache)] * 3
    assert contents(cache) == CONTENTS
    assert store.asked == NAMES


# --- out of an archive ----------------------------------------------------------------------


def archive(path: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def test_a_member_is_copied_and_nothing_else_is_unpacked(tmp_path: Path) -> None:
    stranger = tarfile.TarInfo("package/../../outside")
    wanted = tarfile.TarInfo("package/a.js")
    tar = archive(tmp_path / "a.tgz", (stranger, b"bad"), (wanted, b"good"))
    folder = tmp_path / "deep" / "deeper"
    folder.mkdir(parents=True)
    extract_member(tar, "a.js", 4, folder / "a.js.part")
    assert contents(tmp_path / "deep") == {"deeper/a.js.part": b"good"}
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE])
def test_a_member_that_is_no_plain_file_is_refused(tmp_path: Path, kind: bytes) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"good")
    link = tarfile.TarInfo("package/a.js")
    link.type, link.linkname = kind, str(secret)
    with pytest.raises(FetchError):
        extract_member(archive(tmp_path / "a.tgz", (link, b"")), "a.js", 0, tmp_path / "part")
    assert not (tmp_path / "part").exists()


@pytest.mark.parametrize("damage", ["other size", "other name", "cut", "no archive"])
def test_an_archive_without_the_file_is_refused(tmp_path: Path, damage: str) -> None:
    name = "package/b.js" if damage == "other name" else "package/a.js"
    content = CONTENTS[WASM]
    tar = archive(tmp_path / "a.tgz", (tarfile.TarInfo(name), content))
    if damage == "cut":
        tar.write_bytes(tar.read_bytes()[:500])
    elif damage == "no archive":
        tar.write_bytes(b"<html>")
    size = len(content) + (damage == "other size")
    with pytest.raises(FetchError):
        extract_member(tar, "a.js", size, tmp_path / "part")


# --- a place the user names -----------------------------------------------------------------


def test_the_environment_names_a_directory(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = write_files(tmp_path / "mine" / "tasks-vision-9.9.9")
    monkeypatch.setenv(MODEL_DIR_VARIABLE, str(mine.parent))
    assert ensure_browser_assets(release=release()).folder == mine
    assert check_browser_assets(release()).path == mine


@pytest.mark.parametrize("named", ["directory", "file", "nothing there"])
def test_a_named_place_without_the_files_does_not_stand_in_the_way(
    cache: Path, tmp_path: Path, store: Cdn, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    place = tmp_path / "mine"
    if named == "directory":
        place.mkdir()
    elif named == "file":
        place.write_bytes(b"a model")
    monkeypatch.setenv(MODEL_DIR_VARIABLE, str(place))
    assert ensure_browser_assets(release=release(store.url)).folder == cache


@pytest.mark.parametrize("damage", ["damaged", "missing"])
def test_damaged_files_in_a_named_place_are_an_error_not_a_download(
    cache: Path, tmp_path: Path, store: Cdn, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    mine = write_files(tmp_path / "mine" / "tasks-vision-9.9.9")
    monkeypatch.setenv(MODEL_DIR_VARIABLE, str(mine.parent))
    if damage == "damaged":
        (mine / WASM).write_bytes(b"half")
    else:
        (mine / WASM).unlink()
    with pytest.raises(BrowserAssetsUnavailableError) as caught:
        ensure_browser_assets(release=release(store.url))
    assert str(mine / WASM) in str(caught.value)
    assert check_browser_assets(release(store.url)).state == damage
    assert store.asked == []


# --- looking --------------------------------------------------------------------------------


def test_looking_fetches_nothing(cache: Path, store: Cdn) -> None:
    here = release(store.url)
    status = check_browser_assets(here)
    assert (status.name, status.state, status.size) == ("browser", "missing", None)
    assert store.asked == []
    ensure_browser_assets(release=here)
    status = check_browser_assets(here)
    assert (status.state, status.path, status.size) == ("ready", cache, here.size)
    (cache / WASM).write_bytes(b"x" * len(CONTENTS[WASM]))
    assert check_browser_assets(here).state == "damaged"


def test_the_published_release_is_pinned_to_its_bytes() -> None:
    assert all(len(file.sha256) == 64 and file.size > 0 for file in RELEASE.files)
    assert RELEASE.cdn.startswith("https://")
    assert RELEASE.cdn.endswith(f"@{RELEASE.version}/")
    assert RELEASE.npm.endswith(f"@{RELEASE.version}")
    assert assets_cache().name == RELEASE.version


def test_the_real_files_are_what_was_published(browser_assets: BrowserAssets) -> None:
    for file in RELEASE.files:
        content = (browser_assets.folder / file.name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert len(content) == file.size
