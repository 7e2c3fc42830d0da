"""The therapist types totals of questionnaires that may not be shown here."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.records.answers import Answers
from coach.web.store import my_care


def page() -> None:
    """A page with the form of totals."""
    from coach.web.store import my_care
    from coach.web.therapist.totals import show_totals

    show_totals(my_care())


@pytest.fixture
def form(data_dir: Path) -> AppTest:
    return AppTest.from_function(page, default_timeout=60).run()


def type_total(form: AppTest, total: float) -> AppTest:
    form.number_input(key="totals-value-odi").set_value(total)
    return form.button(key="totals-keep").click().run()


def test_a_total_is_kept_compared_and_can_be_taken_out(form: AppTest) -> None:
    form.selectbox(key="totals-instrument").set_value("odi").run()
    assert "licensed by Mapi" in form.caption[0].value
    form.button(key="totals-keep").click().run()
    assert "type the total first" in form.error[0].value
    type_total(form, 40)
    type_total(form, 28)
    assert not form.exception
    assert [one.total for one in my_care().book(Answers).of("odi")] == [28.0, 40.0]
    assert "Better: 40 at first, 28 now." in [element.value for element in form.markdown]
    (latest, _first) = my_care().book(Answers).of("odi")
    form.button(key=f"totals-retire-{latest.id}").click().run()
    assert [one.total for one in my_care().book(Answers).of("odi")] == [40.0]


def test_only_totals_are_asked_of_questionnaires_without_a_licence(form: AppTest) -> None:
    offered = form.selectbox(key="totals-instrument").options
    assert "TSK-11" in offered
    assert "Your mood" not in offered
