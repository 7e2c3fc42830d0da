"""What is kept can be taken along and deleted by the person it is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from web_examples import save, squat_result

from coach.records import default_person
from coach.web.patient import mydata_page
from coach.web.store import my_care, my_database, my_log


@pytest.fixture
def page(app: AppTest) -> AppTest:
    save(squat_result())
    return app.run().switch_page("patient/mydata.py").run()


def told(app: AppTest) -> str:
    kinds = ("title", "header", "markdown", "caption", "success")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def test_it_says_where_everything_is(page: AppTest, data_dir: Path) -> None:
    assert data_dir.name in told(page)
    assert "Nothing is sent to anybody else" in told(page)


def test_the_file_is_prepared_and_can_be_downloaded(page: AppTest) -> None:
    page.button(key="my-data-prepare").click().run()
    assert not page.exception
    assert page.get("download_button")[0].label == "Download my file"
    assert mydata_page._packed(my_care())[:2] == b"PK"


def test_nothing_is_deleted_without_the_word(page: AppTest) -> None:
    assert page.button(key="my-data-delete").disabled
    page.text_input(key="my-data-word").set_value("no").run()
    assert page.button(key="my-data-delete").disabled
    assert len(my_log().sets()) == 1


def test_everything_is_deleted_and_a_new_beginning_is_possible(page: AppTest) -> None:
    before = default_person(my_database()).id
    page.text_input(key="my-data-word").set_value("Delete ").run()
    page.button(key="my-data-delete").click().run()
    assert "Everything is deleted" in told(page)
    assert my_log().sets() == []
    assert default_person(my_database()).id != before
