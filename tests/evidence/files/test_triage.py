import io
import os
import random
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import typst
from PIL import Image

from endigue.evidence.files.randomness import BLOCK
from endigue.evidence.files.triage import FileTriage, places, triage
from endigue.evidence.files.types import HEAD, type_of
from endigue.readers.files_tree.structure import sound

Cipher = Callable[[bytes, int], bytes]
REAL_FILES = 3_000


def judged(name: str, content: bytes) -> FileTriage:
    blocks = tuple(content[at : at + BLOCK] for at in places(len(content)))
    return triage(name, len(content), content, blocks, sound(type_of(content[:HEAD]), content))


def in_turns(content: bytes, cipher: Cipher, offset: int, kept: int = 0) -> bytes:
    out = bytearray(content)
    for at in range(kept, len(content), 32_768):
        out[at : at + 16_384] = cipher(bytes(out[at : at + 16_384]), offset + at)
    return bytes(out)


MANNERS: dict[str, Callable[[bytes, Cipher, int], bytes]] = {
    "full": lambda content, cipher, at: cipher(content, at),
    "first 64 KB": lambda content, cipher, at: cipher(content[:65_536], at) + content[65_536:],
    "in turns": in_turns,
    "header kept": lambda content, cipher, at: in_turns(content, cipher, at, 4096),
}
LEAST = {"full": 0.99, "first 64 KB": 0.99, "in turns": 0.99, "header kept": 0.95}


def made() -> Iterator[tuple[str, bytes]]:
    """Office, PDF and JPEG files, which machines like this one have few of."""
    chance = np.random.default_rng(5)
    for number in range(60):
        out = io.BytesIO()
        noise = chance.integers(0, 255, (90 + number, 120, 3), dtype=np.uint8)
        picture = Image.fromarray(noise).resize((400, 300 + number))
        picture.save(out, "JPEG", quality=60 + number % 35, progressive=bool(number % 2))
        yield f"photo {number}.jpg", out.getvalue()
        words = " ".join(f"mot{value}" for value in chance.integers(0, 900, 2500))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", f"<w:document>{words}</w:document>")
        yield f"lettre {number}.docx", out.getvalue()
        book = openpyxl.Workbook()
        for row in chance.integers(0, 10_000, (200, 8)).tolist():
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        yield f"tableau {number}.xlsx", out.getvalue()
        if number % 6 == 0:
            yield f"courrier {number}.pdf", typst.compile(f"= Courrier {number}\n{words}".encode())


def real() -> Iterator[tuple[str, bytes]]:
    """Files of the machine from 512 bytes to 2 MB, at most 80 of each ending."""
    by_ending: dict[str, list[str]] = defaultdict(list)
    for root in ("/usr", "/etc", "/opt"):
        for parent, _, names in os.walk(root):
            for name in names:
                by_ending[Path(name).suffix.lower()].append(f"{parent}/{name}")
    chance = random.Random(7)
    for paths in by_ending.values():
        taken = 0
        for path in chance.sample(sorted(paths), len(paths)):
            if taken == 80:
                break
            try:
                if Path(path).is_symlink() or not 512 <= Path(path).stat().st_size <= 2 << 20:
                    continue
                content = Path(path).read_bytes()
            except OSError:
                continue
            taken += 1
            yield Path(path).name, content


def test_true_and_false_positives_on_thousands_of_real_files(
    encrypt: Cipher, record_property: Callable[[str, object], None]
) -> None:
    files = [*made()]
    for count, each in enumerate(real()):
        if count >= REAL_FILES:
            break
        files.append(each)
    if len(files) < REAL_FILES:
        pytest.skip(f"FEW FILES: this machine has {len(files)}, so this test proved nothing")
    chance = random.Random(11)
    flagged: Counter[str] = Counter()
    found: dict[str, Counter[bool]] = defaultdict(Counter)
    for name, content in files:
        verdict = judged(name, content)
        if verdict.verdict == "encrypted":
            flagged[f"{Path(name).suffix} {verdict.why}"] += 1
        for manner, change in MANNERS.items():
            if manner == "header kept" and len(content) <= 5 << 10:
                continue
            spoiled = change(content, encrypt, chance.randrange(1 << 20))
            found[manner][judged(name, spoiled).verdict == "encrypted"] += 1
    shares = {manner: seen[True] / seen.total() for manner, seen in found.items()}
    record_property("table", f"{len(files)} files, flagged {dict(flagged)}, found {shares}")
    assert flagged.total() < 0.01 * len(files), flagged
    for manner, least in LEAST.items():
        assert shares[manner] > least, (manner, shares)


def test_the_cipher_is_the_one_of_the_standard(chacha: Callable) -> None:
    """RFC 8439, section 2.3.2."""
    nonce = bytes.fromhex("000000090000004a00000000")
    block = chacha(bytes(range(32)), nonce, 1, 1).tobytes()
    assert block.hex().startswith(
        "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
    )


@pytest.mark.parametrize(
    ("name", "text", "note"),
    [
        ("README_DECRYPT.txt", "All your files are encrypted. To decrypt pay 1 BTC", True),
        ("LISEZ-MOI.txt", "Vos fichiers ont été chiffrés. Pour déchiffrer : monero", True),
        ("notes.txt", "How to encrypt and decrypt a disk of your own", False),
        ("bitcoin.txt", "the price of bitcoin", False),
    ],
)  # fmt: skip
def test_a_ransom_note_is_told_by_what_it_says(name: str, text: str, note: bool) -> None:
    assert (judged(name, text.encode()).verdict == "note") == note


def test_an_ending_that_was_added_is_named_as_the_reason(encrypt: Cipher) -> None:
    content = encrypt(b"hello world " * 500, 3)
    assert judged("lettre.docx.locked", content) == FileTriage("encrypted", "ending_added")
    assert judged("lettre.docx", content).why == "beginning_is_not_of_its_type"
    assert judged("notes.txt", content).why == "text_is_random"
    assert judged("x.gpg", content).verdict == "intact"
    assert judged("empty", b"").verdict == "intact"


def test_blocks_cover_a_file_evenly_from_its_first_to_its_last() -> None:
    assert places(100) == (0,)
    assert places(3 * BLOCK) == (0, BLOCK, 2 * BLOCK)
    spread = places(100 << 20)
    assert (len(spread), spread[0], spread[-1]) == (32, 0, (100 << 20) - BLOCK)
