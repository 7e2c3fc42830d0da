"""What people read: what to do, whom to call, when to stop."""

from pathlib import Path

import pytest

from coach.safety import (
    Questionnaire,
    SafetyTextError,
    ScreeningOutcome,
    advice,
    pain_limit,
    questionnaire,
    stop_rules,
)
from coach.safety.reading import read

# What neither diagnoses nor frightens does not name these.
NEVER = ("cauda", "tumour", "tumor", "syndrome", "aneurysm", "fracture", "paralys", "die ", "death")


def everything() -> list[str]:
    stops = stop_rules("112")
    said = [question.text for question in questionnaire().questions]
    for outcome in ScreeningOutcome:
        words = advice(outcome, "112")
        said += [words.title, words.text, *words.steps]
    return [*said, stops.intro, *stops.signs, stops.afterwards, stops.emergency]


def test_the_words_are_plain_and_frighten_nobody() -> None:
    for text in everything():
        assert not any(word in text.lower() for word in NEVER), text
        assert "{" not in text
        assert len(text.split()) <= 30, text


@pytest.mark.parametrize("question", questionnaire().questions, ids=lambda one: one.id)
def test_every_question_can_be_answered_with_yes_or_no(question: object) -> None:
    assert question.text.endswith("?")  # type: ignore[attr-defined]


def test_help_is_named_with_its_number() -> None:
    for outcome in (ScreeningOutcome.EMERGENCY, ScreeningOutcome.TODAY):
        assert any(
            "your local emergency number" in step and "911" in step
            for step in advice(outcome, "911").steps
        )
    assert "emergency number now" in advice(ScreeningOutcome.EMERGENCY, "112").steps[0]
    assert "Call your doctor today" in advice(ScreeningOutcome.TODAY, "112").steps[0]
    assert "therapist" in advice(ScreeningOutcome.REVIEW, "112").title


def test_every_universal_stop_is_told() -> None:
    stops = stop_rules("999")
    told = " ".join(stops.signs)
    for sign in (
        "leg turns weak",
        "between your legs",
        "chest",
        "breath",
        "dizzy",
        "down your leg",
    ):
        assert sign in told
    assert f"above {pain_limit()} out of 10" in told
    assert stops.call_for < set(stops.signs)
    assert len(stops.call_for) == 4
    assert "999" in stops.emergency


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("group = ", "can't be read"),
        ("", "key 'group'"),
        ('[[group]]\ntitle = "A"\n', "key 'group.0.question'"),
        (
            '[[group]]\ntitle="A"\n[[group.question]]\nid="a"\ntext="?"\naction="panic"\n',
            r"key 'group.0.question.0.action'",
        ),
    ],
)
def test_a_mistake_in_a_file_is_told_by_file_and_key(
    tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(content)
    with pytest.raises(SafetyTextError, match=says) as told:
        read(Questionnaire, file)
    assert "questions.toml" in str(told.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SafetyTextError, match="can't be read"):
        read(Questionnaire, tmp_path / "gone.toml")
