"""Provisioning of what finds the body in the browser: found, or fetched once, always verified."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from poses.errors import BrowserAssetsUnavailableError
from poses.fetch import FetchError, Progress, download, exclusive
from poses.models import ModelStatus
from poses.npm_package import extract_member, npm_pack
from poses.provision import (
    MODEL_DIR_VARIABLE,
    Source,
    State,
    cache_folder,
    matches,
    named_place,
    obtain,
)

NAME: Final = "browser"
"""What the command line calls these files, beside the models."""


@dataclass(frozen=True, slots=True)
class BrowserFile:
    """One file: ``name`` is its path in the package, with ``/``."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Release:
    """One version of the package and where it can be had; ``cdn`` ends with ``/``."""

    version: str
    files: tuple[BrowserFile, ...]
    cdn: str
    npm: str

    @property
    def folder_name(self) -> str:
        """What its folder is called in the directory that the user named."""
        return f"tasks-vision-{self.version}"

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class BrowserAssets:
    """Verified files in ``folder``, each at its ``name``."""

    folder: Path
    version: str
    files: tuple[BrowserFile, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files."""
        return tuple(file.name for file in self.files)


_PACKAGE: Final = "@mediapipe/tasks-vision@1.1.0"

RELEASE: Final = Release(
    version="1.1.0",
    files=(
        BrowserFile(
            "vision_bundle.mjs",
            "9d5fc9ef74b22329cf9aa88dc543956d192b8c254210b187271614713eb5b10c",
            156_135,
        ),
        # For a page or a classic worker.
        BrowserFile(
            "wasm/vision_wasm_internal.js",
            "7c652617b5bef832f42878ce8c5f752b0724bca6054e4bc1013a37d4b1949723",
            335_393,
        ),
        BrowserFile(
            "wasm/vision_wasm_internal.wasm",
            "782eda3ec1f414fdb4f1d66a8b59093eb4d5ab437e06117796abf05962d68eef",
            12_997_248,
        ),
        # For a module worker.
        BrowserFile(
            "wasm/vision_wasm_module_internal.js",
            "70eff3956521b7de058d7173a4935c95e4a223c26ea624b9f5a936d3a043dcb0",
            335_431,
        ),
        BrowserFile(
            "wasm/vision_wasm_module_internal.wasm",
            "ee03b14a878e6c3c053a1bfa62e166dc45244be54dc0bbe61c578f710b771f6a",
            12_997_272,
        ),
    ),
    cdn=f"https://cdn.jsdelivr.net/npm/{_PACKAGE}/",
    npm=_PACKAGE,
)
"""The version this program is tested with."""


def assets_cache(release: Release = RELEASE) -> Path:
    """The per-user directory where the fetched files are kept."""
    return cache_folder() / "vision" / release.version


def ensure_browser_assets(
    *, progress: Progress | None = None, release: Release = RELEASE
) -> BrowserAssets:
    """The verified files, fetched on first use.

    Looked at in order: the folder ``tasks-vision-VERSION`` in the directory that
    ``BACK_COACH_MODEL_DIR`` names, the per-user cache, the package's CDN, the npm client.
    ``progress`` is called with bytes done and in total, over all files that are to be fetched.
    Safe to call from several processes at once: the second waits for the first.

    Raises:
        BrowserAssetsUnavailableError: a damaged file in a place the user named, or nothing could
            be fetched; the message says what to do by hand.
    """
    named = _from_environment(release)
    if named is not None:
        _refuse_damaged(named, release)
        return BrowserAssets(named, release.version, release.files)
    folder = assets_cache(release)
    if _missing(folder, release):
        _fetch(folder, release, progress)
    return BrowserAssets(folder, release.version, release.files)


def check_browser_assets(release: Release = RELEASE) -> ModelStatus:
    """Look, without fetching, whether the files that would be used are there and intact."""
    folder = _from_environment(release) or assets_cache(release)
    paths = [folder / file.name for file in release.files]
    if not all(path.is_file() for path in paths):
        return ModelStatus(NAME, "missing", folder, None)
    state: State = "damaged" if _missing(folder, release) else "ready"
    return ModelStatus(NAME, state, folder, sum(path.stat().st_size for path in paths))


def _from_environment(release: Release) -> Path | None:
    place = named_place()
    folder = None if place is None else place / release.folder_name
    return folder if folder is not None and folder.is_dir() else None


def _missing(folder: Path, release: Release) -> list[BrowserFile]:
    return [file for file in release.files if not matches(folder / file.name, file)]


def _refuse_damaged(folder: Path, release: Release) -> None:
    if missing := _missing(folder, release):
        raise BrowserAssetsUnavailableError(
            f"{folder / missing[0].name} is missing, damaged or of another version: put the one "
            f"from {release.cdn}{missing[0].name} there, or delete {folder} to have all of it "
            f"fetched."
        )


def _fetch(folder: Path, release: Release, progress: Progress | None) -> None:
    try:
        for file in release.files:
            (folder / file.name).parent.mkdir(parents=True, exist_ok=True)
        with (
            exclusive(folder.with_name(f"{folder.name}.lock")),
            tempfile.TemporaryDirectory() as scratch,
        ):
            missing = _missing(folder, release)
            supply = _Supply(release, Path(scratch), sum(file.size for file in missing), progress)
            if all(obtain(folder / file.name, file, supply.sources(file)) for file in missing):
                return
    except OSError as error:
        raise BrowserAssetsUnavailableError(
            f"The browser's pose files can't be kept in {folder} ({error.strerror}): free some "
            f"space or set {MODEL_DIR_VARIABLE} to a directory with them in {release.folder_name}."
        ) from error
    raise BrowserAssetsUnavailableError(
        f"The browser's pose files could not be fetched: download vision_bundle.mjs and the folder "
        f"wasm from {release.cdn} on a computer with internet access and put them into {folder}, "
        f"or set {MODEL_DIR_VARIABLE} to a directory with them in {release.folder_name}."
    )


class _Supply:
    """Where one round of fetching gets its files: the CDN until it fails, then the npm client."""

    def __init__(
        self, release: Release, scratch: Path, total: int, progress: Progress | None
    ) -> None:
        self._release = release
        self._scratch = scratch
        self._total = total
        self._progress = progress
        self._before = 0
        self._cdn_failed = False
        self._archive: Path | None = None

    def sources(self, file: BrowserFile) -> list[Source]:
        """Where this file can be had; to be asked for one file after the other."""
        before, self._before = self._before, self._before + file.size

        def tell(done: int, _total: int | None = None) -> None:
            if self._progress is not None:
                self._progress(before + min(done, file.size), self._total)

        def from_cdn(part: Path) -> None:
            if self._cdn_failed:
                raise FetchError("the CDN failed before")
            try:
                url = self._release.cdn + file.name
                download(url, part, expected_size=file.size, progress=tell)
            except FetchError:
                self._cdn_failed = True
                raise

        def from_npm(part: Path) -> None:
            tell(0)
            extract_member(self._package(), file.name, file.size, part)
            tell(file.size)

        return [from_cdn, from_npm]

    def _package(self) -> Path:
        if self._archive is None:
            self._archive = npm_pack(self._release.npm, self._scratch)
        return self._archive
