"""What can't be learnt from a demonstration, in words for the therapist."""

from __future__ import annotations

from poses.errors import UserFacingError


class TeachingError(UserFacingError):
    """Nothing can be taught from this; the message says why and what to do."""
