"""``coach teach``: what was shown in a recording is an exercise from then on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.cli import run
from coach.engine.catalogue import parse_exercise
from tests.synthetic import FILMS, squats, standing


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("BACK_COACH_DATABASE_URL", raising=False)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("shown") / "shown.npz"
    squats(3).track().save(target)
    return target


@pytest.fixture
def another(tmp_path: Path) -> Path:
    target = tmp_path / "another.npz"
    FILMS["squat"].track().mirrored().save(target)
    return target


def test_it_is_kept_and_counts_another_recording(demonstration, another, tmp_path, capsys):
    text = tmp_path / "bend.toml"
    taught = ["teach", str(demonstration), "--name", "Deep bend", "--goal", "Strong legs"]
    assert run([*taught, "--toml", str(text)]) == 0
    told = capsys.readouterr()
    assert "the engine counts 3 repetitions" in " ".join(told.out.split())
    assert "'deep_bend'" in told.err
    assert parse_exercise("bend.toml", text.read_text(encoding="utf-8")).goal == "Strong legs"

    assert run(["analyse", str(another), "-e", "deep_bend", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["exercise"] == "deep_bend"
    assert len(result["repetitions"]) == 4


def test_a_dry_run_keeps_nothing(demonstration, capsys):
    assert run(["teach", str(demonstration), "--name", "Deep bend", "--dry-run"]) == 0
    assert "Nothing was kept" in capsys.readouterr().err
    assert run(["exercises"]) == 0
    assert "deep_bend" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.npz", "--name", "Bend"], "There is no file nowhere.npz"),
        (["shown.npz", "--name", "Squat"], "choose another one with --id"),
        (["shown.npz", "--name", "Bend", "--id", "No good"], "use small letters"),
        (["still.npz", "--name", "Bend"], "does not move"),
    ],
)
def test_what_can_not_be_done_is_told_in_a_sentence(
    demonstration, tmp_path, capsys, arguments, said
):
    still = tmp_path / "still.npz"
    standing(4.0).track().save(still)
    files = {"shown.npz": str(demonstration), "still.npz": str(still)}
    assert run(["teach", *(files.get(part, part) for part in arguments)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
