"""Nothing that was recorded is lost: the server is killed, the page is closed, the disk is full."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coach.live.journal import JournalError, read_journal
from coach.live.livecoach import finish_broken_off, restore
from coach.live.update import Stage
from coach.live.wire import Command
from coach.records import Ending, NotFoundError, SetId, Status, StorageError
from tests.live.performing import Home, Performance, perform
from tests.synthetic import squats


def broken_off(home: Home, repetitions: int = 2) -> SetId:
    live = perform(home, "squat")
    live.stand(squats(), 6.0)
    live.play(squats(repetitions))
    assert live.coach.keeper.settle(20)
    return SetId(live.coach.sitting.set_ids[0])


def test_each_repetition_is_in_the_log_while_the_set_goes_on(home: Home):
    set_id = broken_off(home)
    saved = home.log.load(set_id)
    assert saved.status is Status.IN_PROGRESS
    assert len(saved.result.repetitions) == 2
    assert [entry.id for entry in home.log.unfinished()] == [set_id]


def test_going_on_counts_on(home: Home):
    set_id = broken_off(home)
    coach = restore(home.owner, set_id)
    coach._now = clock = perform(home, "squat").clock
    again = Performance(coach, clock)
    clock.now_s += 60.0
    assert again.stand(squats(), 2.0).count == 2
    assert again.play(squats(2)).count == 4
    coach.command(Command("finish"))
    assert coach.keeper.settle(20)
    saved = home.log.load(set_id)
    assert saved.status is Status.FINISHED
    assert [r.number for r in saved.result.repetitions] == [1, 2, 3, 4]
    assert home.log.track(set_id) is not None
    assert list(home.owner.journals.iterdir()) == []


def test_a_restored_set_waits_until_somebody_is_there(home: Home):
    coach = restore(home.owner, broken_off(home))
    assert coach.sitting.stage is Stage.PAUSED
    assert coach.sitting.update().count == 2


def test_finishing_keeps_repetitions_and_recording(home: Home):
    set_id = broken_off(home)
    finish_broken_off(home.owner, set_id)
    saved = home.log.load(set_id)
    assert saved.ended is Ending.LEFT
    assert len(saved.result.repetitions) == 2
    assert saved.result.score.value is not None
    assert home.log.track(set_id) is not None
    with pytest.raises(NotFoundError):
        finish_broken_off(home.owner, set_id)


def test_a_half_written_frame_at_the_end_is_left_out(home: Home):
    set_id = broken_off(home)
    (path,) = home.owner.journals.iterdir()
    whole = read_journal(home.owner.journals, set_id)
    assert whole is not None
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 100)
    shorter = read_journal(home.owner.journals, set_id)
    assert shorter is not None
    assert len(shorter[1]) == len(whole[1]) - 1
    assert restore(home.owner, set_id).sitting.update().count == 2


def test_a_damaged_journal_loses_no_repetition(home: Home):
    set_id = broken_off(home)
    (path,) = home.owner.journals.iterdir()
    path.write_bytes(b"not a journal\n" + bytes(5000))
    with pytest.raises(JournalError, match="in your log"):
        restore(home.owner, set_id)
    finish_broken_off(home.owner, set_id)
    assert len(home.log.load(set_id).result.repetitions) == 2


def test_nobody_goes_on_with_a_strangers_set(home: Home, tmp_path: Path):
    set_id = broken_off(home)
    stranger = Home(tmp_path / "elsewhere")
    owner = stranger.owner.__class__(stranger.owner.person, stranger.log, home.owner.journals)
    with pytest.raises(NotFoundError):
        restore(owner, set_id)
    with pytest.raises(NotFoundError):
        finish_broken_off(owner, set_id)
    stranger.database.close()


def test_what_can_not_be_kept_now_is_kept_later(home: Home, monkeypatch: pytest.MonkeyPatch):
    live = perform(home, "squat")
    live.stand(squats(), 6.0)
    kept = home.log.add_repetition

    def full(*_: object) -> None:
        raise StorageError("The disk is full: free some space.")

    monkeypatch.setattr(home.log, "add_repetition", full)
    live.play(squats(2))
    assert not live.coach.keeper.settle(20)
    assert live.coach.keeper.problem == "The disk is full: free some space."
    assert live.updates[-1].count == 2
    monkeypatch.setattr(home.log, "add_repetition", kept)
    live.coach.command(Command("finish"))
    assert live.coach.keeper.settle(20)
    assert live.coach.keeper.problem is None
    assert home.log.sets()[0].repetitions == 2


def test_a_killed_process_loses_no_finished_repetition(tmp_path: Path):
    script = (
        "import sys, time; from pathlib import Path\n"
        "from tests.live.performing import Home, perform\n"
        "from tests.synthetic import squats\n"
        "live = perform(Home(Path(sys.argv[1])), 'squat')\n"
        "live.stand(squats(), 6.0); live.play(squats(3))\n"
        "while live.coach.keeper.saved < 3: time.sleep(0.01)\n"
        "print('done', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "data")],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"done\n"
    os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait(30)
    home = Home(tmp_path / "data")
    (entry,) = home.log.unfinished()
    assert entry.repetitions == 3
    assert restore(home.owner, SetId(entry.id)).sitting.update().count == 3
    home.database.close()
