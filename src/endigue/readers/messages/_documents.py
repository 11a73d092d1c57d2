"""Links in PDF and Office files, names in archives, QR codes in pictures: within bounds.

Nothing is unpacked to disk, no document is rendered, no macro is read: only what names an
address or a file is looked for.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import zxingcpp
from PIL import Image

from endigue.evidence.messages.message import LinkPlace, MessageLink
from endigue.evidence.messages.traits import RUNS, sort_of
from endigue.readers.messages._html import html_links

LARGEST_UNPACKED = 32 << 20
"""Bytes that are unpacked of one document, in all; assumed."""
LARGEST_ENTRY = 4 << 20
"""Bytes that are unpacked of one entry of an archive."""

MOST_STREAMS = 2_000
MOST_ENTRIES = 2_000
MOST_PIXELS = 25_000_000
MOST_LINKS = 500

_PDF_ADDRESS = re.compile(rb"/URI\s*\(((?:[^()\\]|\\.){1,2000})\)")
_PDF_HEX_ADDRESS = re.compile(rb"/URI\s*<([0-9a-fA-F\s]{2,4000})>")
_PDF_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_TARGET = re.compile(rb"""Target\s*=\s*["'](https?://[^"']{1,2000})["']""", re.IGNORECASE)
_FIELD = re.compile(rb"""HYPERLINK\s+(?:&quot;|")(https?://[^"&]{1,2000})""")
_BROKEN = (BadZipFile, NotImplementedError, ValueError, OSError, zlib.error, EOFError, RuntimeError)
_ENTITIES = ((b"&amp;", b"&"), (b"&#38;", b"&"))


def look_inside(content: bytes, real_type: str) -> tuple[list[MessageLink], list[str], list[str]]:
    """Links of an attachment, its traits, and codes of what was not read in it."""
    if real_type == "pdf":
        return _pdf(content), [], []
    if real_type == "zip":
        return _zip(content)
    if real_type in ("png", "jpeg", "gif", "webp", "bmp"):
        return _picture(content)
    if real_type == "html":
        return html_links(content.decode("utf-8", "replace"))[0], [], []
    return [], [], []


def _links(found: Iterator[bytes], place: LinkPlace) -> list[MessageLink]:
    texts = dict.fromkeys(each.decode("utf-8", "replace") for each in found)
    return [MessageLink(text, place) for text in texts][:MOST_LINKS]


def _pdf(content: bytes) -> list[MessageLink]:
    return _links(_pdf_addresses(content), "pdf")


def _pdf_addresses(content: bytes) -> Iterator[bytes]:
    """Addresses of link annotations, outside streams and inside those that Flate packs."""
    yield from _addresses(content)
    left = LARGEST_UNPACKED
    for number, start in enumerate(_PDF_STREAM.finditer(content)):
        if number >= MOST_STREAMS or left <= 0:
            return
        try:
            unpacked = zlib.decompressobj().decompress(content[start.end() :], min(left, 4 << 20))
        except zlib.error:
            continue
        left -= len(unpacked)
        yield from _addresses(unpacked)


def _addresses(text: bytes) -> Iterator[bytes]:
    for found in _PDF_ADDRESS.finditer(text):
        yield _ESCAPED.sub(rb"\1", found[1])
    for found in _PDF_HEX_ADDRESS.finditer(text):
        digits = b"".join(found[1].split())
        yield bytes.fromhex(digits[: len(digits) // 2 * 2].decode())


def _zip(content: bytes) -> tuple[list[MessageLink], list[str], list[str]]:
    links: list[MessageLink] = []
    traits: dict[str, None] = {}
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            for entry in entries[:MOST_ENTRIES]:
                if entry.flag_bits & 1:
                    traits["encrypted"] = None
                if entry.filename.lower().endswith("vbaproject.bin"):
                    traits["macros"] = None
                elif sort_of(entry.filename) in RUNS and len(traits) < 20:
                    traits[f"holds: {entry.filename[:100]}"] = None
            links, clipped = _office(archive)
    except (
        BadZipFile,
        NotImplementedError,
        ValueError,
        OSError,
        zlib.error,
        EOFError,
        RuntimeError,
    ):
        # A broken or hostile archive is told as such; zipfile raises each of these.
        return links, list(traits), ["message.archive_broken"]
    bad = ["message.archive_clipped"] if clipped or len(entries) > MOST_ENTRIES else []
    return links, list(traits), bad


def _office(archive: ZipFile) -> tuple[list[MessageLink], bool]:
    """External targets of the relations, and hyperlinks that are fields of the text; whether
    more is there than was unpacked.
    """
    left = LARGEST_UNPACKED
    clipped = False
    found: dict[bytes, None] = {}
    for entry in archive.infolist()[:MOST_ENTRIES]:
        name = entry.filename.lower()
        if not name.endswith((".rels", "document.xml", "content.xml")) or entry.flag_bits & 1:
            continue
        with archive.open(entry) as stream:
            text = stream.read(min(left, LARGEST_ENTRY))
        left -= len(text)
        clipped |= len(text) < entry.file_size
        for pattern in (_TARGET, _FIELD):
            for each in pattern.finditer(text):
                address = each[1]
                for entity, letter in _ENTITIES:
                    address = address.replace(entity, letter)
                found[address] = None
        if left <= 0:
            break
    outside = (each for each in found if b"schemas." not in each)
    links = _links(outside, "office")
    return links, clipped


def _picture(content: bytes) -> tuple[list[MessageLink], list[str], list[str]]:
    try:
        with Image.open(BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return [], [], ["message.picture_too_large"]
            codes = zxingcpp.read_barcodes(picture.convert("L"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, EOFError):
        # Pillow raises each of these for pictures that are damaged or hostile.
        return [], [], ["message.picture_broken"]
    return [MessageLink(code.text[:4096], "qr") for code in codes if code.text], [], []
