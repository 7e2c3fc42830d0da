"""The file for another clinic: prepared when asked for, never without the patient's word."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest
from web_examples import save, squat_result


def test_the_patient_takes_it_along(app: AppTest) -> None:
    save(squat_result())
    page = app.run().switch_page("patient/mydata.py").run()
    page.selectbox(key="fhir-span").set_value("Everything")
    page.button(key="fhir-prepare").click().run()
    assert not page.exception
    assert [one.label for one in page.get("download_button")] == ["Download the file"]
    page.checkbox(key="fhir-names").check().run()
    assert not page.get("download_button"), "what is asked for has changed: it is made anew"
