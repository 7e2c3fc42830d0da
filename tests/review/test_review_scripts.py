"""The review's scripts and those of the live page that they build on, under one address."""

from __future__ import annotations

import re

from coach.web.live.scripts import FOLDER
from coach.web.reviewing.scripts import REVIEW_FOLDER, review_assets_base, review_script_route
from coach.web.script_folders import ScriptFolders

ASKED = re.compile(r'(?:from |new URL\()"(?:\./)?(?:\.\./(live)/)?([\w-]+\.(?:js|css))"')
SCRIPTS = ScriptFolders(reviewing=REVIEW_FOLDER, live=FOLDER)


def test_every_script_that_another_asks_for_is_there() -> None:
    wanted = {
        (folder or "reviewing", name)
        for path in REVIEW_FOLDER.glob("*.js")
        for folder, name in ASKED.findall(path.read_text(encoding="utf-8"))
    }
    assert {("live", "dom.js"), ("reviewing", "reviewing.css")} <= wanted
    assert [one for one in wanted if SCRIPTS.find(SCRIPTS.digest, *one) is None] == []


def test_the_base_fits_the_route() -> None:
    assert review_assets_base() == f"review-assets/{SCRIPTS.digest}/reviewing/"
    assert review_script_route().path == "/review-assets/{digest}/{folder}/{name}"
    assert SCRIPTS.find(SCRIPTS.digest, "reviewing", "../live/dom.js") is None
