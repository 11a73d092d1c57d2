"""What can be made again, kept so that it need not be: compiled rules, machine code.

A cache belongs to the user: whoever can write there can already run programs as the user.
"""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of files by name; None where nothing can be kept."""

    folder: Path | None

    def read(self, name: str) -> bytes | None:
        """What was kept; None where it is not there."""
        if self.folder is None:
            return None
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, content: bytes) -> bool:
        """Keep it; whether that could be done."""
        if self.folder is None:
            return False
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as stream:
                stream.write(content)
            os.replace(stream.name, self.folder / name)  # noqa: PTH105 - Path.replace says the same
            return True
        return False


def name_of(*made_from: bytes) -> str:
    """A name that is another as soon as one of these is another: SHA-256, in hexadecimal."""
    digest = sha256()
    for each in made_from:
        digest.update(len(each).to_bytes(8, "big") + each)
    return digest.hexdigest()


def sealed(content: bytes) -> bytes:
    """The content behind its own digest."""
    return sha256(content).digest() + content


def opened(kept: bytes) -> bytes | None:
    """What was sealed; None where it is not what was sealed."""
    content = kept[sha256().digest_size :]
    return content if sealed(content) == kept else None


def user_cache() -> Path | None:
    """Where the user's programs keep what they can make again; None where nobody is at home."""
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return Path(given or Path.home() / ".cache") / "endigue"
    except RuntimeError:
        return None
