from hypothesis import given
from hypothesis import strategies as st

from endigue.readers.events.newlines import Newlines


@given(
    st.lists(st.sampled_from([b"\n", b"\x0b", b"\x8a", b"a" * 700, b"\n" * 9]), max_size=40).map(
        b"".join
    ),
    st.data(),
)
def test_newlines_are_those_that_python_counts(text, data) -> None:
    found = Newlines(text)
    assert found.count == text.count(b"\n")
    place = data.draw(st.integers(0, len(text)))
    assert found.before(place) == text.count(b"\n", 0, place)
