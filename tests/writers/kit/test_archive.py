import struct
import zipfile
from io import BytesIO

import pytest
import pyzipper

from endigue.writers.kit.archive import LEAST_CHARACTERS, archive

PASSPHRASE = "six words that nobody would guess"
DOCUMENTS = {"sheets.pdf": b"%PDF " + b"x" * 500, "forms/é.txt": "é".encode()}


def test_it_is_opened_with_the_passphrase_and_with_no_other() -> None:
    packed = archive(DOCUMENTS, PASSPHRASE)
    with pyzipper.AESZipFile(BytesIO(packed)) as opened:
        opened.setpassword(PASSPHRASE.encode())
        assert {name: opened.read(name) for name in opened.namelist()} == DOCUMENTS
    with pyzipper.AESZipFile(BytesIO(packed)) as opened:
        opened.setpassword(b"six words that nobody would know")
        with pytest.raises(RuntimeError, match="password"):
            opened.read("sheets.pdf")


def test_every_member_is_encrypted_with_aes_256() -> None:
    with zipfile.ZipFile(BytesIO(archive(DOCUMENTS, PASSPHRASE))) as opened:
        for member in opened.infolist():
            assert member.flag_bits & 1
            assert member.compress_type == 99
            kind, size, version, vendor, strength = struct.unpack("<HHH2sB", member.extra[:9])
            # APPNOTE and WinZip's AES specification: AE-2, strength 3 is 256 bits.
            assert (kind, size, version, vendor, strength) == (0x9901, 7, 2, b"AE", 3)
            assert member.CRC == 0


def test_a_change_of_one_bit_is_seen() -> None:
    packed = bytearray(archive(DOCUMENTS, PASSPHRASE))
    packed[80] ^= 1
    with pyzipper.AESZipFile(BytesIO(bytes(packed))) as opened:
        opened.setpassword(PASSPHRASE.encode())
        with pytest.raises(Exception, match=r".+"):
            opened.read("sheets.pdf")


def test_a_passphrase_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match=str(LEAST_CHARACTERS)):
        archive(DOCUMENTS, "x" * (LEAST_CHARACTERS - 1))
