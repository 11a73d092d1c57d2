import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.continuity.handwork.serials import MOST, parse_serial, serial

codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=4)
numbers = st.integers(1, MOST)


@given(codes, numbers)
def test_a_serial_is_read_back_with_or_without_dashes_and_in_any_case(
    code: str, number: int
) -> None:
    text = serial(code, number)
    for typed in (text, text.replace("-", ""), text.replace("-", " "), f" {text.lower()} "):
        assert parse_serial(typed) == (code, number)


@given(codes, numbers, st.data())
def test_every_single_wrong_digit_is_caught(code: str, number: int, data: st.DataObject) -> None:
    text = serial(code, number)
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    with pytest.raises(ValueError, match="digit"):
        parse_serial(text[:place] + other + text[place + 1 :])


def test_most_swapped_neighbours_are_caught() -> None:
    swaps = caught = 0
    for number in range(1, 3000):
        text = serial("CS", number)
        for place in (5, 6, 7):
            if text[place] != text[place + 1]:
                swaps += 1
                wrong = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
                try:
                    parse_serial(wrong)
                except ValueError:
                    caught += 1
    assert caught / swaps > 0.95


def test_the_check_digit_is_that_of_the_standard() -> None:
    # ISO/IEC 7064 MOD 11,10 of 0794 is 5; here the code's letters come first as two digits each,
    # so A A is 10 10 and the number 000794.
    product = 10
    for digit in "1010000794":
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    assert serial("AA", 794)[-1] == str((11 - product) % 10)


@pytest.mark.parametrize("text", ["", "CS-123-7", "C-000123-7", "CS-000000-1", "CS_000123_7", "٣"])
def test_other_texts_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"serial|digit"):
        parse_serial(text)


@pytest.mark.parametrize("number", [0, -1, MOST + 1])
def test_a_number_that_does_not_fit_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="numbered"):
        serial("CS", number)
