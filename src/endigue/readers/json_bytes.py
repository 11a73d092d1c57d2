"""JSON from outside: any of its encodings, and a Refusal that says where it breaks."""

import re
from typing import TypeVar

import msgspec

from endigue.desk.refusal import Refusal

_Shape = TypeVar("_Shape")
_PLACE = re.compile(r"byte (\d+)")


def decode_json(content: bytes, shape: type[_Shape], name: str) -> _Shape:
    """The document as `shape`; `name` is the file for the sentence.

    Raises Refusal `importing.not_json` with the byte where it breaks, `importing.json_too_deep`,
    or `importing.json_other_shape` where it is JSON of something else.
    """
    try:
        return msgspec.json.decode(_utf8(content), type=shape)
    except msgspec.ValidationError as trouble:
        raise Refusal("importing.json_other_shape", file=name, why=str(trouble)) from None
    except msgspec.DecodeError as trouble:
        place = _PLACE.search(str(trouble))
        raise Refusal(
            "importing.not_json", file=name, byte=int(place[1]) if place else len(content)
        ) from None
    except UnicodeDecodeError as trouble:
        raise Refusal("importing.not_json", file=name, byte=_bad_byte(content, trouble)) from None
    except RecursionError:
        raise Refusal("importing.json_too_deep", file=name) from None


def _utf8(content: bytes) -> bytes:
    """The bytes without a mark of order; Windows tools write one, and sometimes UTF-16."""
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16").encode()
    return content


def _bad_byte(content: bytes, trouble: UnicodeDecodeError) -> int:
    """Where the file stops being UTF-8; msgspec tells the place inside one text only."""
    try:
        content.decode()
    except UnicodeDecodeError as first:
        return first.start
    return trouble.start
