"""Somebody before the camera: films played into a sitting, with a clock of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from coach.engine.catalogue import find_exercise
from coach.live.livecoach import LiveCoach, Owner, journal_folder
from coach.live.plan import Plan
from coach.live.update import Said, Stage, Update
from coach.records import Database, Log, default_person, open_database
from coach.settings import Settings
from poses.landmarks import Landmark
from poses.track import PoseFrame
from tests.synthetic import FILMS, Film

FPS = 30.0
AS_MANY = Plan(sets=1, repetitions=None, rest_s=3.0)


class Home:
    """A database of its own, as at a patient's home."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(data_dir=folder)
        self.database: Database = open_database(self.settings)
        person = default_person(self.database).id
        self.log = Log(self.database, person)
        self.owner = Owner(person, self.log, journal_folder(self.settings))


class Performance:
    """Plays films into a coach and remembers what was answered."""

    def __init__(self, coach: LiveCoach, clock: Clock) -> None:
        self.coach = coach
        self.clock = clock
        self.updates: list[Update] = []

    def play(self, film: Film | Iterable[PoseFrame], *, light: float | None = None) -> Update:
        """A film, its times after what was played before."""
        frames = film.track() if isinstance(film, Film) else film
        begin_s = self.clock.now_s
        for frame in frames:
            self.clock.now_s = begin_s + frame.time_s + 1 / FPS
            self.updates.append(self.coach.feed(self.clock.now_s, frame, light))
        return self.updates[-1]

    def stand(self, film: Film, seconds: float) -> Update:
        """The first picture of a film, held still."""
        first = film.track()[0]
        return self.play(replace(first, time_s=i / FPS) for i in range(round(seconds * FPS)))

    def leave(self, seconds: float) -> Update:
        """An empty room."""
        return self.play(
            PoseFrame(i / FPS, None, None, 720, 720) for i in range(round(seconds * FPS))
        )

    def raise_arm(self, film: Film, seconds: float) -> Update:
        """Stand with the near arm straight up, the other one hanging."""
        first = film.track()[0]
        return self.play(
            replace(raised(first), time_s=i / FPS) for i in range(round(seconds * FPS))
        )

    @property
    def stages(self) -> list[Stage]:
        """The stages in order, each once as it was entered."""
        found: list[Stage] = []
        for update in self.updates:
            if not found or found[-1] is not update.stage:
                found.append(update.stage)
        return found

    @property
    def cues(self) -> list[Said]:
        """All that was said."""
        return [cue for update in self.updates for cue in update.cues]

    @property
    def words(self) -> list[str]:
        """The text of all that was said."""
        return [cue.text for cue in self.cues]


class Clock:
    """Time that passes only when a film is played."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def perform(home: Home, exercise: str, plan: Plan = AS_MANY) -> Performance:
    """A new sitting at home."""
    clock = Clock()
    return Performance(LiveCoach(home.owner, find_exercise(exercise), plan, now=clock), clock)


def still_before(exercise: str) -> Film:
    """The film of the exercise, whose first picture is the start position."""
    return FILMS[exercise]


def raised(frame: PoseFrame) -> PoseFrame:
    """The same person with the left arm straight up."""
    assert frame.image is not None
    image = frame.image.copy()
    shoulder, nose = image[Landmark.LEFT_SHOULDER], image[Landmark.NOSE]
    arm = shoulder[1] - nose[1]
    for mark, height in ((Landmark.LEFT_ELBOW, 0.8), (Landmark.LEFT_WRIST, 1.9)):
        image[mark, 0], image[mark, 1] = shoulder[0], shoulder[1] - height * arm
        image[mark, 3] = 1.0
    image[Landmark.LEFT_ELBOW, 1] = min(image[Landmark.LEFT_ELBOW, 1], nose[1] + 0.01)
    return replace(frame, image=image)
