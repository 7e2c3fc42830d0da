from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.clips import ClipListError, read_clips

HEADER = "file,exercise,view,reps_min,reps_max,real,rep_times_s\n"


def listed(folder: Path, rows: str) -> Path:
    for name in ("a.mp4", "b.mp4"):
        (folder / name).touch()
    table = folder / "clips.csv"
    table.write_text(HEADER + rows, encoding="utf-8")
    return table


def test_a_list_is_read(tmp_path: Path) -> None:
    table = listed(tmp_path, "a.mp4,squat,side,6,8,yes,0.5-2;2.5-4.25\nb.mp4,(walking),,,,no,\n")
    first, second = read_clips(table)
    assert first.path == tmp_path / "a.mp4"
    assert (first.exercise, first.reps_min, first.reps_max, first.real) == ("squat", 6, 8, True)
    assert first.expected == "6-8"
    assert first.times_s == ((0.5, 2.0), (2.5, 4.25))
    assert second.times_s == ()
    assert (second.reps_min, second.reps_max, second.real) == (None, None, False)
    assert second.expected == ""


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("c.mp4,squat,side,1,1,yes,\n", "line 2: there is no file"),
        ("a.mp4,squat,side,two,2,yes,\n", "'reps_min' must be a whole number"),
        ("a.mp4,squat,side,-1,2,yes,\n", "'reps_min' must be a whole number"),
        ("a.mp4,squat,side,3,2,yes,\n", "is not a range"),
        ("a.mp4,squat,side,3,,yes,\n", "is not a range"),
        ("a.mp4,squat,side,1,1,maybe,\n", "'real' must be yes or no"),
        ("a.mp4,squat,side,1,1,yes,1-2-3\n", "'rep_times_s' must look like"),
        ("a.mp4,squat,side,1,1,yes,soon\n", "'rep_times_s' must look like"),
        ("", "lists no clips"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, rows: str, told: str) -> None:
    with pytest.raises(ClipListError, match=told):
        read_clips(listed(tmp_path, rows))


def test_missing_columns_and_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(ClipListError, match="can't be read"):
        read_clips(tmp_path / "none.csv")
    table = tmp_path / "clips.csv"
    table.write_text("file,exercise\n", encoding="utf-8")
    with pytest.raises(ClipListError, match="reps_min, reps_max, real"):
        read_clips(table)
    table.write_bytes(b"file\xff\xfe")
    with pytest.raises(ClipListError, match="UTF-8"):
        read_clips(table)
