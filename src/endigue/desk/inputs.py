"""What a result was computed from, as one name: equal input is never solved twice."""

from hashlib import sha256

from endigue.journal.canonical import canonical


def input_name(*parts: object) -> str:
    """SHA-256, in hexadecimal, of the canonical text of the parts."""
    return sha256(canonical(list(parts)).encode()).hexdigest()


def bytes_name(content: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return sha256(content).hexdigest()
