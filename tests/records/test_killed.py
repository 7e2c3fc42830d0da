"""What was counted is in the log, however the program ended; two programs get on together."""

import signal

from record_examples import repetition, result, run_beside

from coach.records import Log, Status, default_person, open_database
from coach.settings import Settings

COUNT_THREE_THEN_WAIT = """
import sys
from coach.records import Log, default_person, open_database
from coach.settings import Settings
from record_examples import repetition, start

database = open_database(Settings.from_environment())
log = Log(database, default_person(database).id)
set_id = start(log)
for number in (1, 2, 3):
    log.add_repetition(set_id, repetition(number))
with database.writing() as session:
    session.connection().exec_driver_sql("DELETE FROM repetition")  # begun, never committed
    print("counted", flush=True)
    sys.stdin.read()
"""

OPEN_ON_COMMAND = """
import sys
from coach.records import Log, default_person, open_database
from coach.settings import Settings
from record_examples import save, track

print("ready", flush=True)
sys.stdin.readline()
with open_database(Settings.from_environment()) as database:
    me = default_person(database)
    set_id = save(Log(database, me.id), with_track=track())
    print(me.id, set_id, flush=True)
"""


def test_a_killed_program_loses_nothing_that_was_counted(settings: Settings) -> None:
    with run_beside(COUNT_THREE_THEN_WAIT, settings) as program:
        assert program.stdout is not None
        said = program.stdout.readline()
        program.send_signal(signal.SIGKILL)
        _, errors = program.communicate()
    assert said == "counted\n", errors
    assert program.returncode == -signal.SIGKILL

    with open_database(settings) as database:
        log = Log(database, default_person(database).id)
        (line,) = log.sets()
        assert (line.status, line.repetitions) == (Status.IN_PROGRESS, 3)
        kept = log.load(line.id).result
        assert kept.repetitions == tuple(repetition(n) for n in (1, 2, 3))
        # The set can go on where it was broken off.
        log.add_repetition(line.id, repetition(4))
        log.finish_set(line.id, result(4))
        assert log.load(line.id).result == result(4)


def test_programs_that_start_at_once_share_one_log(settings: Settings) -> None:
    programs = [run_beside(OPEN_ON_COMMAND, settings) for _ in range(2)]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    answers = [program.communicate() for program in programs]
    assert [program.returncode for program in programs] == [0, 0], answers
    assert len({said for said, _ in answers}) == 1, answers
    with open_database(settings) as database:
        assert len(Log(database, default_person(database).id).sets()) == 1
