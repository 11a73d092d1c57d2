"""The type of a file by its first bytes."""

HEAD = 512
"""Bytes of the beginning that tell a type."""

_AT_START: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"JM\x01\x00PK", "jmod"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"ElfFile\x00", "evtx"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "lnk"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"PAR1", "parquet"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"ID3", "mp3"),
    (b"wOFF", "woff"),
    (b"wOF2", "woff2"),
    (b"\x00\x01\x00\x00", "ttf"),
    (b"OTTO", "otf"),
    (b"{\\rtf", "rtf"),
    (b"\xca\xfe\xba\xbe", "class"),
    (b"regf", "hive"),
    (b"!<arch>\n", "ar"),
    (b"<?xml", "xml"),
    (b"!BDN", "pst"),
    (b"\xde\x12\x04\x95", "mo"),
    (b"\x95\x04\x12\xde", "mo"),
    (b"\xa7\x0d\x0d\x0a", "pyc"),
    (b"\xcb\x0d\x0d\x0a", "pyc"),
)

_AFTER: tuple[tuple[int, bytes, str], ...] = (
    (8, b"WEBP", "webp"),
    (8, b"WAVE", "wav"),
    (8, b"AVI ", "avi"),
    (4, b"ftyp", "mp4"),
    (257, b"ustar", "tar"),
)


def type_of(head: bytes) -> str:
    """The type that the first `HEAD` bytes show; `html` for a page; empty for none that is
    known, which a text has too.
    """
    for start, name in _AT_START:
        if head.startswith(start):
            return name
    for place, mark, name in _AFTER:
        if head[place : place + len(mark)] == mark:
            return name
    beginning = head[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if beginning.startswith((b"<!doctype html", b"<html")) else ""
