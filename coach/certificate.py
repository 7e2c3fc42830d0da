"""The home network's own certificate: a browser gives a page the camera over https only."""

from __future__ import annotations

import os
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from poses.errors import UserFacingError

FILE: Final = "phone-certificate.pem"

_VALID: Final = timedelta(days=800)
"""Phones of Apple refuse a certificate that is valid for more than 825 days."""

_LEFT: Final = timedelta(days=30)
_BEGAN: Final = timedelta(days=2)
"""The phone's clock may be behind."""


class CertificateError(UserFacingError):
    """The certificate can't be made or kept; the text says what to do."""


def server_certificate(folder: Path, address: str) -> Path:
    """The file with key and certificate for this address and localhost, for this user only.

    A file made earlier is used again while it is good for the address. It ends with the
    certificate of the authority that signed: whoever tells a phone to trust that one trusts this
    computer alone, because the authority's own key is kept nowhere.

    Raises:
        CertificateError: the folder can't be written.
    """
    path = folder / FILE
    if _is_good(path, address):
        return path
    began = datetime.now(UTC) - _BEGAN
    authority = trustme.CA(
        path_length=0,
        organization_name="Back Coach",
        organization_unit_name=f"Back Coach at {address}, made on {datetime.now(UTC):%Y-%m-%d}",
    )
    leaf = authority.issue_cert(
        address,
        "localhost",
        common_name=address,
        organization_name="Back Coach",
        organization_unit_name="This computer",
        not_before=began,
        not_after=began + _VALID,
    )
    _write(path, leaf.private_key_and_cert_chain_pem.bytes() + authority.cert_pem.bytes())
    return path


def authority_certificate(folder: Path) -> bytes | None:
    """The authority's certificate (DER) for phones that want it installed; None without one."""
    try:
        chain = x509.load_pem_x509_certificates((folder / FILE).read_bytes())
        return chain[-1].public_bytes(Encoding.DER)
    except (OSError, ValueError):
        return None


def _is_good(path: Path, address: str) -> bool:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            return False  # somebody else may know the key
        leaf, authority = x509.load_pem_x509_certificates(path.read_bytes())
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path)
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return (
            ip_address(address) in names.get_values_for_type(x509.IPAddress)
            and leaf.not_valid_after_utc - datetime.now(UTC) > _LEFT
            and leaf.issuer == authority.subject
        )
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False


def _write(path: Path, content: bytes) -> None:
    part: Path | None = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")  # 0600 from the start
        part = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        part.replace(path)
    except OSError as error:
        raise CertificateError(
            f"The certificate can't be kept at {path} ({error.strerror}): set BACK_COACH_DATA_DIR "
            "to a folder where you may write."
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
