"""PDF looked at as a reader sees it: text, and pixels."""

from collections.abc import Callable

import numpy as np
import pypdfium2
import pytest


@pytest.fixture(scope="session")
def pages() -> Callable[..., list[np.ndarray]]:
    """The pages as pictures in grey, at so many dots an inch."""

    def rendered(pdf: bytes, dpi: int = 150) -> list[np.ndarray]:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [
                page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze().copy()
                for page in document
            ]
        finally:
            document.close()

    return rendered


@pytest.fixture(scope="session")
def words() -> Callable[[bytes], list[str]]:
    """The text of every page, its blanks made even."""

    def read(pdf: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(pdf)
        try:
            texts = [page.get_textpage().get_text_bounded() for page in document]
            return [" ".join(text.split()) for text in texts]
        finally:
            document.close()

    return read
