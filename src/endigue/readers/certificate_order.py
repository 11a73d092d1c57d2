"""The certificates of a time stamp in the order that DER asks for.

Many authorities write them in another, and the parser that verifies is strict. They are a set,
and no signature covers their order, so putting them in order changes nothing that is said.
"""

from collections.abc import Iterator

_CERTIFICATES = 0xA0
"""Tag of the certificates among the elements of signed data."""


def in_order(answer: bytes) -> bytes:
    """The answer with its certificates sorted; unchanged where it has none or is no DER."""
    try:
        start, end = _certificates(answer)
        parts = sorted(answer[first:last] for _, first, _, last in _elements(answer, start, end))
    except (IndexError, StopIteration, ValueError):
        return answer
    return answer[:start] + b"".join(parts) + answer[end:]


def _certificates(answer: bytes) -> tuple[int, int]:
    """Where the contents of the set of certificates begin and end."""
    response = next(_elements(answer, 0, len(answer)))
    _, token = list(_elements(answer, response[2], response[3]))[:2]
    _, wrapped = list(_elements(answer, token[2], token[3]))[:2]
    signed = next(_elements(answer, wrapped[2], wrapped[3]))
    for tag, _, inside, end in _elements(answer, signed[2], signed[3]):
        if tag == _CERTIFICATES:
            return inside, end
    raise ValueError("no certificates")


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Tag, begin, begin of the contents and end of each element. ValueError where one has no
    definite length or is longer than what holds it.
    """
    while start < end:
        tag, length, inside = data[start], data[start + 1], start + 2
        if length & 0x80:
            size = length & 0x7F
            if not 1 <= size <= 4:
                raise ValueError("no definite length")
            length = int.from_bytes(data[inside : inside + size], "big")
            inside += size
        if inside + length > end:
            raise ValueError("longer than what holds it")
        yield tag, start, inside, inside + length
        start = inside + length
