"""A certificate of our own, made at the first start, for a door that is opened to a network.

Nobody vouches for it: the fingerprint is printed, and people compare it when they first come.
"""

import ipaddress
import os
import socket
import ssl
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from endigue.desk.refusal import Refusal

LASTS = timedelta(days=397)
"""Browsers refuse server certificates that last for longer (CA/Browser Forum, 398 days)."""

FOLDER = "door"


class Kept(NamedTuple):
    """A certificate with its key, as files."""

    certificate: Path
    key: Path
    fingerprint: str
    """SHA-256 in pairs of hexadecimal digits, as browsers show it."""


def kept_certificate(case: Path, hosts: tuple[str, ...], now: datetime) -> Kept:
    """The certificate of a case for these names, made where there is none that holds."""
    folder = case / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    if certificate.exists() and key.exists():
        known = x509.load_pem_x509_certificate(certificate.read_bytes())
        if known.not_valid_after_utc > now + timedelta(days=1) and _names(known) >= set(hosts):
            return Kept(certificate, key, _fingerprint(known))
    made, secret = _made(hosts, now)
    key.touch(mode=0o600, exist_ok=True)
    if os.name == "posix":
        key.chmod(0o600)
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return Kept(certificate, key, _fingerprint(made))


def given_certificate(certificate: Path, key: Path) -> Kept:
    """A certificate chain that somebody gives, with its key. Raises Refusal where they cannot be
    read or do not go together.
    """
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            certificate, key, password=_no_password
        )
        first = x509.load_pem_x509_certificate(certificate.read_bytes())
    except (OSError, ValueError) as trouble:
        why = getattr(trouble, "strerror", None) or getattr(trouble, "reason", None) or str(trouble)
        raise Refusal(
            "console.certificate_unusable", certificate=str(certificate), key=str(key), why=why
        ) from None
    return Kept(certificate, key, _fingerprint(first))


def _no_password() -> str:
    """Nobody is asked for one in the middle of a start."""
    raise ValueError("the key is encrypted")


def own_names(host: str, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What this machine may be called by in an address, when the door listens at `host`."""
    names = {"localhost", "127.0.0.1", host, socket.gethostname(), *more}
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        names -= {host}
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                # Sends nothing: it asks which of our addresses faces the network.
                probe.connect(("192.0.2.1", 9))
                names.add(probe.getsockname()[0])
            except OSError:
                pass
    return tuple(sorted(names))


def _made(
    hosts: tuple[str, ...], now: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Endigue")])
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(
            x509.SubjectAlternativeName([_general(host) for host in hosts]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=False)
        .sign(secret, hashes.SHA256())
    )
    return made, secret


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host.encode("idna").decode())


def _names(certificate: x509.Certificate) -> set[str]:
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(one.value) for one in found}


def _fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()
