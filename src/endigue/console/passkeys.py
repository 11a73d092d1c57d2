"""Passkeys (WebAuthn level 2): what a browser is asked, and whether what it answers is right.

A key is bound to a domain name, so there are none where the door is reached by an address; browsers
have them under TLS alone, and on the machine itself (`localhost`). Who made the device is not asked
(no attestation): a key is as good as whoever added it, with a second factor, says.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from endigue.console.challenges import LASTS
from endigue.desk.access import Passkey

MOST: Final = 10
"""Keys of a person."""

LONGEST_ANSWER: Final = 16 * 1024
"""Characters of what a browser answers."""

ALGORITHMS: Final = (-8, -7, -257)
"""EdDSA, ES256 and RS256 by their COSE numbers: the three that WebAuthn recommends to offer."""

VERIFICATION: Final = UserVerificationRequirement.PREFERRED
"""A key stands beside a password, so a touch is enough where the device can do no more."""


@dataclass(frozen=True)
class RelyingParty:
    """Our door, by the name that the browser reached it by."""

    domain: str
    origin: str
    """Scheme, name and port, as browsers write it into what is signed."""


class Answer(NamedTuple):
    """What a browser said, before anything of it is believed."""

    key: str
    """Identifier of the key, in base64url."""
    challenge: bytes


def relying_party(host: str, *, tls: bool) -> RelyingParty | None:
    """The door reached as `host`, a name with or without port; None where keys cannot be used:
    by an address, or without TLS from elsewhere.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return None
    if not name or _is_address(name):
        return None
    if not tls and name != "localhost" and not name.endswith(".localhost"):
        return None
    scheme = "https" if tls else "http"
    return RelyingParty(name, f"{scheme}://{host.casefold()}")


def usable(keys: Collection[Passkey], party: RelyingParty | None) -> tuple[Passkey, ...]:
    """Those of the keys that are bound to this name of the door."""
    return () if party is None else tuple(one for one in keys if one.domain == party.domain)


def asked_to_make(
    party: RelyingParty, person: str, shown: str, case: str, own: Sequence[Passkey],
    challenge: bytes,
) -> dict[str, Any]:  # fmt: skip
    """The options for making a key, as JSON. `shown` is how the device lists it; `case` keeps
    keys of the same person for two cases apart.
    """
    user = PublicKeyCredentialUserEntity(
        name=shown, id=sha256(f"{case}\0{person}".encode()).digest(), display_name=shown
    )
    options, _ = _server(party).register_begin(
        user,
        _descriptors(own),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFICATION,
        challenge=challenge,
    )
    return _plain(options)


def asked_to_sign(party: RelyingParty, own: Sequence[Passkey], challenge: bytes) -> dict[str, Any]:
    """The options for signing with one of these keys, as JSON; without any, with whichever the
    device has for this door.
    """
    options, _ = _server(party).authenticate_begin(
        _descriptors(own) or None, user_verification=VERIFICATION, challenge=challenge
    )
    return _plain(options)


def answer_in(text: str) -> Answer | None:
    """What a browser answered; None where it is no such thing."""
    try:
        given = json.loads(text)
        client = json.loads(websafe_decode(given["response"]["clientDataJSON"]))
        key, challenge = given["id"], websafe_decode(client["challenge"])
        return Answer(websafe_encode(websafe_decode(key)), challenge)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def key_made(
    party: RelyingParty, text: str, challenge: bytes, name: str, now: datetime
) -> Passkey | None:
    """The key that a browser says was made for this challenge; None where anything is wrong with
    it (WebAuthn 7.1).
    """
    try:
        response = RegistrationResponse.from_dict(json.loads(text))
        found = _server(party).register_complete(_state(challenge), response)
        data = found.credential_data
        if data is None or data.public_key.ALGORITHM not in ALGORITHMS:
            return None
        return Passkey(
            id=websafe_encode(data.credential_id),
            name=name,
            domain=party.domain,
            public=websafe_encode(bytes(data)),
            counter=found.counter,
            added_at=now,
        )
    except Exception:  # noqa: BLE001 - a stranger wrote it, and the library trips over it in any way
        return None


def count_signed(party: RelyingParty, text: str, challenge: bytes, key: Passkey) -> int | None:
    """The counter that a key signed with this challenge; None where it did not sign it, for this
    door, with somebody present (WebAuthn 7.2, but for the counter, which the store looks at).
    """
    try:
        response = AuthenticationResponse.from_dict(json.loads(text))
        public = AttestedCredentialData(websafe_decode(key.public))
        _server(party).authenticate_complete(_state(challenge), [public], response)
        counter: int = response.response.authenticator_data.counter
    except Exception:  # noqa: BLE001 - a stranger wrote it, and the library trips over it in any way
        return None
    return counter


def _server(party: RelyingParty) -> Fido2Server:
    server = Fido2Server(
        PublicKeyCredentialRpEntity(name="Endigue", id=party.domain),
        attestation=AttestationConveyancePreference.NONE,
        verify_origin=lambda origin: origin == party.origin,
    )
    server.timeout = int(LASTS.total_seconds() * 1000)  # type: ignore[assignment] # inferred None
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=one)
        for one in ALGORITHMS
    ]
    return server


def _state(challenge: bytes) -> dict[str, object]:
    return {"challenge": websafe_encode(challenge), "user_verification": VERIFICATION}


def _descriptors(keys: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            type=PublicKeyCredentialType.PUBLIC_KEY, id=websafe_decode(one.id)
        )
        for one in keys
    ]


def _plain(options: Any) -> dict[str, Any]:
    return dict(options)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
