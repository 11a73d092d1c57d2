"""A browser with an authenticator in it, made from the WebAuthn specification alone.

It does what it is told, wrong things too: another origin, an old challenge, a counter that stands
still. Written without the library that the console checks signatures with.
"""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from struct import pack

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def cbor(value: object) -> bytes:
    """RFC 8949 of integers, bytes, texts and maps."""
    match value:
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case bytes():
            return _head(2, len(value)) + value
        case str():
            return _head(3, len(value.encode())) + value.encode()
        case dict():
            pairs = (cbor(key) + cbor(inner) for key, inner in value.items())
            return _head(5, len(value)) + b"".join(pairs)
    raise TypeError(value)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    if number < 0x100:
        return bytes([major << 5 | 24, number])
    return pack(">BH", major << 5 | 25, number)


@dataclass
class SoftKey:
    """One key of one device."""

    domain: str
    algorithm: int = -7
    counts: bool = True
    counter: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: bytes = b""

    def __post_init__(self) -> None:
        if self.algorithm == -8:
            self._secret = ed25519.Ed25519PrivateKey.generate()
        elif self.algorithm == -257:
            self._secret = rsa.generate_private_key(65537, 2048)
        else:
            self._secret = ec.generate_private_key(ec.SECP256R1())

    @property
    def public(self) -> bytes:
        """The public key as COSE (RFC 9053; of RSA RFC 8230)."""
        public = self._secret.public_key()
        if isinstance(public, ed25519.Ed25519PublicKey):
            return cbor({1: 1, 3: -8, -1: 6, -2: public.public_bytes_raw()})
        numbers = public.public_numbers()
        if isinstance(numbers, rsa.RSAPublicNumbers):
            return cbor({1: 3, 3: -257, -1: numbers.n.to_bytes(256, "big"), -2: b"\1\0\1"})
        return cbor({
            1: 2, 3: self.algorithm, -1: 1,
            -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big"),
        })  # fmt: skip

    def sign(self, data: bytes) -> bytes:
        if isinstance(self._secret, ed25519.Ed25519PrivateKey):
            return self._secret.sign(data)
        if isinstance(self._secret, rsa.RSAPrivateKey):
            return self._secret.sign(data, padding.PKCS1v15(), SHA256())
        return self._secret.sign(data, ec.ECDSA(SHA256()))

    def data(self, flags: int, domain: str, attested: bytes = b"") -> bytes:
        """Authenticator data (WebAuthn 6.1)."""
        self.counter += self.counts
        return sha256(domain.encode()).digest() + pack(">BI", flags, self.counter) + attested


def client_data(kind: str, challenge: str, origin: str) -> bytes:
    told = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
    return json.dumps(told).encode()


def make(options: dict, origin: str, *, algorithm: int = -7, counts: bool = True,
         flags: int = PRESENT | VERIFIED, identifier: bytes = b"",
         **wrong: str) -> tuple[SoftKey, str]:  # fmt: skip
    """Make a key as the options ask; the key, and what the browser sends."""
    asked = options["publicKey"]
    key = SoftKey(asked["rp"]["id"], algorithm, counts, handle=decoded(asked["user"]["id"]))
    key.id = identifier or key.id
    attested = bytes(16) + pack(">H", len(key.id)) + key.id + key.public
    data = key.data(flags | ATTESTED, wrong.get("domain", key.domain), attested)
    client = client_data(wrong.get("kind", "webauthn.create"),
                         wrong.get("challenge", asked["challenge"]), origin)  # fmt: skip
    attestation = cbor({"fmt": "none", "attStmt": {}, "authData": data})
    return key, _sent(key, client, {"attestationObject": encoded(attestation)})


def sign(key: SoftKey, options: dict, origin: str, *, flags: int = PRESENT | VERIFIED,
         **wrong: str) -> str:  # fmt: skip
    """Sign as the options ask; what the browser sends."""
    asked = options["publicKey"]
    data = key.data(flags, wrong.get("domain", asked["rpId"]))
    client = client_data(wrong.get("kind", "webauthn.get"),
                         wrong.get("challenge", asked["challenge"]), origin)  # fmt: skip
    signature = key.sign(data + sha256(client).digest())
    inside = {
        "authenticatorData": encoded(data),
        "signature": encoded(signature),
        "userHandle": encoded(key.handle),
    }
    return _sent(key, client, inside)


def _sent(key: SoftKey, client: bytes, response: dict) -> str:
    response = {"clientDataJSON": encoded(client), **response}
    return json.dumps({
        "id": encoded(key.id), "rawId": encoded(key.id), "type": "public-key",
        "response": response, "clientExtensionResults": {},
    })  # fmt: skip
