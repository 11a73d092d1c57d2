import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from endigue.console.certificate import LASTS, given_certificate, kept_certificate, own_names
from endigue.desk.refusal import Refusal

NOW = datetime(2026, 2, 6, 21, 30, tzinfo=UTC)


def test_the_certificate_is_made_once_and_only_its_owner_reads_the_key(tmp_path) -> None:
    first = kept_certificate(tmp_path, ("127.0.0.1", "room.lan"), NOW)
    again = kept_certificate(tmp_path, ("room.lan",), NOW + timedelta(days=1))
    assert first == again
    assert first.key.stat().st_mode & 0o077 == 0
    read = x509.load_pem_x509_certificate(first.certificate.read_bytes())
    assert first.fingerprint.count(":") == 31
    names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["room.lan"]
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
        first.certificate, first.key
    )


def test_a_certificate_that_runs_out_or_lacks_a_name_is_made_anew(tmp_path) -> None:
    first = kept_certificate(tmp_path, ("room.lan",), NOW)
    assert kept_certificate(tmp_path, ("other.lan",), NOW).fingerprint != first.fingerprint
    second = kept_certificate(tmp_path, ("other.lan",), NOW)
    late = NOW + LASTS
    assert kept_certificate(tmp_path, ("other.lan",), late).fingerprint != second.fingerprint


def test_a_door_to_the_network_is_not_called_by_the_wildcard() -> None:
    names = own_names("0.0.0.0")
    assert "0.0.0.0" not in names
    assert {"localhost", "127.0.0.1"} <= set(names)
    assert "192.168.3.7" in own_names("192.168.3.7")
    assert "crisis.example.org" in own_names("127.0.0.1", ("crisis.example.org",))


def test_a_certificate_that_is_given_is_used_as_it_is(tmp_path) -> None:
    made = kept_certificate(tmp_path, ("room.lan",), NOW)
    assert given_certificate(made.certificate, made.key) == made


def test_a_certificate_and_a_key_that_cannot_be_used_are_refused(tmp_path) -> None:
    made = kept_certificate(tmp_path, ("room.lan",), NOW)
    (tmp_path / "other").mkdir()
    other = kept_certificate(tmp_path / "other", ("room.lan",), NOW)
    secret = serialization.load_pem_private_key(made.key.read_bytes(), None)
    locked = tmp_path / "locked.pem"
    locked.write_bytes(secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"secret"),
    ))  # fmt: skip
    text = tmp_path / "text.pem"
    text.write_text("no certificate")
    for certificate, key in (
        (made.certificate, other.key),
        (made.certificate, locked),
        (made.certificate, tmp_path / "none"),
        (tmp_path / "none", made.key),
        (text, made.key),
    ):
        with pytest.raises(Refusal, match="certificate_unusable"):
            given_certificate(certificate, key)
