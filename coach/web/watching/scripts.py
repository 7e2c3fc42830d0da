"""The scripts and styles of a page that watches, with those of the live page that they build on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.routing import Route

from coach.web.live.scripts import FOLDER
from coach.web.script_folders import ScriptFolders

WATCH_FOLDER: Final = Path(__file__).parents[1] / "assets" / "watching"
_ADDRESS: Final = "watch-assets"
_scripts: Final = ScriptFolders(watching=WATCH_FOLDER, live=FOLDER)


def watch_script_route() -> Route:
    """The route, for ``st.App``."""
    return _scripts.route(_ADDRESS)


def watch_assets_base() -> str:
    """Where they are now, relative to the app, with ``/`` at the end."""
    return _scripts.base(_ADDRESS, "watching")
