from hypothesis import given
from hypothesis import strategies as st

from endigue.readers.certificate_order import in_order


def element(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def answer(certificates: list[bytes]) -> bytes:
    held = b"".join(element(0x30, one) for one in certificates)
    signed = element(0x30, element(2, b"\3") + element(0x31, b"") + element(0x30, b"data")
                     + element(0xA0, held) + element(0x31, b"signers"))  # fmt: skip
    token = element(0x30, element(6, b"oid") + element(0xA0, signed))
    return element(0x30, element(0x30, b"status") + token)


CERTIFICATES = st.lists(st.binary(max_size=300), max_size=5)


@given(CERTIFICATES)
def test_the_order_of_the_set_is_that_of_der_and_nothing_else_changes(
    certificates: list[bytes],
) -> None:
    inside = sorted(certificates, key=lambda one: element(0x30, one))
    assert in_order(answer(certificates)) == answer(inside)


@given(st.binary(max_size=200))
def test_what_is_no_der_stays_as_it_is_or_keeps_its_bytes(content: bytes) -> None:
    assert sorted(in_order(content)) == sorted(content)


@given(CERTIFICATES, st.data())
def test_a_damaged_answer_keeps_its_length(certificates: list[bytes], data: st.DataObject) -> None:
    whole = bytearray(answer(certificates))
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert len(in_order(bytes(whole))) == len(whole)
