"""AWS Signature Version 4: how a request to an object store says who sends it.

Written from the published description of the algorithm; tests compare with its published
examples and with another implementation.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

ALGORITHM = "AWS4-HMAC-SHA256"
UNRESERVED = "-_.~"


@dataclass(frozen=True)
class Credentials:
    """Who sends. The secret is in no message."""

    key: str
    secret: str
    token: str = ""
    """Of a session that ends; empty where there is none."""

    def __repr__(self) -> str:
        return f"Credentials({self.key!r}, …)"


@dataclass(frozen=True)
class Request:
    """What is signed: every header that it has."""

    method: str
    path: str
    """As it is sent, already encoded."""
    headers: Mapping[str, str]
    """With `host`, `x-amz-date` and `x-amz-content-sha256`."""
    query: Mapping[str, str]


def encoded_path(path: str) -> str:
    """A path in the one spelling that is signed."""
    return quote(path, safe=f"/{UNRESERVED}")


def signed_headers(
    request: Request, who: Credentials, region: str, now: datetime, body: bytes
) -> dict[str, str]:
    """The headers to send, with the signature; `now` is in UTC."""
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    digest = sha256(body).hexdigest()
    headers = {name.lower(): " ".join(value.split()) for name, value in request.headers.items()}
    headers |= {"x-amz-date": stamp, "x-amz-content-sha256": digest}
    if who.token:
        headers["x-amz-security-token"] = who.token
    names = ";".join(sorted(headers))
    canonical = "\n".join(
        (
            request.method,
            request.path,
            _query(request.query),
            *(f"{name}:{headers[name]}" for name in sorted(headers)),
            "",
            names,
            digest,
        )
    )
    scope = f"{stamp[:8]}/{region}/s3/aws4_request"
    said = "\n".join((ALGORITHM, stamp, scope, sha256(canonical.encode()).hexdigest()))
    signature = hmac.new(_key(who, region, stamp[:8]), said.encode(), sha256).hexdigest()
    headers["authorization"] = (
        f"{ALGORITHM} Credential={who.key}/{scope},SignedHeaders={names},Signature={signature}"
    )
    return headers


def _query(query: Mapping[str, str]) -> str:
    pairs = sorted(
        (quote(name, safe=UNRESERVED), quote(value, safe=UNRESERVED))
        for name, value in query.items()
    )
    return "&".join(f"{name}={value}" for name, value in pairs)


def _key(who: Credentials, region: str, day: str) -> bytes:
    key = f"AWS4{who.secret}".encode()
    for part in (day, region, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), sha256).digest()
    return key
