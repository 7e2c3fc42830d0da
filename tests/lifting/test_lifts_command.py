"""``coach lifts``: on a saved recording, and on the drawn clips with their truth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.analysis import analyse_track
from coach.cli import run
from coach.lifting import Kind, Style, describe_lifts
from poses.estimator import PoseEstimator
from poses.track import PoseTrack
from poses.video import read_frames
from tests.lifting.lifter import Doing, filmed

CLIPS = Path(__file__).parents[2] / "sample_videos"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("lifts") / "set.npz"
    filmed(Doing.of("squat"), Doing.of("stoop")).track.save(target)
    return target


class TestTheCommand:
    def test_prints_a_table_and_the_summary(self, recording, capsys):
        assert run(["lifts", str(recording), "--height", "172"]) == 0
        told = capsys.readouterr().out
        for words in ("picked up", "put down", "squat", "stoop", "All styles are fine"):
            assert words in told

    def test_asks_for_the_height_where_it_would_help(self, recording, capsys):
        assert run(["lifts", str(recording)]) == 0
        assert "--height" in capsys.readouterr().out

    def test_prints_json_and_nothing_else(self, recording, capsys):
        assert run(["lifts", str(recording), "--height", "172", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["height_m"] == 1.72
        assert told["styles"] == {"squat": 1, "stoop": 1}
        assert [lift["kind"] for lift in told["lifts"]] == ["picked_up", "put_down"]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["nowhere.mp4"], "There is no file"),
            (["here.npz", "-e", "squat"], "no lifting exercise"),
            (["here.npz", "--height", "20"], "from 50 to 250"),
        ],
    )
    def test_says_what_to_do_instead(self, recording, capsys, arguments, said):
        named = [str(recording) if part == "here.npz" else part for part in arguments]
        assert run(["lifts", *named]) == 2
        assert said in capsys.readouterr().err


@pytest.fixture(scope="module")
def seen(pose_model):
    found = {}
    with PoseEstimator(pose_model) as estimator:
        for name in ("box_lift_good_side", "box_lift_load_far_side"):
            truth = json.loads((CLIPS / f"{name}.json").read_text(encoding="utf-8"))
            estimator.reset()
            frames = list(read_frames(CLIPS / f"{name}.mp4"))[::3]
            track = PoseTrack.from_frames([estimator.estimate(frame) for frame in frames])
            result = analyse_track(track, "box_lift").result
            height_m = truth["body"]["height_m"]
            found[name] = truth, describe_lifts(track, result, height_m=height_m)
    return found


class TestTheDrawnClips:
    """Real pictures and the real pose model, every third picture; truth beside the clips."""

    @pytest.mark.parametrize("name", ["box_lift_good_side", "box_lift_load_far_side"])
    def test_reach_height_style_and_turn_are_as_drawn(self, seen, name):
        truth, lifts = seen[name]
        drawn = truth["parameters"]
        assert [lift.kind for lift in lifts] == [Kind.PICKED_UP, Kind.PUT_DOWN, Kind.PICKED_UP]
        for lift in lifts:
            low = lift.low_hands
            assert low.reach_m is not None
            assert low.height_m is not None
            assert lift.bend is not None
            assert lift.turn_deg is not None
            wrists_m = 0.5 * drawn["box_height_m"] + drawn["wrist_above_centre_m"]
            assert low.height_m.value == pytest.approx(wrists_m, abs=low.height_m.error)
            assert low.reach_m.value == pytest.approx(drawn["reach_m"], abs=0.08)
            assert lift.bend.style is Style.MIXED
            assert lift.bend.trunk_deg == pytest.approx(drawn["trunk_deg"], abs=5)
            assert lift.bend.knee_deg == pytest.approx(drawn["knee_deg"], abs=10)
            assert not lift.turn_deg.certain

    @pytest.mark.parametrize("name", ["box_lift_good_side", "box_lift_load_far_side"])
    def test_pauses_are_as_drawn(self, seen, name):
        truth, lifts = seen[name]
        pairs = zip(truth["repetitions"], truth["repetitions"][1:], strict=False)
        pauses = [after["start_s"] - before["end_s"] for before, after in pairs]
        assert [lift.pause_s for lift in lifts[:-1]] == pytest.approx(pauses, abs=0.6)
