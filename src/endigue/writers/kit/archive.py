"""The kit as one encrypted file: AES-256 in a ZIP (WinZip AE-2).

Chosen because whoever receives it on a strange laptop can open it with what is at hand: 7-Zip,
WinZip, Keka, The Unarchiver, libarchive. Its key derivation (PBKDF2-SHA1, 1,000 rounds) is weak, so
only a long passphrase protects it, and short ones are refused.
"""

from collections.abc import Mapping
from io import BytesIO

import pyzipper
from pyzipper.zipfile_aes import AESZipInfo

LEAST_CHARACTERS = 20
"""Of a passphrase: five or six words. With 1,000 rounds, a short one is guessed within days."""

SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""In the headers, which are not encrypted: they say nothing."""


def archive(documents: Mapping[str, bytes], passphrase: str) -> bytes:
    """The encrypted ZIP. Raises ValueError where the passphrase is too short."""
    if len(passphrase) < LEAST_CHARACTERS:
        raise ValueError(f"a passphrase has at least {LEAST_CHARACTERS} characters")
    out = BytesIO()
    with pyzipper.AESZipFile(
        out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as packed:
        packed.setpassword(passphrase.encode())
        packed.setencryption(pyzipper.WZ_AES, nbits=256)
        for name, content in documents.items():
            packed.writestr(AESZipInfo(name, SAME_DAY), content)
    return out.getvalue()
