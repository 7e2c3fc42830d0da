"""Running one command, from its arguments to an exit code."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from typing import cast

import typer

from coach.cli.app import app, options
from coach.cli.guard import FAILED, INTERRUPTED, OK, tell, unexpected
from poses.errors import UserFacingError


def run(arguments: Sequence[str]) -> int:
    """Run one command; whatever goes wrong becomes a sentence on standard error.

    Returns:
        0 done, 1 some files of a folder failed, 2 nothing could be done, 130 interrupted.
    """
    options.debug = False
    try:
        code = app(list(arguments), prog_name="coach", standalone_mode=False)
    except UserFacingError as error:
        tell(str(error))
        return FAILED
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        usage = _usage_sentence(error)
        if usage is None and options.debug:
            traceback.print_exc()
        else:
            tell(usage or unexpected(error))
        return FAILED
    return code if isinstance(code, int) else OK


def _usage_sentence(error: Exception) -> str | None:
    """The message of a mistake in the command itself; None for any other error."""
    # The class of all such mistakes has moved between Typer's versions, its child has not.
    if not isinstance(error, typer.BadParameter.__bases__):
        return None
    usage = cast(typer.BadParameter, error)
    where = usage.ctx.command_path if usage.ctx is not None else "coach"
    message = " ".join(usage.format_message().split()).rstrip(".")
    return f"{message}: see '{where} --help'."
