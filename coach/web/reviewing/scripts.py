"""The review player's scripts and styles, with those of the live page that they build on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.routing import Route

from coach.web.live.scripts import FOLDER
from coach.web.script_folders import ScriptFolders

REVIEW_FOLDER: Final = Path(__file__).parents[1] / "assets" / "reviewing"
_ADDRESS: Final = "review-assets"
_scripts: Final = ScriptFolders(reviewing=REVIEW_FOLDER, live=FOLDER)


def review_script_route() -> Route:
    """The route, for ``st.App``."""
    return _scripts.route(_ADDRESS)


def review_assets_base() -> str:
    """Where they are now, relative to the app, with ``/`` at the end."""
    return _scripts.base(_ADDRESS, "reviewing")
