from collections.abc import Callable

import pytest

from endigue.evidence.files.randomness import BLOCK, chi_square, looks_random


def test_the_statistic_is_that_of_the_definition() -> None:
    block = bytes(range(256)) * 3 + b"\0" * 256
    expected = len(block) / 256
    counts = [3 + 256, *[3] * 255]
    assert chi_square(block) == pytest.approx(sum((n - expected) ** 2 / expected for n in counts))


def test_a_cipher_looks_random_and_a_text_does_not(encrypt: Callable) -> None:
    text = (b"The quick brown fox jumps over the lazy dog. " * 100)[:BLOCK]
    assert not looks_random(text)
    assert sum(looks_random(encrypt(text, 4096 * n)) for n in range(1000)) >= 990
    assert not looks_random(encrypt(text[:200], 0))
