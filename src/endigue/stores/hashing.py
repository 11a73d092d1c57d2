"""The SHA-256 of a file of any size."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from endigue.desk.custody import Hashed
from endigue.desk.refusal import Refusal

PIECE = 1 << 20


def hash_file(file: str, progress: Callable[[int], None]) -> Hashed:
    """Hash it piece by piece; `progress` is told how many bytes were read. Raises Refusal where
    it cannot be read to its end.
    """
    digest, size = sha256(), 0
    try:
        with Path(file).open("rb") as stream:
            while piece := stream.read(PIECE):
                digest.update(piece)
                size += len(piece)
                progress(size)
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=file, why=trouble.strerror or "") from None
    return Hashed(digest.hexdigest(), size)
