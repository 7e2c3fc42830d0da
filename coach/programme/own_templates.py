"""Templates that a clinic saved from plans of its own: whole weeks, in files that can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import tomli_w
from pydantic import Field

from coach.programme.model import Model, Programme, Week
from coach.programme.reading import ProgrammeDataError, read

_LONGEST_NAME: Final = 60


class OwnTemplate(Model):
    """The weeks of a plan without the person whom it was made for."""

    name: Annotated[str, Field(min_length=1, max_length=_LONGEST_NAME)]
    weeks: Annotated[tuple[Week, ...], Field(min_length=1)]
    maintenance: Week

    def applied_to(self, programme: Programme) -> Programme:
        """The plan of a person with these weeks instead of its own."""
        return programme.model_copy(
            update={
                "template": self.name,
                "weeks": self.weeks,
                "maintenance": self.maintenance,
                "left_out": (),
            }
        )


def folder(data_dir: Path) -> Path:
    """Where an installation keeps them."""
    return data_dir / "templates"


def save_own(data_dir: Path, name: str, programme: Programme) -> Path:
    """Keep the weeks of a plan under a name; a template of the same name is replaced.

    Why each exercise is there and notes belong to the person and stay out.

    Raises:
        ProgrammeDataError: the name is empty or too long, or the file can't be written.
    """
    told = " ".join(name.split())
    if not told or len(told) > _LONGEST_NAME:
        raise ProgrammeDataError(
            f"Give the template a name of at most {_LONGEST_NAME} letters, then save it again."
        )
    template = OwnTemplate(
        name=told,
        weeks=tuple(_nobodys(week) for week in programme.weeks),
        maintenance=_nobodys(programme.maintenance),
    )
    slug = re.sub(r"[^a-z0-9]+", "_", told.lower()).strip("_") or "template"
    path = folder(data_dir) / f"{slug}.toml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".part")
        content = template.model_dump(mode="json", exclude_none=True)
        beside.write_text(tomli_w.dumps(content), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise ProgrammeDataError(
            f"The template can't be written to {path.parent}: check the folder and its "
            "permissions, then save it again."
        ) from error
    return path


def own_templates(data_dir: Path) -> tuple[Mapping[str, OwnTemplate], tuple[str, ...]]:
    """The own templates by name, and a sentence for each file that can't be used."""
    found: dict[str, OwnTemplate] = {}
    problems: list[str] = []
    for path in sorted(folder(data_dir).glob("*.toml")):
        try:
            template = read(OwnTemplate, path)
        except ProgrammeDataError as error:
            problems.append(str(error))
        else:
            found[template.name] = template
    return found, tuple(problems)


def _nobodys(week: Week) -> Week:
    blank: dict[str, Any] = {"why": "", "note": "", "target_deg": None, "load_kg": None}
    lines = tuple(one.model_copy(update=blank) for one in week.prescriptions)
    return week.model_copy(update={"prescriptions": lines})
