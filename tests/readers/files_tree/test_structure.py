import bz2
import gzip
import io
import lzma
import random
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from endigue.evidence.files.types import type_of
from endigue.readers.files_tree.structure import sound

BODY = random.Random(3).randbytes(40_000)


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (100, 100), BODY[:30_000]).save(out, form)
    return out.getvalue()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", BODY)
    return out.getvalue()


def database() -> bytes:
    with sqlite3.connect(":memory:") as base:
        base.execute("create table t (a)")
        base.executemany("insert into t values (?)", [("row " + "x" * 90,)] * 900)
        base.commit()
        return base.serialize()


FILES: dict[str, Callable[[], bytes]] = {
    "png": lambda: picture("PNG"), "jpeg": lambda: picture("JPEG"), "gif": lambda: picture("GIF"),
    "gzip": lambda: gzip.compress(BODY),
    "bz2": lambda: bz2.compress(BODY), "xz": lambda: lzma.compress(BODY), "zip": zipped,
    "sqlite": database,
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(FILES))
def test_a_sound_file_is_sound_and_one_encrypted_behind_its_beginning_is_not(
    kind: str, encrypt: Callable[[bytes, int], bytes]
) -> None:
    content = FILES[kind]()
    assert type_of(content) == kind
    assert sound(kind, content) is True
    kept = 4096 if len(content) > 8192 else 100
    assert sound(kind, content[:kept] + encrypt(content[kept:], 77)) is False


@pytest.mark.parametrize("kind", [*FILES, "pdf", "evtx", "ole", "woff", "mo", "elf", "wav", "webp"])
def test_no_bytes_behind_a_true_beginning_break_a_check(kind: str) -> None:
    heads = {"pdf": b"%PDF-", "evtx": b"ElfFile\x00", "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
             "woff": b"wOFF", "mo": b"\xde\x12\x04\x95", "elf": b"\x7fELF\x02\x01",
             "wav": b"RIFF",
        "webp": b"RIFF"}  # fmt: skip
    chance = random.Random(9)
    for size in (0, 3, 16, 40, 200, 5000):
        head = heads[kind] if kind in heads else FILES[kind]()[:24]
        sound(kind, head + bytes(chance.randrange(256) for _ in range(size)))


def test_a_gzip_bomb_is_not_judged_beyond_the_bound(tmp_path: Path) -> None:
    assert sound("gzip", gzip.compress(b"\0" * (80 << 20), 9)) is None
