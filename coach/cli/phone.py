"""``coach serve --phone``: the pages over https for a phone in the same home network."""

from __future__ import annotations

import errno
import os
import socket
from ipaddress import ip_address
from typing import Final

import segno
from rich.console import Console
from rich.text import Text

from coach.certificate import server_certificate
from coach.cli.guard import CommandError
from coach.settings import Settings
from coach.web.live.phone import (
    BROWSER_WARNING,
    IPHONE_STAYS_EMPTY,
    PHONE_URL,
    certificate_url,
)

EVERYWHERE: Final = "0.0.0.0"
ELSEWHERE: Final = ("203.0.113.1", 9)
"""An address that nobody has: the way to it leads through the home network."""


def phone_server(port: int, address: str | None) -> tuple[list[str], dict[str, str]]:
    """Options for the server and variables for the pages; says on the terminal how to get there.

    Raises:
        UserFacingError: there is no network, the port is taken, or no certificate can be kept.
    """
    home = lan_address() if address in (None, EVERYWHERE) else _own(str(address))
    _require_free(port)
    certificate = str(server_certificate(Settings.from_environment().data_dir, home))
    url = f"https://{home}:{port}"
    announce(url, f"https://localhost:{port}")
    return [
        *("--server.port", str(port), "--server.address", EVERYWHERE),
        *("--server.sslCertFile", certificate, "--server.sslKeyFile", certificate),
        # Pages may be asked for under this name; Streamlit need not look for it elsewhere.
        *("--browser.serverAddress", home),
        # The code to scan stays the last thing on the terminal.
        *("--server.showEmailPrompt", "false", "--logger.hideWelcomeMessage", "true"),
    ], {PHONE_URL: url}


def lan_address() -> str:
    """This computer's address in its network.

    Raises:
        CommandError: it is in no network, or in one that all the world can reach.
    """
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(ELSEWHERE)  # sends nothing
            found = ip_address(probe.getsockname()[0])
    except OSError:
        raise CommandError(
            "This computer is in no network: connect it to the Wi-Fi that the phone uses, or name "
            "its own address there with --address."
        ) from None
    if found.is_global:
        raise CommandError(
            f"This computer is reached from the whole internet at {found}, and so would your log "
            "be: use a home network, or name an address of it with --address."
        )
    return str(found)


def announce(url: str, here: str) -> None:
    """Say on the terminal how the phone gets to the pages."""
    console = Console(highlight=False)
    console.print(Text(f"\nBack Coach on the phone: {url}", "bold"))
    for line in code_lines(url, console.encoding):
        console.print(Text(line, "#000000 on #ffffff"), no_wrap=True, crop=False, overflow="ignore")
    console.print("Point the phone's camera at the code; the phone must be in the same Wi-Fi.")
    console.print(f"\n{BROWSER_WARNING}")
    console.print(IPHONE_STAYS_EMPTY.format(url=certificate_url(url)), soft_wrap=True)
    console.print(f"\nOn this computer: {here} · Ctrl-C ends it.\n")
    console.file.flush()


def code_lines(url: str, encoding: str) -> list[str]:
    """The address as lines of half blocks, dark on light; none where they can't be written."""
    blocks = " ▀▄█"
    try:
        blocks.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return []
    rows = [list(row) for row in segno.make_qr(url, error="m").matrix_iter(border=4)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    return [
        "".join(
            blocks[(1 if top else 0) + (2 if low else 0)] for top, low in zip(a, b, strict=True)
        )
        for a, b in zip(rows[::2], rows[1::2], strict=True)
    ]


def _own(address: str) -> str:
    try:
        own = ip_address(address)
        with socket.socket(socket.AF_INET) as probe:
            probe.bind((str(own), 0))
        if not own.is_loopback:
            return str(own)
    except (OSError, ValueError):
        pass
    raise CommandError(
        f"{address} is no address at which a phone finds this computer: leave --address away, or "
        "give one such as 192.168.1.20."
    )


def _require_free(port: int) -> None:
    try:
        with socket.socket(socket.AF_INET) as probe:
            if os.name == "posix":  # elsewhere it would let two programs share the port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((EVERYWHERE, port))
    except OSError as error:
        if error.errno == errno.EACCES:
            raise CommandError(
                f"Port {port} is for the system only: choose another one, such as --port 8501."
            ) from None
        raise CommandError(
            f"Port {port} is in use, perhaps by Back Coach itself: end that program, or choose "
            f"another one, such as --port {port + 1}."
        ) from None
