"""The instruments that there are: those that come with the program, and a clinic's own files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from coach.datafile import DataFileError, read_toml
from coach.instruments.model import Instrument
from coach.settings import Settings
from poses.errors import UserFacingError

ORDER: Final = ("pain_nrs", "psfs", "rmdq", "phq2", "gad2", "confidence", "global_change")
_FOLDER: Final = "instruments"


class UnknownInstrumentError(UserFacingError):
    """There is no instrument of this name."""


@dataclass(frozen=True)
class Shelf:
    """All instruments by id, and what could not be used of a clinic's own files."""

    instruments: Mapping[str, Instrument]
    problems: tuple[str, ...] = ()


def read_instrument(path: Path) -> Instrument:
    """Read a clinic's own file.

    Raises:
        DataFileError: it can't be used; the text names the key and what was expected.
    """
    return read_toml(Instrument, path).model_copy(update={"plug_in": True})


@cache
def packaged() -> Mapping[str, Instrument]:
    """Those that come with the program.

    Raises:
        DataFileError: a file can't be used.
    """
    folder = resources.files("coach.instruments").joinpath("data")
    files = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    found = {one.id: one for one in (read_toml(Instrument, entry) for entry in files)}
    return {name: found[name] for name in sorted(found, key=_place)}


def shelf(folder: Path | None = None) -> Shelf:
    """All, with the files of ``folder``, which is ``instruments`` in the data folder.

    A clinic that has a licence for a questionnaire puts its text there as a TOML file of the same
    form as ours; its id takes the place of ours. A file that can't be used is told and left out.

    Raises:
        DataFileError: a file of ours can't be used.
        SettingsError: a setting can't be used.
    """
    own = folder or Settings.from_environment().data_dir / _FOLDER
    found = dict(packaged())
    problems: list[str] = []
    for path in sorted(own.glob("*.toml")) if own.is_dir() else ():
        try:
            instrument = read_instrument(path)
        except DataFileError as error:
            problems.append(str(error))
        else:
            found[instrument.id] = instrument
    return Shelf(found, tuple(problems))


def instruments() -> Mapping[str, Instrument]:
    """All instruments by id.

    Raises:
        DataFileError: a file of ours can't be used.
        SettingsError: a setting can't be used.
    """
    return shelf().instruments


def plug_ins() -> Mapping[str, Instrument]:
    """A clinic's own questionnaires that can be asked here, by id.

    Raises:
        DataFileError: a file of ours can't be used.
        SettingsError: a setting can't be used.
    """
    return {name: one for name, one in instruments().items() if one.plug_in and one.items}


def find_instrument(name: str) -> Instrument:
    """One instrument by its id.

    Raises:
        UnknownInstrumentError: there is none; the text lists those that are.
    """
    known = instruments()
    if name not in known:
        raise UnknownInstrumentError(
            f"There is no questionnaire '{name}'. Choose one of: {', '.join(known)}."
        )
    return known[name]


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)
