"""Identifiers and instants of documents: the same input gives the same ones."""

from datetime import datetime
from uuid import UUID, uuid5

from endigue.kernel.instant import in_utc

NAMESPACE = UUID("5f0b7c1e-8d0a-5c57-9d2b-6a1c3e4f7a90")
"""Of everything that this product names; drawn once."""


def named(kind: str, *parts: str) -> str:
    """An identifier of the form `kind--UUID`, of version 5 (RFC 9562) over the parts."""
    return f"{kind}--{uuid(kind, *parts)}"


def uuid(*parts: str) -> UUID:
    """The UUID of a name that is made of several parts."""
    return uuid5(NAMESPACE, "\x1f".join(parts))


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as STIX and CACAO write it."""
    return in_utc(moment).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
