"""Fixtures that every reader of findings uses."""

from collections.abc import Callable
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data" / "evidence"


@pytest.fixture(scope="session")
def evidence_data() -> Path:
    """The folder of small files in the shapes of the tools."""
    return DATA


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and give its path."""

    def write(content: str | bytes, name: str = "findings.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
