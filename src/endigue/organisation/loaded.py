"""An organisation as it was read from its folder."""

from dataclasses import dataclass

from endigue.organisation.model import Organisation
from endigue.organisation.problems import Problem


@dataclass(frozen=True, slots=True)
class Loaded:
    """An organisation without an error."""

    organisation: Organisation
    warnings: tuple[Problem, ...]
    """What is odd in the files, such as columns that nobody knows."""
    digest: str
    """SHA-256 in hexadecimal over the names of all files of the folder and their hashes."""
    files: dict[str, str]
    """SHA-256 in hexadecimal of the bytes of every file, by its name."""
