"""What a therapist writes to a patient, to be read on *Today*."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from coach.programme.model import Model

MESSAGE: Final = "message"
READ: Final = "message_read"
"""Kinds of journal entries."""


class Message(Model):
    """A message in plain words."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]


class MessageRead(Model):
    """The person has read a message."""

    message: UUID
