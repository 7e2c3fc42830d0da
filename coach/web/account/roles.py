"""Which pages are for whom."""

from __future__ import annotations

from typing import Final

from coach.records import Role
from coach.web.pages import PAGES, PATIENTS, PEOPLE, TODAY, PageSpec
from coach.web.store import single_user, viewer

_FIRST: Final = {Role.PATIENT: TODAY, Role.THERAPIST: PATIENTS, Role.ADMIN: PEOPLE}


def pages_for(role: Role | None) -> tuple[PageSpec, ...]:
    """The pages of a role; None is the one person of a single computer, without a clinic's list."""
    if role is None:
        return tuple(spec for spec in PAGES if spec.audience != "admin")
    return tuple(spec for spec in PAGES if spec.audience in (role.value, "everybody"))


def may_open(script: str) -> bool:
    """Whether the person at the screen has this page: a link to any other would lead nowhere.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: the database can't be read.
        SettingsError: a setting can't be used.
    """
    role = None if single_user() else viewer().role
    return any(spec.script == script for spec in pages_for(role))


def first_page(role: Role | None) -> str:
    """The script of the page that comes first."""
    return TODAY if role is None else _FIRST[role]


def address_after_signing_in(role: Role, wished: str) -> str:
    """Where to go: the page that was asked for, if it is one of theirs, or else the first.

    Whatever was wished, this is the address of a page of the app, never one elsewhere.
    """
    for spec in pages_for(role):
        if spec.url == wished and spec.script != first_page(role):
            return spec.url
    return ""
