"""The pages of the diary and of treatments, as a person uses them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from coach.diary.line import DiaryEntry
from coach.records.alerts import Alert, Alerts
from coach.records.care_entries import AlertLevel, DiaryMoment
from coach.records.diary import Diary, DiaryLine
from coach.records.treatments import Treatments
from coach.web.routes import MAIN_SCRIPT
from coach.web.store import my_care

NINE = datetime(2027, 5, 18, 9, 0, tzinfo=UTC)  # a Tuesday


@pytest.fixture
def ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("BACK_COACH_DATABASE_URL", raising=False)
    monkeypatch.delenv("BACK_COACH_EMERGENCY_NUMBER", raising=False)
    file = tmp_path / "ahead"
    monkeypatch.setenv("BACK_COACH_CLOCK", str(file))
    move(file, NINE)
    return file


def move(file: Path, to: datetime) -> None:
    file.write_text(str((to - datetime.now(UTC)).total_seconds()))


@pytest.fixture
def app(ahead: Path) -> AppTest:
    return AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)


def opened(app: AppTest, script: str = "patient/diary.py") -> AppTest:
    return app.run().switch_page(script).run()


def group(page: AppTest, key: str) -> Any:
    return next(one for one in page.get("button_group") if one.key == key)


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def view(page: AppTest, name: str) -> AppTest:
    return group(page, "diary-view").set_value(name).run()


def told(page: AppTest) -> str:
    assert not page.exception
    kinds = ("title", "subheader", "markdown", "caption", "success", "warning", "error", "info")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def lines() -> list[DiaryEntry]:
    return my_care().book(Diary).lines()


def alerts() -> list[Alert]:
    return my_care().book(Alerts).open()


def test_one_tap_is_an_entry_and_more_can_be_added_corrected_and_taken_back(
    app: AppTest, ahead: Path
) -> None:
    page = opened(app)
    group(page, "diary-pain").set_value(4).run()
    (line,) = lines()
    assert (line.pain, line.moment, line.day) == (4, DiaryMoment.MORNING, NINE.date())
    assert "**Pain 4 of 10**" in told(page)

    group(page, "diary-pain").set_value(3).run()
    assert [line.pain for line in lines()] == [3]  # a tap beside it is corrected, not added

    group(page, "diary-more-helped").set_value(["heat", "tens"]).run()
    assert "NICE NG59) advises against" in told(page)
    page.toggle(key="diary-more-where").set_value(True).run()
    page.multiselect(key="diary-more-chart-list").set_value(["lower_back_left"]).run()
    page.number_input(key="diary-more-sleep_h").set_value(6.5)
    group(page, "diary-more-mood").set_value(7)
    page.text_area(key="diary-more-note").set_value("Slept *well*")
    press(page, "diary-more-keep")
    (line,) = lines()
    assert (line.pain, line.helped, line.areas) == (3, ("heat", "tens"), ("lower_back_left",))
    assert (line.sleep_h, line.mood, line.note) == (6.5, 7, "Slept *well*")
    assert "Noted. Thank you" in told(page)
    assert group(page, "diary-pain").value is None
    assert page.text_area(key="diary-more-note").value == ""
    assert alerts() == []

    move(ahead, NINE + timedelta(hours=10))
    group(page, "diary-pain").set_value(5).run()
    assert [(one.pain, one.moment) for one in lines()] == [
        (5, DiaryMoment.EVENING),
        (3, DiaryMoment.MORNING),
    ]
    press(page, "diary-undo")
    assert [one.pain for one in lines()] == [3]
    assert group(page, "diary-pain").value is None


def test_a_tap_much_later_is_a_new_line_even_of_the_same_figure(app: AppTest, ahead: Path) -> None:
    page = opened(app)
    group(page, "diary-pain").set_value(4).run()
    move(ahead, NINE + timedelta(hours=5))
    group(page, "diary-pain").set_value(None).run()
    assert [line.pain for line in lines()] == [4, 4]
    group(page, "diary-pain").set_value(None).run()  # but at once it is taken back
    assert [line.pain for line in lines()] == [4]


def test_a_line_needs_something_but_no_figure(app: AppTest) -> None:
    page = opened(app)
    press(page, "diary-more-keep")
    assert "Please fill in one thing" in told(page)
    page.text_area(key="diary-more-note").set_value("A good day")
    press(page, "diary-more-keep")
    assert [(line.pain, line.note) for line in lines()] == [(None, "A good day")]


def test_much_pain_is_answered_kindly_and_told_once(app: AppTest) -> None:
    page = opened(app)
    group(page, "diary-pain").set_value(8).run()
    words = told(page)
    assert "it is good that you wrote it down" in words
    assert "call your therapist or your doctor" in words
    assert "Nobody watches the notes all day" in words
    (alert,) = alerts()
    assert (alert.kind, alert.level) == ("diary_high_pain", AlertLevel.DAY)
    group(page, "diary-pain").set_value(9).run()
    assert len(alerts()) == 1
    group(page, "diary-pain").set_value(1).run()  # a slip of the finger is no longer answered
    assert "it is good that you wrote it down" not in told(page)
    group(page, "diary-pain").set_value(8).run()
    assert "it is good that you wrote it down" in told(page)
    press(page, "diary-notices-read")
    assert "it is good that you wrote it down" not in told(page)


def test_words_and_new_places_that_need_a_person_are_answered(app: AppTest) -> None:
    page = opened(app)
    page.toggle(key="diary-more-where").set_value(True).run()
    page.multiselect(key="diary-more-chart-list").set_value(["calf_left"]).run()
    page.text_area(key="diary-more-note").set_value("Numb, and my bladder leaks")
    press(page, "diary-more-keep")
    assert [link.url for link in page.get("link_button")] == ["tel:112"]
    assert {(alert.kind, alert.level) for alert in alerts()} == {
        ("diary_bladder_bowel", AlertLevel.NOW),
        ("diary_below_knee", AlertLevel.DAY),
        ("diary_numbness", AlertLevel.DAY),
    }


def test_days_are_listed_changed_deleted_and_written_later(app: AppTest) -> None:
    diary = my_care().book(Diary)
    today = my_care().today()
    first = diary.add(DiaryLine(pain=6, helped=("gone_kind",)), day=today - timedelta(days=1))
    diary.add(DiaryLine(pain=2, side_effects="sleepy"))
    my_care().book(Treatments).add("manual_therapy", "Left side", today)
    page = view(opened(app), "My days")
    words = told(page)
    for part in ("Today", "Yesterday", "At the clinic: Manual therapy · Left side", "sleepy"):
        assert part in words

    press(page, f"diary-change-{first}")
    group(page, f"line-{first}-pain").set_value(5)
    press(page, "diary-change-keep")
    changed = diary.lines(until=today - timedelta(days=1))
    assert [(line.pain, line.helped) for line in changed] == [(5, ("gone_kind",))]

    press(page, f"diary-delete-{changed[0].id}")
    assert len(lines()) == 2
    press(page, "diary-delete-yes")
    assert [line.pain for line in lines()] == [2]

    press(page, "diary-another")
    page.date_input(key="diary-days-day").set_value(today - timedelta(days=3))
    group(page, "new-pain").set_value(7)
    press(page, "diary-another-keep")
    assert [(line.day, line.pain) for line in lines()][1:] == [(today - timedelta(days=3), 7)]


def test_a_line_that_another_device_deleted_is_told(app: AppTest) -> None:
    diary = my_care().book(Diary)
    line_id = diary.add(DiaryLine(pain=6))
    page = view(opened(app), "My days")
    press(page, f"diary-change-{line_id}")
    diary.retire(line_id)
    press(page, "diary-change-keep")
    assert "There is no such line in this diary" in told(page)


def test_patterns_wait_for_days_enough(app: AppTest) -> None:
    diary = my_care().book(Diary)
    today = my_care().today()
    diary.add(DiaryLine(pain=3))
    page = view(opened(app), "What it shows")
    assert "Not enough yet: 1 of 3 days" in told(page)
    for back in range(1, 14):
        diary.add(DiaryLine(pain=3 + back % 3, helped=("heat",)), day=today - timedelta(days=back))
    words = told(page.run())
    assert "You noted pain on 14 days" in words
    assert "heat on 13 days" in words
    assert len(page.get("plotly_chart")) == 1


def test_what_can_help_begins_with_a_look_at_the_skin(app: AppTest) -> None:
    page = view(opened(app), "What can help")
    assert "Look at your skin first" in told(page)
    assert "Warmth" in [each.label for each in page.expander]


def test_a_therapist_records_a_treatment_and_takes_one_out(app: AppTest) -> None:
    page = opened(app, "therapist/noting.py")
    assert "Only the total is kept" in told(page)
    assert page.selectbox(key="totals-instrument").options
    press(page, "noting-keep")
    assert "choose what was done" in told(page)
    group(page, "noting-kind").set_value("tens").run()
    assert "NICE NG59) advises against" in told(page)
    page.text_area(key="noting-note").set_value("Ten *minutes*")
    press(page, "noting-keep")
    (one,) = my_care().book(Treatments).all()
    assert (one.kind, one.note, one.day) == ("tens", "Ten *minutes*", date(2027, 5, 18))
    assert one.recorded_by == my_care().author
    assert "Ten \\*minutes\\*" in told(page)
    press(page, f"noting-delete-{one.id}")
    assert len(my_care().book(Treatments).all()) == 1
    press(page, "noting-delete-yes")
    assert my_care().book(Treatments).all() == []


def test_a_therapist_reads_the_diary_and_finds_nothing_to_press_in_it(app: AppTest) -> None:
    line_id = my_care().book(Diary).add(DiaryLine(pain=6, helped=("heat",), note="In the *garden*"))
    page = opened(app, "therapist/noting.py")
    assert "garden" not in told(page)
    page.toggle(key="noting-diary").set_value(True).run()
    words = told(page)
    assert "**Pain 6 of 10**" in words
    assert "In the \\*garden\\*" in words
    assert len(page.get("plotly_chart")) == 1
    assert not any(str(line_id) in str(button.key) for button in page.button)
