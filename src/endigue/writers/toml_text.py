"""TOML text of plain values, one spelling for each."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def toml_key(key: str) -> str:
    """A key, between quotes where it must be."""
    return key if _BARE_KEY.fullmatch(key) else toml_value(key)


def toml_value(value: object) -> str:
    """A value on one line; a mapping is an inline table. ValueError where TOML has none such."""
    if isinstance(value, str):
        # JSON escapes all that TOML wants escaped, but for U+007F.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, float) and isfinite(value):
        return repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{toml_key(key)} = {toml_value(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    raise ValueError(f"TOML has no value for {value!r}")


def toml_pairs(pairs: Mapping[str, object]) -> Iterator[str]:
    """A line for each key and its value."""
    return (f"{toml_key(key)} = {toml_value(value)}" for key, value in pairs.items())


def toml_table(header: str, pairs: Mapping[str, object]) -> Iterator[str]:
    """The lines of a table below its header; tables in it follow it."""
    inner = {key: value for key, value in pairs.items() if isinstance(value, Mapping)}
    yield f"[{header}]"
    yield from toml_pairs({key: value for key, value in pairs.items() if key not in inner})
    for key, value in inner.items():
        yield ""
        yield from toml_table(f"{header}.{toml_key(key)}", value)


def toml_number(value: float) -> int | float:
    """The number without a needless point: 48, not 48.0."""
    return int(value) if float(value).is_integer() else value
