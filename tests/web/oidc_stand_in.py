"""A clinic's sign-in service as it answers a browser that is signed in there already."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn
from browsing import free_port
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

CLIENT = "back-coach"


class Service:
    """It vouches for one person, whoever asks."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self._nonce = ""

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._about),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
            ]
        )

    def secrets(self, origin: str) -> str:
        """What Streamlit has to know of it."""
        return "\n".join(
            [
                "[auth]",
                f'redirect_uri = "{origin}/oauth2callback"',
                f'cookie_secret = "{"x" * 40}"',
                f'client_id = "{CLIENT}"',
                'client_secret = "of the test"',
                f'server_metadata_url = "{self.issuer}/.well-known/openid-configuration"',
            ]
        )

    async def _about(self, _request: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _authorize(self, request: Request) -> RedirectResponse:
        asked = request.query_params
        self._nonce = asked["nonce"]
        answer = urlencode({"code": "one", "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{answer}")

    async def _token(self, _request: Request) -> JSONResponse:
        now = int(time.time())
        who = {"sub": "7", "email": "paula@clinic.example", "name": "Paula P."}
        facts = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 3600}
        token = jwt.encode(
            {"alg": "RS256", "kid": "one"}, facts | who | {"nonce": self._nonce}, self._key
        )
        return JSONResponse({"access_token": "one", "token_type": "Bearer", "id_token": token})

    async def _keys(self, _request: Request) -> JSONResponse:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})


@contextmanager
def service() -> Iterator[Service]:
    """The service, for as long as it is needed."""
    port = free_port()
    made = Service(port)
    server = uvicorn.Server(uvicorn.Config(made.app(), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    try:
        yield made
    finally:
        server.should_exit = True
        thread.join(10)
