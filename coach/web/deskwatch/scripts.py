"""The desk page's scripts and styles, with those of the live page that they build on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.routing import Route

from coach.web.live.scripts import FOLDER
from coach.web.script_folders import ScriptFolders

DESK_FOLDER: Final = Path(__file__).parents[1] / "assets" / "desk"
_ADDRESS: Final = "desk-assets"


class DeskScripts(ScriptFolders):
    """Both folders as one."""

    def __init__(self, desk: Path = DESK_FOLDER, live: Path = FOLDER) -> None:
        super().__init__(desk=desk, live=live)


_scripts: Final = DeskScripts()


def desk_script_route(scripts: DeskScripts = _scripts) -> Route:
    """The route, for ``st.App``."""
    return scripts.route(_ADDRESS)


def desk_assets_base() -> str:
    """Where they are now, relative to the app, with ``/`` at the end."""
    return _scripts.base(_ADDRESS, "desk")
