"""``coach serve --phone``: what is told, what is started, and the certificate."""

from __future__ import annotations

import os
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest
import trustme
from cryptography import x509

from coach import certificate
from coach.certificate import authority_certificate, server_certificate
from coach.cli import phone, run, serve
from tests.cli.command import is_one_sentence

Sound = pytest.CaptureFixture[str]

HOME = "192.168.7.20"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """What would be started, with its variables, instead of starting it."""
    calls: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(serve, "_run", lambda command, extra: calls.append((command, extra)) or 0)
    return calls


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer is in a home network, whatever runs the test."""
    monkeypatch.setattr(phone, "lan_address", lambda: HOME)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as free:
        free.bind(("", 0))
        return int(free.getsockname()[1])


def seen_by_a_camera(lines: list[str]) -> str:
    """What a phone reads from the terminal's half blocks."""
    rows = [[sign in signs for sign in line] for line in lines for signs in ("▀█", "▄█")]
    picture = np.where(np.array(rows), 0, 255).astype(np.uint8)
    return str(cv2.QRCodeDetector().detectAndDecode(np.kron(picture, np.ones((8, 8), np.uint8)))[0])


def test_the_server_gets_the_certificate_and_the_pages_the_address(
    started: list[tuple[list[str], dict[str, str]]],
    at_home: None,
    own_log: Path,
    free_port: int,
    capfd: Sound,
) -> None:
    assert run(["serve", "--phone", "--port", str(free_port)]) == 0
    command, variables = started[0]
    url = f"https://{HOME}:{free_port}"
    assert variables == {"BACK_COACH_PHONE_URL": url}
    options = dict(zip(command[5::2], command[6::2], strict=True))
    assert options["--server.address"] == "0.0.0.0"
    assert options["--server.port"] == str(free_port)
    assert options["--browser.serverAddress"] == HOME
    kept = own_log / certificate.FILE
    assert options["--server.sslCertFile"] == options["--server.sslKeyFile"] == str(kept)
    said = capfd.readouterr().out
    assert url in said
    assert "warn" in said
    assert (
        seen_by_a_camera([line for line in said.splitlines() if line and set(line) <= set(" ▀▄█")])
        == url
    )


def test_a_terminal_that_knows_letters_only_gets_the_address_alone() -> None:
    assert phone.code_lines("https://192.168.7.20:8501", "ascii") == []
    lines = phone.code_lines("https://192.168.7.20:8501", "utf-8")
    assert seen_by_a_camera(lines) == "https://192.168.7.20:8501"


def test_an_own_address_is_taken(
    started: list[tuple[list[str], dict[str, str]]], free_port: int
) -> None:
    try:
        own = phone.lan_address()
    except Exception:
        pytest.skip("this machine is in no network")
    assert run(["serve", "--phone", "--address", own, "--port", str(free_port)]) == 0
    assert started[0][1]["BACK_COACH_PHONE_URL"] == f"https://{own}:{free_port}"


@pytest.mark.parametrize("address", ["198.51.100.7", "localhost", "127.0.0.1", "home"])
def test_an_address_that_leads_a_phone_nowhere_is_told(
    address: str, started: list[tuple[list[str], dict[str, str]]], capfd: Sound
) -> None:
    assert run(["serve", "--phone", "--address", address]) == 2
    assert is_one_sentence(capfd.readouterr().err)
    assert started == []


def test_no_network_is_told(monkeypatch: pytest.MonkeyPatch, capfd: Sound) -> None:
    monkeypatch.setattr(phone, "ELSEWHERE", ("255.255.255.255", 9))  # the system refuses it
    assert run(["serve", "--phone"]) == 2
    error = capfd.readouterr().err
    assert is_one_sentence(error)
    assert "Wi-Fi" in error


def test_a_log_is_not_put_on_the_internet(monkeypatch: pytest.MonkeyPatch, capfd: Sound) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: None)
    monkeypatch.setattr(socket.socket, "getsockname", lambda _: ("8.8.8.8", 1))
    assert run(["serve", "--phone"]) == 2
    error = capfd.readouterr().err
    assert is_one_sentence(error)
    assert "internet" in error


def test_a_port_in_use_is_told(at_home: None, capfd: Sound) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["serve", "--phone", "--port", str(port)]) == 2
    error = capfd.readouterr().err
    assert is_one_sentence(error)
    assert str(port) in error


def test_a_place_that_keeps_no_certificate_is_told(
    at_home: None,
    free_port: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: Sound,
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path / "file" / "data"))
    assert run(["serve", "--phone", "--port", str(free_port)]) == 2
    assert is_one_sentence(capfd.readouterr().err)


def test_the_certificate_is_for_this_user_and_stays(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    path = server_certificate(folder, HOME)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    first = path.read_bytes()
    assert server_certificate(folder, HOME).read_bytes() == first
    assert list(folder.iterdir()) == [path]
    assert server_certificate(folder, "192.168.7.21").read_bytes() != first


def test_the_certificate_is_one_that_phones_accept(tmp_path: Path) -> None:
    path = server_certificate(tmp_path, HOME)
    leaf, authority = x509.load_pem_x509_certificates(path.read_bytes())
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc < timedelta(days=825)
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name) for name in names.get_values_for_type(x509.IPAddress)] == [HOME]
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    leaf.verify_directly_issued_by(authority)
    assert path.read_text().count("PRIVATE KEY-----") == 2, "the authority's key was kept"
    der = authority_certificate(tmp_path)
    assert der is not None
    assert x509.load_der_x509_certificate(der) == authority


@pytest.mark.parametrize("harm", ["cut", "no key", "another key", "readable", "old"])
def test_a_certificate_that_is_no_longer_good_is_made_anew(harm: str, tmp_path: Path) -> None:
    path = server_certificate(tmp_path, HOME)
    text = path.read_text()
    begins = text.index("-----BEGIN CERT")
    match harm:
        case "cut":
            path.write_text(text[: len(text) // 2])
        case "no key":
            path.write_text(text[begins:])
        case "another key":
            key = trustme.CA().private_key_pem.bytes().decode()
            path.write_text(key + text[begins:])
        case "readable":
            path.chmod(0o644)
        case "old":
            authority = trustme.CA()
            leaf = authority.issue_cert(HOME, not_after=datetime.now(UTC) + timedelta(days=3))
            chain = leaf.private_key_and_cert_chain_pem.bytes() + authority.cert_pem.bytes()
            path.write_bytes(chain)
    before = path.read_bytes()
    assert server_certificate(tmp_path, HOME).read_bytes() != before
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path)


def test_without_a_certificate_there_is_none_to_install(tmp_path: Path) -> None:
    assert authority_certificate(tmp_path) is None
    (tmp_path / certificate.FILE).write_text("nothing")
    assert authority_certificate(tmp_path) is None
