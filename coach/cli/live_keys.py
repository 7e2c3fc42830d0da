"""What the keys mean while a set is done at this computer."""

from __future__ import annotations

from typing import Final

from coach.live.update import Stage
from coach.live.wire import Command

_SPACE: Final[dict[Stage, Command]] = {
    Stage.CHECK: Command("start"),
    Stage.ACTIVE: Command("pause"),
    Stage.PAUSED: Command("resume"),
    Stage.REST: Command("skip_rest"),
}


class Keys:
    """Turns keys into wishes; ``asking`` while the question about pain is on the screen."""

    def __init__(self) -> None:
        self.asking = False
        self._paused = False

    def pressed(self, key: str, stage: Stage) -> tuple[Command, ...]:
        """What this key asks for now; a key without a meaning asks for nothing."""
        if self.asking:
            return self._answered(key)
        match key:
            case " " if stage in _SPACE:
                return (_SPACE[stage],)
            case "q" | "esc":
                return (Command("stop"),)
            case "f":
                return (Command("finish"),)
            case "p" if stage is not Stage.OVER:
                self.asking, self._paused = True, stage is Stage.ACTIVE
                return (Command("pause"),) if self._paused else ()
        return ()

    def _answered(self, key: str) -> tuple[Command, ...]:
        told: tuple[Command, ...] = ()
        match key:
            case "q":
                told = (Command("stop"),)
            case "s":
                told = (Command("stop", reason="sharp_pain"),)
            case "x":
                told = (Command("pain", pain=10),)
            case "esc" | " ":
                pass
            case _ if key.isdecimal() and key.isascii():
                told = (Command("pain", pain=int(key)),)
            case _:
                return ()
        self.asking = False
        return (*told, Command("resume")) if self._paused else told
