"""Serials of sheets: the form's code, a number, and a digit that catches slips of the pen.

`CS-000123-7`. The last digit is ISO/IEC 7064 MOD 11,10 over the code (letters as A = 10 to
Z = 35) and the number: it catches every single wrong digit and most swapped neighbours.
"""

import re

MOST = 999_999
"""The highest number of a form."""

_SHAPE = re.compile(r"([A-Z]{2,4})[- ]?([0-9]{6})[- ]?([0-9])")


def serial(code: str, number: int) -> str:
    """The serial as printed. Raises ValueError where the number does not fit."""
    if not 1 <= number <= MOST:
        raise ValueError(f"a sheet is numbered from 1 to {MOST}, not {number}")
    return f"{code}-{number:06d}-{_check_digit(code, number)}"


def parse_serial(text: str) -> tuple[str, int]:
    """Code and number of a serial as people type it, with or without its dashes, in any case.

    Raises ValueError where it is no serial or its last digit does not fit.
    """
    found = _SHAPE.fullmatch(text.strip().upper())
    if found is None:
        raise ValueError(f"'{text}' is no serial: write for example CS-000123-7")
    code, number = found[1], int(found[2])
    if not number or int(found[3]) != _check_digit(code, number):
        raise ValueError(f"the last digit of '{text}' does not fit: read the serial again")
    return code, number


def _check_digit(code: str, number: int) -> int:
    digits = "".join(str(int(letter, 36)) for letter in code) + f"{number:06d}"
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10
