"""Every message below some paths: files .eml and .msg, mbox files, Maildir folders."""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.evidence.messages.message import Message
from endigue.readers.json_fields import printable
from endigue.readers.messages._eml import LARGEST_MESSAGE, read_eml
from endigue.readers.messages._msg import read_msg

MOST_MESSAGES = 2_000_000
LONGEST_LINE = 1 << 20
"""Bytes of a line of an mbox that are read at once."""

_MAILDIR = frozenset({"cur", "new"})
_OLE = b"\xd0\xcf\x11\xe0"
_HEADS = (
    b"received:", b"return-path:", b"from:", b"to:", b"subject:", b"date:", b"message-id:",
    b"mime-version:", b"delivered-to:", b"x-", b"content-type:", b"dkim-signature:", b"arc-",
    b"authentication-results:", b"reply-to:", b"sender:", b"cc:",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MessageFiles:
    """What was read, and what was not."""

    messages: tuple[Message, ...]
    files: int
    left_out: dict[str, int]
    """Codes of why files, messages or parts of them were left out, with how many."""


def read_messages(paths: Sequence[str]) -> MessageFiles:
    """Every message below the paths, in a stable order. Links to elsewhere are not followed.

    Raises Refusal where a path is missing, or nothing below all of them is a message.
    """
    left_out: Counter[str] = Counter()
    found: list[Message] = []
    files = 0
    for given in paths:
        if not Path(given).exists():
            raise Refusal("evidence.file_cannot_be_read", file=printable(given), why="-")
        for path in files_below(given, left_out):
            files += 1
            for message in _of_file(path, given, left_out):
                if len(found) >= MOST_MESSAGES:
                    raise Refusal("evidence.too_many_messages", most=MOST_MESSAGES)
                found.append(message)
                left_out.update(message.not_read)
    if not found:
        raise Refusal("evidence.no_messages", paths=", ".join(printable(each) for each in paths))
    return MessageFiles(tuple(found), files, dict(left_out))


def files_below(given: str, left_out: Counter[str]) -> Iterator[Path]:
    """Regular files below a folder, or the file itself; symbolic links inside are counted."""
    top = Path(given)
    if not top.is_dir():
        yield top
        return
    for parent, folders, names in os.walk(top, followlinks=False):
        for link in [name for name in folders if (Path(parent) / name).is_symlink()]:
            left_out["message.link_not_followed"] += 1
            folders.remove(link)
        folders.sort()
        for name in sorted(names):
            path = Path(parent) / name
            try:
                mode = path.lstat().st_mode
            except OSError:
                left_out["message.file_unreadable"] += 1
                continue
            if stat.S_ISLNK(mode):
                left_out["message.link_not_followed"] += 1
            elif stat.S_ISREG(mode):
                yield path


def is_message(path: Path) -> bool:
    """Whether a file is a message or a box of messages, by its first bytes."""
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError:
        return False
    return head.startswith((_OLE, b"From ")) or looks_like_mail(head)


def looks_like_mail(head: bytes) -> bool:
    """Whether text begins with fields of a message: three of the usual ones."""
    lines = head.lower().splitlines()[:60]
    return sum(line.startswith(_HEADS) for line in lines) >= 3 or (
        bool(lines) and lines[0].startswith(_HEADS[:7])
    )


def _of_file(path: Path, given: str, left_out: Counter[str]) -> Iterator[Message]:
    name = printable(str(path.relative_to(given))) if Path(given).is_dir() else printable(path.name)
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
            if head.startswith(b"From "):
                stream.seek(0)
                yield from _mbox(stream.readline, name, left_out)
                return
            if head.startswith(_OLE):
                content = head + stream.read(LARGEST_MESSAGE)
                if len(content) > LARGEST_MESSAGE:
                    left_out["message.too_large"] += 1
                    return
                yield from _outlook(content, name, left_out)
            elif looks_like_mail(head) or path.parent.name in _MAILDIR:
                content = head + stream.read(LARGEST_MESSAGE)
                if len(content) > LARGEST_MESSAGE:
                    left_out["message.clipped"] += 1
                yield read_eml(content, name)
            else:
                left_out["message.no_message"] += 1
    except OSError:
        left_out["message.file_unreadable"] += 1


def _outlook(content: bytes, name: str, left_out: Counter[str]) -> Iterator[Message]:
    try:
        yield read_msg(content, name)
    except ValueError:
        left_out["message.no_message"] += 1


def _mbox(readline: Callable[[int], bytes], name: str, left_out: Counter[str]) -> Iterator[Message]:
    """Messages of an mbox: each begins with a line `From `, after an empty one."""
    lines: list[bytes] = []
    size = number = 0
    empty = True
    while line := readline(LONGEST_LINE):
        if line.startswith(b"From ") and empty:
            if lines:
                number += 1
                yield read_eml(b"".join(lines), f"{name}#{number}")
            lines, size = [], 0
            empty = False
            continue
        empty = not line.strip()
        size += len(line)
        if size <= LARGEST_MESSAGE:
            lines.append(line[1:] if line.startswith(b">From ") else line)
        elif size - len(line) <= LARGEST_MESSAGE:
            left_out["message.clipped"] += 1
    if lines:
        yield read_eml(b"".join(lines), f"{name}#{number + 1}")
