"""A clinic for the busy server: therapists, patients with kept sets, and sittings under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np

from coach import clock
from coach.engine.catalogue import find_exercise
from coach.engine.tracker import track_set
from coach.live.livecoach import LiveCoach, Owner, journal_folder
from coach.live.plan import Plan
from coach.live.update import Stage
from coach.records import Database, Log, Person, Role, Source, add_person
from coach.records.accounts import Password, add_account
from coach.records.care_entries import ConsentKind
from coach.records.invitations import invite
from coach.records.joining import join
from coach.records.people import find_person
from coach.records.sign_ins import begin_sign_in, visitor_of
from coach.settings import Settings
from coach.web.live.tokens import Claim, issue, secret_key
from poses.track import PoseTrack

SETS_KEPT: Final = 12
"""Sets with their movement that each patient has from the weeks before."""

FPS: Final = 15.0
_PASSWORD: Final = "a password of the benchmark"
_STILL_S: Final = 20.0


@dataclass(frozen=True, slots=True)
class BusyClinic:
    """Secrets of the therapists' sign-ins, and tokens of the patients' sittings."""

    therapists: tuple[str, ...]
    sittings: tuple[str, ...]


def make_busy_clinic(
    settings: Settings, database: Database, track: PoseTrack, patients: int, therapists: int
) -> BusyClinic:
    """Fill a new database; every sitting is in mid-set, as after the server was restarted."""
    carers = [_therapist(database, number) for number in range(therapists)]
    tokens = []
    for number in range(patients):
        patient = _patient(database, number, carers[number % len(carers)])
        _sets(database, patient, track)
        tokens.append(_sitting(settings, database, patient, track))
    secrets = tuple(begin_sign_in(database, carer.id, "Chrome on Linux").secret for carer in carers)
    return BusyClinic(secrets, tuple(tokens))


def _therapist(database: Database, number: int) -> Person:
    carer = add_person(database, f"Therapist {number}", Role.THERAPIST)
    add_account(database, carer.id, Password(f"therapist-{number}", _PASSWORD))
    return carer


def _patient(database: Database, number: int, carer: Person) -> Person:
    name = f"Patient {number}"
    invited = invite(database, name, Role.PATIENT, by=carer)
    join(
        database,
        invited.secret,
        Password(f"patient-{number}", _PASSWORD),
        name=name,
        consents=tuple(ConsentKind),
    )
    return find_person(database, invited.person)


def _sets(database: Database, patient: Person, track: PoseTrack) -> None:
    log, now = Log(database, patient.id), clock.now()
    result = track_set(find_exercise("squat"), track).finish()
    for day in range(SETS_KEPT):
        log.save_result(
            result,
            source=Source.LIVE,
            source_name=f"Camera {day}",
            performed_at=now - timedelta(days=2 * day + 1),
            track=track,
        )


def _sitting(settings: Settings, database: Database, patient: Person, track: PoseTrack) -> str:
    owner = Owner(patient.id, Log(database, patient.id), journal_folder(settings))
    seconds = iter(np.arange(0.0, _STILL_S, 1.0 / FPS))
    coach = LiveCoach(owner, find_exercise("squat"), Plan(sets=1, repetitions=None))
    for at in seconds:
        coach.feed(float(at), track[0])
        if coach.sitting.stage is Stage.ACTIVE:
            break
    else:
        raise RuntimeError("the set did not begin")
    coach.camera_left()
    coach.keeper.settle()
    begun = visitor_of(database, begin_sign_in(database, patient.id, "Chrome on Android").secret)
    assert begun is not None
    claim = Claim(patient.id, coach.id, "both", begun.sign_in)
    return issue(claim, secret_key(settings))
