"""The files of a clinic's installation agree with each other and with the program."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from coach.settings import Settings
from coach.web.worker_cookie import WORKER_COOKIE

ROOT = Path(__file__).parents[1]
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text()


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    assert isinstance(found, dict)
    return found


def _workers(services: dict[str, Any]) -> dict[str, str]:
    """Service by the name of its process."""
    return {
        one["environment"]["BACK_COACH_WORKER"]: name
        for name, one in services.items()
        if "BACK_COACH_WORKER" in one.get("environment", {})
    }


def test_every_process_is_found_by_its_cookie_its_name_and_its_code(
    services: dict[str, Any],
) -> None:
    workers = _workers(services)
    assert len(workers) == 2
    for worker, service in workers.items():
        assert Settings(worker=worker).worker == worker
        assert f"{WORKER_COOKIE}={worker}(;|$)" in CADDYFILE
        assert f"handle /w/{worker}/*" in CADDYFILE
        assert f"query worker={worker}" in CADDYFILE
        assert f"{service}:8501" in CADDYFILE


def test_only_the_proxy_can_be_reached_from_outside(services: dict[str, Any]) -> None:
    assert [name for name, one in services.items() if "ports" in one] == ["proxy"]


def test_no_secret_stands_in_the_files(services: dict[str, Any]) -> None:
    for one in services.values():
        for name, value in one.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|KEY", name):
                assert name.endswith("_FILE"), name
                assert str(value).startswith("/run/secrets/")


def test_the_image_runs_as_nobody_in_particular() -> None:
    lines = (ROOT / "Containerfile").read_text().splitlines()
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER coach"]
    copied = [word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]]
    for word in copied:
        assert word.startswith("--") or word.startswith("/") or (ROOT / word).exists(), word


def _enter(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    shell = shutil.which("sh")
    assert shell
    return subprocess.run(
        [shell, str(ROOT / "deploy" / "entrypoint.sh"), *command],
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_secrets_come_from_files_and_the_password_into_the_address(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("abc123")
    (tmp_path / "cookie").write_text("def456")
    ended = _enter(
        "env",
        BACK_COACH_DATABASE_URL="postgresql://coach:%PASSWORD%@db/coach",
        BACK_COACH_DATABASE_PASSWORD_FILE=str(tmp_path / "password"),
        STREAMLIT_SERVER_COOKIE_SECRET_FILE=str(tmp_path / "cookie"),
    )
    variables = dict(line.split("=", 1) for line in ended.stdout.splitlines() if "=" in line)
    assert variables["BACK_COACH_DATABASE_URL"] == "postgresql://coach:abc123@db/coach"
    assert variables["STREAMLIT_SERVER_COOKIE_SECRET"] == "def456"
    assert "BACK_COACH_DATABASE_PASSWORD" not in variables


def test_a_secret_that_is_missing_is_told(tmp_path: Path) -> None:
    ended = _enter("env", BACK_COACH_DATABASE_URL_FILE=str(tmp_path / "nowhere"))
    assert ended.returncode == 2
    assert "can't be read" in ended.stderr
