"""Answers of time stamping authorities (RFC 3161), read and verified without a network.

The certificates are judged by the time of the stamp: one that has expired since still vouches
for what it signed.
"""

import warnings
from datetime import UTC

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerifierBuilder,
    decode_timestamp_response,
)

from endigue.desk.refusal import Refusal
from endigue.desk.stamping import Stamp
from endigue.readers.certificate_order import in_order

LARGEST = 1 << 20
"""Bytes of an answer; assumed: with a long chain of certificates it has some thousands."""

SHA256 = "2.16.840.1.101.3.4.2.1"

_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"


class TimeStamps:
    """Requests and answers."""

    def request(self, text: bytes) -> tuple[bytes, str]:
        """The request for a text, and its nonce in hexadecimal."""
        made = (
            TimestampRequestBuilder(data=text, hash_algorithm=HashAlgorithm.SHA256)
            .nonce(nonce=True)
            .cert_request(cert_request=True)
            .build()
        )
        return bytes(made.as_bytes()), _hexadecimal(made.nonce)

    def read(self, answer: bytes) -> Stamp:
        """What an answer says, not verified. Raises Refusal where it is none."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            return _said(_decoded(answer))

    def verify(self, answer: bytes, roots: bytes, imprint: str) -> Stamp:
        """The stamp, if the authority signed this hash and a root vouches for it. Raises Refusal
        where not.
        """
        with warnings.catch_warnings():
            # An odd certificate of others is judged by what it vouches for, not by its oddity.
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            return _verified(answer, roots, imprint)


def _verified(answer: bytes, roots: bytes, imprint: str) -> Stamp:
    decoded = _decoded(answer)
    said = _said(decoded)
    certificates = _certificates(roots)
    builder = VerifierBuilder()
    for one in certificates:
        # Who signed itself is a root; what stands between it and the authority is not.
        if one.issuer == one.subject:
            builder = builder.add_root_certificate(one)
        else:
            builder = builder.add_intermediate_certificate(one)
    try:
        builder.build().verify(decoded, bytes.fromhex(imprint))
    except Exception as trouble:  # noqa: BLE001 - the library lets out what its parsers raise
        why = " ".join(str(trouble).split())[:200]
        raise Refusal("stamps.does_not_hold", why=why) from None
    return said


def _decoded(answer: bytes) -> TimeStampResponse:
    if len(answer) > LARGEST:
        raise Refusal("stamps.no_answer")
    try:
        decoded = decode_timestamp_response(in_order(answer))
        granted = PKIStatus(decoded.status) == PKIStatus.GRANTED
    except Exception:  # noqa: BLE001 - the library lets out what its parsers raise
        raise Refusal("stamps.no_answer") from None
    if not granted:
        raise Refusal("stamps.not_granted", why=", ".join(map(str, decoded.status_string or ())))
    return decoded


def _said(decoded: TimeStampResponse) -> Stamp:
    try:
        info = decoded.tst_info
        imprint = info.message_imprint
        algorithm = imprint.hash_algorithm.dotted_string
        said = Stamp(
            time=info.gen_time.astimezone(UTC),
            authority=_authority(decoded),
            serial=str(info.serial_number),
            policy=info.policy.dotted_string,
            imprint=bytes(imprint.message).hex(),
            nonce=_hexadecimal(info.nonce),
        )
    except Exception:  # noqa: BLE001 - the library lets out what its parsers raise
        raise Refusal("stamps.no_answer") from None
    if algorithm != SHA256:
        raise Refusal("stamps.not_sha256")
    return said


def _authority(decoded: TimeStampResponse) -> str:
    """The subject of the certificate that signed; empty where the answer carries none."""
    signers = {(one.issuer, one.serial_number) for one in decoded.signed_data.signer_infos}
    for content in decoded.signed_data.certificates:
        one = x509.load_der_x509_certificate(content)
        if (one.issuer, one.serial_number) in signers:
            return one.subject.rfc4514_string()
    return ""


def _certificates(roots: bytes) -> list[x509.Certificate]:
    try:
        found = (
            x509.load_pem_x509_certificates(roots)
            if _CERTIFICATE in roots
            else [x509.load_der_x509_certificate(roots)]
        )
    except ValueError:
        raise Refusal("stamps.no_certificates") from None
    unique = {one.public_bytes(Encoding.DER): one for one in found}
    if not any(one.issuer == one.subject for one in unique.values()):
        raise Refusal("stamps.no_certificates")
    return list(unique.values())


def _hexadecimal(nonce: int | None) -> str:
    return "" if nonce is None else f"{nonce:x}"
