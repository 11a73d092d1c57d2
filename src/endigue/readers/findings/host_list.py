"""Plain lists of names, one a line; what follows # is a comment.

A name with @ or a backslash is an account, every other one is a host. A comment behind a
name becomes the finding's detail.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from endigue.readers.findings._collect import Collector, FindingsFile
from endigue.readers.findings._fields import names_somebody
from endigue.readers.findings._format import FindingsFormat, Head
from endigue.readers.findings._text import lines, open_text

NAME = "list"

_NAME = re.compile(r"[\w.$\\@:%'()+&~!-]{1,256}")
_ACCOUNT = re.compile(r"[^\\@]+@[^\\@]+|[^\\]+\\[^\\$]+")


def recognises(head: Head) -> bool:
    """Whether every line but perhaps the last, which may be cut, is one name, and the first
    is not the header of a table of one column.
    """
    names = [line.partition("#")[0].strip() for line in head.lines]
    full = [name for name in names[: max(len(names) - 1, 1)] if name]
    return (
        bool(full) and not names_somebody(full[:1]) and all(_NAME.fullmatch(name) for name in full)
    )


def read(path: Path, mapping: Mapping[str, str] | None = None) -> FindingsFile:
    """The names as findings of the kind `listed`, or of the kind that the mapping fixes."""
    collector = Collector(path, NAME, mapping)
    collector.refuse_columns()
    with open_text(path) as stream:
        for number, line in enumerate(lines(stream, collector.source), start=1):
            name, _, comment = line.strip("\ufeff \t\r\n").partition("#")
            name = name.strip().strip("\"'")
            if not name:
                continue
            if not _NAME.fullmatch(name):
                collector.not_understood(number, "evidence.line_is_no_name", line=name[:80])
                continue
            account = _ACCOUNT.fullmatch(name) is not None
            collector.found(
                number,
                "listed",
                host="" if account else name,
                account=name if account else "",
                detail=comment,
            )
    return collector.file()


FORMAT = FindingsFormat(NAME, recognises, read)
