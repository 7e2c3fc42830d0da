"""Handing sets to processes: this computer's, or those of a Dask cluster."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from coach.batch.judging import Judged, Task, judge_again
from poses.errors import UserFacingError

PIECE: Final = 20
"""Sets handed out at once: some seconds of work."""

AHEAD: Final = 4
"""Pieces that wait for each process, so that a large clinic needs no large memory here."""

_CONNECT_TIMEOUT_S: Final = 20

Work = Callable[[list[Task]], list[Judged]]


class BatchError(UserFacingError):
    """The batch can't be run; the text says what to do."""


def judge_all(
    tasks: Sequence[Task],
    *,
    workers: int | None = None,
    cluster: str | None = None,
    work: Work = judge_again,
) -> Iterator[list[Judged]]:
    """Judge them in processes, in the order in which they get done, some at a time.

    ``workers`` are processes of this computer, one for each core by default; ``cluster`` is the
    address of a Dask scheduler instead, whose workers have Back Coach and its environment.

    Raises:
        BatchError: Dask is not installed, the cluster can't be reached, or a worker can't work.
    """
    pieces = [list(tasks[at : at + PIECE]) for at in range(0, len(tasks), PIECE)]
    if not pieces:
        return
    with _client(min(workers or os.cpu_count() or 1, len(pieces)), cluster) as client:
        yield from _in_turn(client, pieces, work)


def _in_turn(client: Any, pieces: list[list[Task]], work: Work) -> Iterator[list[Judged]]:
    from distributed import as_completed as completed

    as_completed: Any = completed  # it has no types

    most = AHEAD * max(1, sum(client.nthreads().values()))
    waiting = iter(pieces)
    of_piece = {}

    def hand_out() -> Any:
        piece = next(waiting, None)
        if piece is None:
            return None
        future = client.submit(work, piece, pure=False)
        of_piece[future.key] = piece
        return future

    begun = [future for _ in range(most) if (future := hand_out()) is not None]
    done = as_completed(begun)
    for future in done:
        piece = of_piece.pop(future.key)
        error = future.exception()
        if isinstance(error, UserFacingError):
            raise BatchError(f"A worker can't do its part: {error}")
        if error is not None:
            # The process died under it, three times: the others still get their turn.
            why = f"The process that judged it ended unexpectedly ({type(error).__name__})."
            yield [Judged(task, "unreadable", why=why) for task in piece]
        else:
            yield future.result()
        following = hand_out()
        if following is not None:
            done.add(following)


@contextmanager
def _client(workers: int, cluster: str | None) -> Iterator[Any]:
    try:
        import distributed
    except ImportError as error:
        raise BatchError(
            "The batch needs Dask: install it with pip install 'back-coach[batch]'."
        ) from error
    dask: Any = distributed  # it has no types
    if cluster is not None:
        try:
            client = dask.Client(cluster, timeout=_CONNECT_TIMEOUT_S)
        except (OSError, ValueError, TimeoutError) as error:
            raise BatchError(
                f"The cluster at {cluster} can't be reached: give the address that its scheduler "
                "shows, such as tcp://192.168.1.5:8786."
            ) from error
        with client:
            yield client
        return
    with (
        dask.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=logging.ERROR,
        ) as local,
        dask.Client(local) as client,
    ):
        yield client
