"""What finds the body in the browser, ready to be sent: library, wasm, models."""

from __future__ import annotations

import gzip
import hashlib
import logging
import threading
from collections.abc import Iterable, Mapping
from typing import Final

from coach.web.live.gzipped import gzipped_copy
from coach.web.live.metrics import without_metrics
from coach.web.live.pinned_response import PinnedContent
from poses.browser_assets import (
    RELEASE,
    BrowserAssets,
    Release,
    check_browser_assets,
    ensure_browser_assets,
)
from poses.errors import UserFacingError
from poses.fetch import Progress
from poses.models import MODELS, Model, check_model, ensure_model

BUNDLE: Final = "vision_bundle.mjs"
_MODELS: Final = "models"
_LOOK_UP_S: Final = 0.3
"""How often somebody who waits while another fetches is told how far that is."""

_log = logging.getLogger(__name__)


class Vision:
    """The files of one release with the models, by address; prepared once per process."""

    def __init__(self, release: Release = RELEASE, models: Mapping[str, Model] = MODELS) -> None:
        self._release = release
        self._models = models
        self._preparing = threading.Lock()
        self._files: Mapping[str, PinnedContent] = {}
        self._base = ""
        self._told: tuple[int, int | None] = 0, None

    @property
    def ready(self) -> bool:
        """Whether everything that must be there can be sent."""
        return bool(self._files)

    def prepare(self, progress: Progress | None = None) -> None:
        """Fetch, verify and compress whatever is not there yet; takes its time, in any thread.

        The lite model, which only slow devices ask for, is fetched behind everybody's back.

        Raises:
            UserFacingError: something can't be had; the message says what to do.
        """
        tell: Progress = progress or (lambda _done, _total: None)
        while not self._preparing.acquire(timeout=_LOOK_UP_S):
            tell(*self._told)
        try:
            if not self.ready:
                self._fetch(tell)
        finally:
            self._preparing.release()

    def find(self, path: str) -> PinnedContent | None:
        """What is to be sent under this address, of which the first part is cut off.

        A server that has just started knows what lies on the disk before a page asks for it.
        """
        content = self._files.get(path)
        if content is not None and content.is_lost:
            self._files = {}
        if not self.ready and self._is_on_disk():
            self.prepare()
        return self._files.get(path)

    def data(self, prefix: str) -> dict[str, object]:
        """Where the browser finds everything; addresses begin with ``prefix``.

        Raises:
            UserFacingError: nobody has prepared it, and it can't be had.
        """
        self.prepare()
        lite = self._address("lite") if "lite" in self._models else ""
        return {
            "bundle": f"{prefix}{self._base}/{BUNDLE}",
            "wasm": f"{prefix}{self._base}/wasm",
            "models": {
                "full": prefix + self._address("full"),
                "lite": prefix + lite if lite in self._files else None,
            },
        }

    def _fetch(self, tell: Progress) -> None:
        model_size, files_size = self._models["full"].size or 0, self._release.size
        if check_model("full", models=self._models).state == "ready":
            model_size = 0
        if check_browser_assets(self._release).state == "ready":
            files_size = 0

        def tell_all(done: int, total: int | None) -> None:
            self._told = done, total
            tell(done, total)

        def of_model(done: int, _total: int | None) -> None:
            tell_all(done, model_size + files_size)

        def of_files(done: int, total: int | None) -> None:
            there = files_size - (total or files_size)
            tell_all(model_size + there + done, model_size + files_size)

        ensure_model("full", models=self._models, progress=of_model)
        self._stock(ensure_browser_assets(progress=of_files, release=self._release))
        if "lite" in self._models and self._address("lite") not in self._files:
            threading.Thread(target=self._fetch_lite, name="lite model", daemon=True).start()

    def _is_on_disk(self) -> bool:
        model = check_model("full", models=self._models)
        return model.state == "ready" == check_browser_assets(self._release).state

    def _address(self, name: str) -> str:
        model = self._models[name]
        return f"{_MODELS}/{model.sha256}/{model.file_name}"

    def _stock(self, assets: BrowserAssets) -> None:
        library = {content.name: content for content in self._library(assets)}
        digest = hashlib.sha256("".join(c.sha256 for c in library.values()).encode()).hexdigest()
        # The digest is part of the address since browsers keep what they got for a year.
        self._base = f"{assets.version}-{digest[:8]}"
        files = {f"{self._base}/{name}": content for name, content in library.items()}
        files[self._address("full")] = self._model("full")
        if "lite" in self._models and check_model("lite", models=self._models).state == "ready":
            files[self._address("lite")] = self._model("lite")
        self._files = files

    @staticmethod
    def _library(assets: BrowserAssets) -> Iterable[PinnedContent]:
        for file in assets.files:
            path = assets.folder / file.name
            if file.name == BUNDLE:
                script = without_metrics(path.read_bytes())
                sha256 = hashlib.sha256(script).hexdigest()
                yield PinnedContent(file.name, sha256, script, gzip.compress(script, mtime=0))
            else:
                packed = gzipped_copy(path, file.sha256)
                yield PinnedContent(file.name, file.sha256, path, packed)

    def _model(self, name: str) -> PinnedContent:
        path = ensure_model(name, models=self._models)
        sha256 = self._models[name].sha256
        return PinnedContent(self._models[name].file_name, sha256, path, gzipped_copy(path, sha256))

    def _fetch_lite(self) -> None:
        try:
            content = self._model("lite")
        except UserFacingError as error:
            _log.info("There is no lite model for slow devices: %s", error)
            return
        self._files = {**self._files, self._address("lite"): content}
