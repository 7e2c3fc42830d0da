"""The live route alone, as a program of its own, so that its cost can be told from the senders'."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


async def _cost(_request: Request) -> Response:
    return JSONResponse({"cpu_s": time.process_time()})


class _Announcing(uvicorn.Server):
    """Tells on standard output where it listens."""

    def __init__(self, config: uvicorn.Config, tokens: list[str]) -> None:
        super().__init__(config)
        self._tokens = tokens

    async def startup(self, sockets: object = None) -> None:
        await super().startup(None)
        port = self.servers[0].sockets[0].getsockname()[1]
        print(json.dumps({"port": port, "tokens": self._tokens}), flush=True)


def main() -> None:
    """Serve as many patients as the first argument says, each with a sitting of squats."""
    patients = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BACK_COACH_DATA_DIR"] = folder
        os.environ["BACK_COACH_DATABASE_URL"] = ""
        from coach.engine.catalogue import find_exercise
        from coach.live.livecoach import Owner, journal_folder
        from coach.live.plan import Plan
        from coach.records import Log, add_person, open_database
        from coach.settings import Settings
        from coach.web.live.hub import hub
        from coach.web.live.socket import socket_route
        from coach.web.live.tokens import Claim, issue, secret_key

        settings = Settings.from_environment()
        database = open_database(settings)
        tokens = []
        for number in range(patients):
            person = add_person(database, f"Patient {number}").id
            owner = Owner(person, Log(database, person), journal_folder(settings))
            plan = Plan(sets=1, repetitions=None)
            room = hub.open(owner, find_exercise("squat"), plan)
            tokens.append(issue(Claim(person, room.coach.id, "both"), secret_key()))
        app = Starlette(routes=[socket_route(), Route("/cost", _cost)])
        config = uvicorn.Config(
            app,
            host="127.0.0.1",
            port=0,
            log_level="warning",
            ws_per_message_deflate=False,  # as the app's own server does
        )
        _Announcing(config, tokens).run()


if __name__ == "__main__":
    main()
