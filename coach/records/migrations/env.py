"""Run by Alembic for every migration command."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from coach.records.columns import Number, UtcDateTime
from coach.records.migrate import migrating
from coach.records.tables import Base
from coach.settings import Settings


def _render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write the plain types into migrations: they must not change when the models do."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Number):
        return "sa.Double()"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=_render,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:  # the alembic command, by a developer
    with migrating(Settings.from_environment().url) as own:
        _run(own)
