"""Files of questionnaires: ours, with licences, and those of a clinic with a licence of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.instruments import instruments, plug_ins, score, shelf

OWN = """
id = "own_scale"
name = "The clinic's scale"
measures = "something"
licence = "Licence 4711 of the clinic"
source = "The clinic"
rule = "sum"
better = "lower"
total_low = 0
total_high = 8
low = 0
high = 4

[[item]]
id = "1"
text = "First"

[[item]]
id = "2"
text = "Second"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path))
    (tmp_path / "instruments").mkdir()
    return tmp_path / "instruments"


def test_every_instrument_names_licence_and_source() -> None:
    known = instruments()
    assert {"pain_nrs", "psfs", "rmdq", "phq2", "gad2", "confidence", "global_change"} <= set(known)
    assert all(one.licence and one.source for one in known.values())
    assert len(known["rmdq"].items) == 24
    with_items = {name for name, one in known.items() if one.items or one.own}
    assert with_items == {
        "pain_nrs",
        "psfs",
        "rmdq",
        "phq2",
        "gad2",
        "confidence",
        "global_change",
    }


def test_a_clinic_adds_a_questionnaire_by_a_file(folder: Path) -> None:
    (folder / "own.toml").write_text(OWN, encoding="utf-8")
    assert instruments()["own_scale"].plug_in
    assert score("own_scale", {"1": 4, "2": 1}).total == 5.0
    assert list(instruments())[:3] == ["pain_nrs", "psfs", "rmdq"]


def test_sections_with_answers_of_their_own_give_a_percentage(folder: Path) -> None:
    """As ten sections from 0 to 5 do, prorated when some are left out."""
    section = """
[[item]]
id = "{}"
text = "Section"
choice = [{{ value = 0, text = "Easily" }}, {{ value = 5, text = "Not at all" }}]
"""
    head = OWN[: OWN.index("[[item]]")].replace('rule = "sum"', 'rule = "percent"')
    head = head.replace("total_high = 8", "total_high = 100").replace("high = 4", "high = 5")
    head += '[answered_share]\nvalue = 0.8\nmark = "own"\nsource = "the clinic"\n'
    sections = "".join(section.format(number) for number in range(1, 6))
    (folder / "own.toml").write_text(head + sections, encoding="utf-8")
    assert list(plug_ins()) == ["own_scale"]
    known = plug_ins()["own_scale"]
    assert [one.value for one in known.choices_of(known.items[0])] == [0, 5]
    assert score("own_scale", {"1": 5, "2": 5, "3": 0, "4": 0}).total == 50.0
    assert score("own_scale", {"1": 5, "2": 5, "3": 0}).total is None


def test_a_clinic_with_a_licence_puts_the_text_in_the_place_of_the_typed_total(
    folder: Path,
) -> None:
    (folder / "tsk.toml").write_text(OWN.replace("own_scale", "tsk11"), encoding="utf-8")
    known = instruments()["tsk11"]
    assert (known.plug_in, len(known.items)) == (True, 2)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("name = ", "can't be read"),
        (OWN.replace('licence = "Licence 4711 of the clinic"\n', ""), "key 'licence'"),
        (OWN.replace('rule = "sum"', 'rule = "typed"'), "a typed total has no items"),
        (OWN.replace('id = "2"', 'id = "1"'), "the same id"),
        (OWN.replace("high = 4", "high = 0"), "from low to high"),
        (OWN + "\nsurprise = 1\n", "surprise"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_left_out(
    folder: Path, written: str, words: str
) -> None:
    (folder / "own.toml").write_text(written, encoding="utf-8")
    found = shelf()
    assert "own_scale" not in found.instruments
    assert "rmdq" in found.instruments
    (problem,) = found.problems
    assert "own.toml" in problem
    assert words in problem
