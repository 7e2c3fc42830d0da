"""What an installation chooses, read from the environment, once, by whoever starts it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from coach.keyring import NO_KEYS, Keyring
from poses.errors import UserFacingError

Accounts = Literal["off", "local", "oidc"]

DATABASE_FILE: Final = "back-coach.sqlite3"

ALONE: Final = "main"
"""The name of a process that has no other beside it."""

_DRIVERS: Final = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

_PREFIX: Final = "BACK_COACH_"

_INSTEAD: Final = {
    "data_dir": "give the path of a folder",
    "database_url": (
        "use an address such as postgresql://user:password@host/database or "
        "sqlite:////folder/file.sqlite3, or leave it away for a file in your own data folder"
    ),
    "emergency_number": "give a number to call, such as 112 or 911",
    "keep_records_days": "give a number of days, such as 3650, or leave it away for none",
    "accounts": "use off, local or oidc",
    "encryption_key": "use what 'coach data new-key' prints, with older keys behind a comma",
    "keep_audit_days": "give a number of days, such as 3650, or leave it away to keep it for good",
    "worker": "use letters, digits and hyphens, such as main or a1, at most 32",
}


class SettingsError(UserFacingError):
    """A setting can't be used; the text says which one and what it should be."""


def _default_data_dir() -> Path:
    return user_data_path("back-coach", appauthor=False)


class Settings(BaseModel):
    """Where the log lives, and whom to call.

    ``data_dir`` is an absolute folder of this user; ``database_url`` is None for an SQLite file
    in that folder, or the address of an SQLite file or a PostgreSQL database;
    ``emergency_number`` is the one that people here call for an ambulance. ``keep_records_days``
    is how long the record of somebody who left must be kept, in days; 0 deletes it at once.

    ``accounts`` says who may come in: with ``off`` everything is one person's, on their own
    computer, without signing in; with ``local`` people have names and passwords here; with
    ``oidc`` they sign in with the clinic's own service, as Streamlit's secrets describe it.

    ``worker`` is the name of this process among several that share a database behind one proxy:
    a live sitting is in the memory of one of them, and the name is the way to it.

    ``encryption_key`` encrypts movements and videos at rest; behind a comma may follow older keys,
    which still open what they encrypted. ``keep_audit_days`` is how long it stays written down who
    saw and changed what, in days; 0 is for good.
    """

    # The input may hold a password: never repeat it in an error.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    data_dir: Path = Field(default_factory=_default_data_dir)
    database_url: str | None = Field(default=None, repr=False)
    emergency_number: str = "112"
    keep_records_days: Annotated[int, Field(ge=0, le=40000)] = 0
    accounts: Accounts = "off"
    worker: Annotated[str, Field(max_length=32)] = ALONE
    encryption_key: SecretStr | None = None
    keep_audit_days: Annotated[int, Field(ge=0, le=40000)] = 0

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        try:
            return path.expanduser().absolute()
        except RuntimeError as error:
            raise ValueError("it names a home folder that can't be found") from error

    @field_validator("database_url")
    @classmethod
    def _known_kind(cls, text: str | None) -> str | None:
        if text is None:
            return None
        try:
            url = make_url(text)
        except (ArgumentError, ValueError):
            raise ValueError("it is not a database address") from None
        if url.drivername not in _DRIVERS:
            raise ValueError(f"'{url.drivername}' is not a kind of database that can be used")
        if url.drivername.startswith("sqlite") and url.database in (None, "", ":memory:"):
            raise ValueError("it names no file, and a log in memory would be lost")
        if str(url.database).startswith("file:"):
            raise ValueError("it must be the plain path of a file")
        return text

    @field_validator("emergency_number")
    @classmethod
    def _can_be_dialled(cls, text: str) -> str:
        if not re.fullmatch(r"\+?[0-9](?:[ -]?[0-9]){1,15}", text):
            raise ValueError("it is not a telephone number")
        return text

    @field_validator("encryption_key")
    @classmethod
    def _can_encrypt(cls, text: SecretStr | None) -> SecretStr | None:
        if text is not None:
            Keyring.parse(text.get_secret_value())
        return text

    @field_validator("worker")
    @classmethod
    def _fits_an_address(cls, text: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?", text):
            raise ValueError("it can't be part of an address")
        return text

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read ``BACK_COACH_DATA_DIR`` and the like; empty means the default.

        Raises:
            SettingsError: a value can't be used.
        """
        values = os.environ if environment is None else environment
        given = {
            name: values.get(f"{_PREFIX}{name.upper()}", "").strip() for name in cls.model_fields
        }
        try:
            return cls.model_validate({name: text for name, text in given.items() if text})
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            name = str(first["loc"][0])
            why = first["msg"].removeprefix("Value error, ")
            raise SettingsError(
                f"{_PREFIX}{name.upper()} can't be used: {why}; {_INSTEAD[name]}."
            ) from None

    @property
    def keys(self) -> Keyring:
        """The keys of movements and videos; none unless an encryption key is given."""
        text = self.encryption_key
        return NO_KEYS if text is None else Keyring.parse(text.get_secret_value())

    @property
    def url(self) -> URL:
        """The database's address with the driver that is to be used."""
        if self.database_url is None:
            return URL.create("sqlite+pysqlite", database=str(self.data_dir / DATABASE_FILE))
        url = make_url(self.database_url)
        return url.set(drivername=_DRIVERS[url.drivername])
