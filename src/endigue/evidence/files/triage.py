"""Is a file encrypted? By type, blocks and structure; and is it a ransom note?"""

import re
from itertools import pairwise
from typing import Literal

import msgspec

from endigue.evidence.files.randomness import BLOCK, SMALLEST, looks_random
from endigue.evidence.files.types import HEAD, type_of
from endigue.evidence.messages.traits import SAME_TYPE, sort_of
from endigue.kernel.words import words

FileVerdict = Literal["intact", "encrypted", "suspect", "note"]

MOST_BLOCKS = 32
"""Blocks of a file that are tested, evenly spread."""

FEWEST_RANDOM = 2
"""Random blocks that a file of a type that is not compressed may not have; assumed."""

FEW_BLOCKS = 8
"""Blocks of a file up to which a single random one is too many; assumed."""

COMPRESSED = words(
    "zip jmod png jpeg gif gzip bz2 xz zst 7z rar webp mp4 ogg flac mp3 woff woff2 pdf avi"
)
"""Types whose bytes look random when they are sound."""

MIXED = words("exe elf ar tar ole sqlite class parquet ttf otf pst wav tiff hive")
"""Types that may hold compressed or encrypted parts, such as pictures, among others."""

TEXT = words(
    "txt csv tsv json xml html htm css js ts py pl pm rb sh c h cpp hpp java md rst yaml yml toml "
    "ini cfg conf log sql tex po vim cmake bat ps1 svg rtf eml ics vcf php go rs"
)

RANDOM_BY_DESIGN = words("br brotli gpg pgp age kdbx p7m luks")
"""Endings of files that look random without harm, and have no mark at their beginning."""

_CODE = words("elf exe ar class ttf otf wav")
_PLAIN = words("html xml rtf pyc mo lnk")
"""Types that hold no packed parts."""

_KNOWN = {
    "docx": "zip", "xlsx": "zip", "pptx": "zip", "odt": "zip", "ods": "zip", "jar": "zip",
    "doc": "ole", "xls": "ole", "ppt": "ole", "jpg": "jpeg", "jpeg": "jpeg", "gz": "gzip",
    "tgz": "gzip", "png": "png", "gif": "gif", "pdf": "pdf", "zip": "zip", "bz2": "bz2",
    "xz": "xz", "7z": "7z", "rar": "rar", "evtx": "evtx", "exe": "exe", "dll": "exe",
    "sqlite": "sqlite", "webp": "webp", "woff": "woff", "woff2": "woff2", "zst": "zst",
}  # fmt: skip
"""The type that an ending promises."""

_NOTE_NAME = re.compile(
    r"(?:read.?me|how.?to|restore|recover|decrypt|unlock|lisez|instructions?|ransom|your.?files|"
    r"dechiffr|rancon)", re.IGNORECASE,
)  # fmt: skip
_NOTE_TEXT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rb"encrypt|chiffr|locked|verrouill",
        rb"decrypt|dechiffr|d\xc3\xa9chiffr|restore your|recover your|unlock",
        rb"bitcoin|\bbtc\b|monero|\.onion|tor browser|ransom|ran\xc3\xa7on",
        rb"your (?:files|network|data)|vos (?:fichiers|donn)|all (?:of )?your",
    )
)
_NOTE_ENDINGS = words("txt html htm hta rtf md png")
_LARGEST_NOTE = 64 << 10


class FileTriage(msgspec.Struct, frozen=True):
    """What one file is taken for, and why: a code of the strongest reason."""

    verdict: FileVerdict
    why: str = ""
    real_type: str = ""


def triage(
    name: str, size: int, content: bytes, blocks: tuple[bytes, ...], check: bool | None
) -> FileTriage:
    """Judge a file by its name, its whole content where it was read, and blocks of it.

    `content` is the whole file, or only its first `HEAD` bytes where it is large; `blocks` are
    up to `MOST_BLOCKS` blocks of `BLOCK` bytes, evenly spread, the first one first; `check`
    whether the inside fits the type, None where that could not be told.
    """
    if not size:
        return FileTriage("intact")
    head = content[:HEAD]
    kind = type_of(head)
    ending = sort_of(name)
    if _is_note(name, ending, size, content):
        return FileTriage("note", "reads_like_a_note", kind)
    random = [looks_random(block) for block in blocks]
    expected = _KNOWN.get(ending, "")
    if not kind:
        return _without_type(name, ending, expected, content, random)
    if check is False and any(random):
        return FileTriage("encrypted", "structure_broken", kind)
    if kind in COMPRESSED or check is True:
        return FileTriage("intact", "", kind)
    if kind in MIXED:
        return _mixed(kind, random)
    if sum(random) >= (1 if kind in _PLAIN else _fewest(random)):
        return FileTriage("encrypted", "random_inside", kind)
    return FileTriage("intact", "", kind)


def _without_type(
    name: str, ending: str, expected: str, content: bytes, random: list[bool]
) -> FileTriage:  # fmt: skip
    """A file of which the beginning shows no type: a text, data, or the output of a cipher."""
    first = bool(random) and random[0]
    if expected and first:
        return FileTriage("encrypted", "beginning_is_not_of_its_type")
    if expected and len(content) < SMALLEST and not _is_text(content):
        return FileTriage("encrypted", "beginning_is_not_of_its_type")
    if ending in TEXT:
        if any(random) or (len(content) < SMALLEST and not _is_text(content)):
            return FileTriage("encrypted", "text_is_random")
        return FileTriage("intact")
    inner = sort_of(name.rpartition(".")[0])
    if (inner in _KNOWN or inner in TEXT) and first and ending not in SAME_TYPE["gzip"]:
        return FileTriage("encrypted", "ending_added")
    if first and ending in RANDOM_BY_DESIGN:
        return FileTriage("intact", "random_by_design")
    if first and sum(random) >= min(FEWEST_RANDOM, len(random)):
        return FileTriage("encrypted", "random_from_the_beginning")
    if sum(random) >= max(_fewest(random), 0.25 * len(random)):
        return FileTriage("encrypted", "random_inside")
    return FileTriage("intact")


def _fewest(random: list[bool]) -> int:
    return 1 if len(random) <= FEW_BLOCKS else FEWEST_RANDOM


def _mixed(kind: str, random: list[bool]) -> FileTriage:
    """Packed parts stand together; encryption in turns changes again and again."""
    changes = sum(one != other for one, other in pairwise(random))
    share = sum(random) / max(len(random), 1)
    if share >= 0.25 and changes >= 6:
        return FileTriage("encrypted", "random_in_turns", kind)
    if kind in _CODE and share >= (0.45 if len(random) > FEW_BLOCKS else 0.3):
        return FileTriage("encrypted", "mostly_random", kind)
    return FileTriage("intact", "", kind)


def _is_text(content: bytes) -> bool:
    """Whether bytes are text in UTF-8, UTF-16 or one of the Latin encodings."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(byte < 9 or 13 < byte < 27 or byte in (11, 127) for byte in content)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as trouble:
        if trouble.start < len(content) - 4:
            return controls == 0 and sum(0x80 <= b < 0xA0 for b in content) <= len(content) // 32
    return controls * 50 <= len(content)


def _is_note(name: str, ending: str, size: int, content: bytes) -> bool:
    if size > _LARGEST_NOTE or (ending and ending not in _NOTE_ENDINGS):
        return False
    if not _NOTE_TEXT[2].search(content):
        return False
    signs = sum(bool(pattern.search(content)) for pattern in _NOTE_TEXT)
    return signs == len(_NOTE_TEXT) or (signs == 3 and bool(_NOTE_NAME.search(name)))


def places(size: int) -> tuple[int, ...]:
    """Where blocks of a file of this size begin: all of them, or `MOST_BLOCKS` evenly spread."""
    count = max(-(-(size - SMALLEST) // BLOCK), 1)
    if count <= MOST_BLOCKS:
        return tuple(BLOCK * at for at in range(count))
    return tuple(BLOCK * (at * (count - 1) // (MOST_BLOCKS - 1)) for at in range(MOST_BLOCKS))
