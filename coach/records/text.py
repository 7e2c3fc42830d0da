"""Text that every database can keep."""

from __future__ import annotations


def storable(text: str) -> str:
    """The text without what a database refuses.

    Halves of surrogate pairs, which stand for the odd bytes of a file's name, are written as
    escapes, and NUL becomes U+FFFD.
    """
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\ufffd")
