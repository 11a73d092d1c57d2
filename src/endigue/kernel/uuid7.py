"""UUID version 7 (RFC 9562): identifiers that are unique without a server and sort by time."""

import re

CHANCE_BITS = 74
"""Random bits in one identifier."""

_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def uuid7(milliseconds: int, chance: int) -> str:
    """The identifier made at so many milliseconds since 1970 UTC, with `CHANCE_BITS` of chance.

    Raises ValueError where one of the two does not fit its bits.
    """
    if not (0 <= milliseconds < 1 << 48 and 0 <= chance < 1 << CHANCE_BITS):
        raise ValueError("a UUIDv7 has 48 bits of milliseconds and 74 bits of chance")
    high, low = chance >> 62, chance & ((1 << 62) - 1)
    value = milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def is_uuid7(text: str) -> bool:
    """Whether the text spells a UUID of version 7, in lower case."""
    return _SHAPE.fullmatch(text) is not None
