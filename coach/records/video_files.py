"""Where the videos of sets lie: a folder for each set, beside the database."""

from __future__ import annotations

import shutil
from pathlib import Path

from coach.records.entries import SetId
from coach.records.errors import StorageError


def video_folder(videos: Path, set_id: SetId) -> Path:
    """The folder of one set, whether or not it exists."""
    return videos / str(set_id)


def context_of(folder: Path) -> bytes:
    """What the seal of the video in a set's folder is bound to."""
    return folder.name.encode()


def remove_video(videos: Path, set_id: SetId) -> None:
    """Delete what there is of a set's video.

    Raises:
        StorageError: it is still there.
    """
    try:
        shutil.rmtree(video_folder(videos, set_id))
    except FileNotFoundError:
        pass  # none was recorded
    except OSError as error:
        raise StorageError(
            f"The video of this set can't be deleted from {videos}: check the permissions of "
            "that folder and delete the set again."
        ) from error
