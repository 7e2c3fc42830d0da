"""What calm and mind says and plans: well-formed, kind, and true to the reference."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from pydantic import ValidationError

from coach.datafile import DataFileError, read_toml
from coach.mind.comparing import eased, outcome
from coach.mind.forms import Exposure, Goal, Night, Thought
from coach.mind.practices import Practice, practices, script, seconds
from coach.mind.sleep import efficiency, hours_in_bed, usual_efficiency
from coach.mind.words import MindWords, mind_words
from coach.returning.ladders import ladders

FRIGHTENING = ("wrong", "bad ", "failed", "dangerous", "damage", "depress", "anxiety", "disorder")
ROOMS = Path(__file__).parents[2] / "coach"


class TestQuietTimes:
    def test_there_are_breathing_relaxation_and_a_body_scan(self) -> None:
        assert list(practices()) == ["breathing", "relaxation", "body_scan"]

    def test_breathing_is_six_breaths_a_minute_four_in_and_six_out_for_five_minutes(self) -> None:
        breathing = practices()["breathing"]
        assert breathing.usual_minutes == 5
        steps = [step for step in script(breathing, 5) if step.circle != "still"]
        assert [step.seconds for step in steps[:4]] == [4, 6, 4, 6]
        assert sum(step.circle == "grow" for step in steps) == pytest.approx(30, abs=2)
        assert "dizzy" in breathing.careful

    def test_relaxation_tenses_seven_seconds_and_releases_twenty(self) -> None:
        steps = script(practices()["relaxation"], 11)
        of_parts = [step.seconds for step in steps if step.part]
        assert set(of_parts[::2]) == {7.0}
        assert set(of_parts[1::2]) == {20.0}
        assert 10 <= seconds(steps) / 60 <= 12
        assert "hurts" in practices()["relaxation"].careful

    def test_the_body_scan_takes_five_to_ten_minutes(self) -> None:
        scan = practices()["body_scan"]
        assert (min(scan.minutes), max(scan.minutes)) == (5, 10)

    @pytest.mark.parametrize("practice", practices().values(), ids=lambda one: one.id)
    def test_each_takes_about_the_minutes_that_it_says(self, practice: Practice) -> None:
        for minutes in practice.minutes:
            assert seconds(script(practice, minutes)) == pytest.approx(60 * minutes, abs=10)

    def test_too_little_time_is_told(self) -> None:
        with pytest.raises(ValueError, match="more than 0 minutes"):
            script(practices()["body_scan"], 0)


def test_a_mistake_is_told_by_file_and_key(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text("[values]\nintro = ''\nareas = ['Home']\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"words\.toml, key 'values\.intro'"):
        read_toml(MindWords, file)


def test_no_text_frightens_or_gives_a_label() -> None:
    files = [*ROOMS.glob("mind/data/*.toml"), *ROOMS.glob("returning/**/*.toml")]
    files += ROOMS.glob("keeping/*.toml")
    assert len(files) > 10
    for file in files:
        text = file.read_text(encoding="utf-8").lower()
        assert not [word for word in FRIGHTENING if word in text], file.name


def test_whom_to_talk_to_is_said() -> None:
    words = mind_words()
    assert "therapist or doctor" in words.limits.then
    assert any("{number}" in step for step in words.crisis.steps)
    assert "does not replace treatment" in words.limits.text


def test_sleep_asks_for_a_steady_time_and_for_no_restriction() -> None:
    words = mind_words().sleep
    assert "get up" in words.rise_at
    assert "don't cut your time in bed short" in words.no_restriction


def test_a_goal_with_little_confidence_could_be_smaller() -> None:
    assert Goal(text="Walk", confidence=6).wants_shrinking
    assert not Goal(text="Walk", confidence=7).wants_shrinking
    assert not Goal(text="Walk", confidence=2, reached_on=date(2026, 5, 1)).wants_shrinking
    with pytest.raises(ValidationError):
        Goal(text="  ", confidence=5)


class TestNights:
    def test_over_midnight(self) -> None:
        assert hours_in_bed(time(23, 0), time(7, 0)) == 8.0
        assert hours_in_bed(time(1, 0), time(7, 30)) == 6.5

    def test_efficiency_is_sleep_in_the_time_in_bed(self) -> None:
        night = Night(to_bed=time(23), up=time(7), asleep_h=6)
        assert efficiency(night) == 0.75
        longer = Night(to_bed=time(23), up=time(7), asleep_h=9)
        assert efficiency(longer) is None
        assert usual_efficiency([night, longer]) == 0.75
        assert usual_efficiency([]) is None


def test_a_thought_is_eased_when_belief_or_feeling_is_clearly_less() -> None:
    before = Thought(situation="Stairs", thought="It never ends", belief=80, feeling=70)
    assert eased(before) is None
    assert eased(before.model_copy(update={"belief_after": 75, "feeling_after": 50})) is True
    assert eased(before.model_copy(update={"belief_after": 75})) is False


@pytest.mark.parametrize(
    ("pain", "found"), [(None, None), (2, "less"), (5, "as_expected"), (8, "more")]
)
def test_what_was_tried_is_held_against_what_was_expected(
    pain: int | None, found: str | None
) -> None:
    tried = Exposure(activity="Lift a crate", expected="It locks", expected_pain=6, pain=pain)
    assert outcome(tried) == found


def test_ladders_say_how_a_step_can_be_eased() -> None:
    assert all(len(ladder.hints) >= 2 for ladder in ladders().values())
