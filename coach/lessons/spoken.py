"""A lesson as it is read aloud: its sentences, without any marks."""

from __future__ import annotations

from markdown_it import MarkdownIt

from coach.lessons.model import Lesson


def spoken(lesson: Lesson) -> tuple[str, ...]:
    """The title and then each heading, paragraph and line of a list."""
    return (lesson.title, *plain_lines(lesson.text))


def plain_lines(markdown: str) -> tuple[str, ...]:
    """The words of each paragraph, heading and line of a list."""
    lines = []
    for token in MarkdownIt().parse(markdown):
        words = "".join(
            " " if child.type in ("softbreak", "hardbreak") else child.content
            for child in token.children or ()
        ).strip()
        if words:
            lines.append(words)
    return tuple(lines)
