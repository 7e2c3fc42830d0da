"""The desk page's scripts and those of the live page, under one address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.web.deskwatch.scripts import (
    DESK_FOLDER,
    DeskScripts,
    desk_assets_base,
    desk_script_route,
)

ASKED = re.compile(r'(?:from |new URL\()"(?:\./)?(?:\.\./(live)/)?([\w-]+\.(?:js|css))"')


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    desk, live = tmp_path / "desk", tmp_path / "live"
    for folder in (desk, live):
        folder.mkdir()
        (folder / "one.js").write_text(f"// {folder.name}\n", encoding="utf-8")
        (folder / "notes.txt").write_text("not for the browser", encoding="utf-8")
    return desk, live


def test_both_folders_lie_side_by_side(folders: tuple[Path, Path]) -> None:
    scripts = DeskScripts(*folders)
    for folder in ("desk", "live"):
        found = scripts.find(scripts.digest, folder, "one.js")
        assert found is not None
        assert found.plain == f"// {folder}\n".encode()


@pytest.mark.parametrize(
    ("folder", "name"), [("desk", "notes.txt"), ("other", "one.js"), ("desk", "../live/one.js")]
)
def test_nothing_else_is_found(folders: tuple[Path, Path], folder: str, name: str) -> None:
    scripts = DeskScripts(*folders)
    assert scripts.find(scripts.digest, folder, name) is None
    assert scripts.find("0000000000000000", "desk", "one.js") is None


def test_a_change_in_either_makes_a_new_address(folders: tuple[Path, Path]) -> None:
    scripts = DeskScripts(*folders)
    digests = {scripts.digest}
    for folder in folders:
        (folder / "more.js").write_text("export {};", encoding="utf-8")
        digests.add(scripts.digest)
    assert len(digests) == 3


def test_every_script_that_another_asks_for_is_there() -> None:
    scripts = DeskScripts()
    wanted = {
        (folder or "desk", name)
        for path in DESK_FOLDER.glob("*.js")
        for folder, name in ASKED.findall(path.read_text(encoding="utf-8"))
    }
    assert {("live", "wire.js"), ("desk", "metronome-worker.js"), ("desk", "desk.css")} <= wanted
    assert [one for one in wanted if scripts.find(scripts.digest, *one) is None] == []


def test_the_base_fits_the_route() -> None:
    assert desk_assets_base() == f"desk-assets/{DeskScripts().digest}/desk/"
    assert desk_script_route().path == "/desk-assets/{digest}/{folder}/{name}"
