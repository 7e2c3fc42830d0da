"""Nothing that the monitor says frightens, judges, or gives an order."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

import coach.posture
from coach.posture import TITLES, Posture, Rules, rules

ALARMING = (
    r"wrong|bad|poor|incorrect|danger|harm|damage|injur|risk|warn|alarm|careful|must|should\b|slouch|"
    r"hunch|slump|straight|correct|proper|protect|pain|never|too long|stop sitting|sit up|unhealthy"
)


def sentences() -> Iterator[str]:
    yield from TITLES.values()
    for rule in rules().suggestions:
        yield from rule.say
        yield rule.why
    for measure in rules().measures.values():
        yield from (measure.title, measure.more, measure.less, measure.needs)


def desk_sentences() -> Iterator[str]:
    """What the desk page says, in Python and in the browser."""
    for one in ("state.py", "../web/patient/desk_setup.py", "../web/assets/desk/desk-words.js"):
        source = (Path(coach.posture.__file__).parent / one).read_text(encoding="utf-8")
        for plain, ticked in re.findall(r'"([^"\n]*)"|`([^`]*)`', source):
            yield plain or ticked


def test_no_alarming_word_at_the_desk() -> None:
    allowed = "never counted as sitting still"
    found = [
        text
        for text in desk_sentences()
        if allowed not in text and re.search(rf"\b({ALARMING})", text, re.IGNORECASE)
    ]
    assert found == []


def test_no_alarming_word() -> None:
    found = [text for text in sentences() if re.search(rf"\b({ALARMING})", text, re.IGNORECASE)]
    assert found == []


def test_suggestions_are_offers() -> None:
    """Each leaves it to the person."""
    for rule in rules().suggestions:
        for text in rule.say:
            assert re.search(r"if you like|if that is comfortable|may feel|how about", text.lower())
            assert len(text) <= 80
            assert "!" not in text


def test_every_position_has_a_title() -> None:
    assert set(TITLES) == set(Posture)


class TestTheRulesFile:
    @pytest.fixture
    def content(self) -> dict[str, object]:
        text = Path(coach.posture.__file__).with_name("rules.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)

    def test_figures_of_the_reference(self) -> None:
        by_id = {rule.id: rule for rule in rules().suggestions}
        assert by_id["still_too_long"].for_s == 30 * 60
        assert by_id["head_forward"].for_s == 2 * 60
        assert by_id["head_forward"].when[0].above == 15
        assert by_id["slump"].for_s == 5 * 60
        assert by_id["slump"].when[0].above == 15
        assert rules().measures["trunk_inclination"].still_within == 5
        assert rules().quiet.between == 10 * 60

    def test_a_limit_of_a_measure_that_nobody_compares_is_a_mistake(
        self, content: dict[str, object]
    ) -> None:
        del content["measures"]["trunk_lean"]  # type: ignore[attr-defined]
        with pytest.raises(ValidationError, match="trunk_lean"):
            Rules.model_validate(content)

    @pytest.mark.parametrize(
        "limit", [{"measure": "trunk_lean"}, {"measure": "trunk_lean", "above": 8, "below": -8}]
    )
    def test_a_limit_has_one_side(
        self, content: dict[str, object], limit: dict[str, object]
    ) -> None:
        content["postures"][0]["limit"] = limit  # type: ignore[index]
        with pytest.raises(ValidationError, match="either"):
            Rules.model_validate(content)

    def test_a_suggestion_has_one_reason(self, content: dict[str, object]) -> None:
        content["suggestions"][0]["still"] = False  # type: ignore[index]
        with pytest.raises(ValidationError, match="either"):
            Rules.model_validate(content)

    def test_an_unknown_key_is_a_mistake(self, content: dict[str, object]) -> None:
        content["time"]["loud"] = 1  # type: ignore[index]
        with pytest.raises(ValidationError, match="loud"):
            Rules.model_validate(content)
