import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.readers.findings import _json
from endigue.readers.findings._json import NO_OBJECT, STOPS, at_path, documents, first_object

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
OBJECTS = st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), max_size=8)


@pytest.mark.parametrize("chunk", [1, 7, 1 << 20])
@settings(max_examples=40)
@given(objects=OBJECTS)
def test_lines_arrays_and_objects_one_after_another_give_the_same(
    chunk: int, objects: list[dict[str, object]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_json, "_CHUNK", chunk)
        for text in (
            "\n".join(map(json.dumps, objects)),
            json.dumps(objects),
            json.dumps(objects, indent=2),
            "\n".join(json.dumps(each, indent=4) for each in objects),
            "".join(map(json.dumps, objects)),
        ):
            found = [document for _, document in documents(io.StringIO(text), "f")]
            assert found == objects


def test_a_broken_line_is_told_and_the_next_ones_are_read() -> None:
    text = 'oops\n{"a": 1}\n{"a": \n\n[1]\n{"a": 2}\n'
    assert list(documents(io.StringIO(text), "f")) == [
        (1, NO_OBJECT),
        (2, {"a": 1}),
        (3, NO_OBJECT),
        (5, NO_OBJECT),
        (6, {"a": 2}),
    ]


def test_a_cut_array_gives_what_stands_before_the_cut() -> None:
    text = '[{"a": 1}, 5, {"a": 2}, {"a": '
    assert list(documents(io.StringIO(text), "f")) == [
        (1, {"a": 1}),
        (2, NO_OBJECT),
        (3, {"a": 2}),
        (4, STOPS),
    ]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "\ufeff", "", "{", "\x00"])
def test_hostile_text_ends(text: str) -> None:
    found = list(documents(io.StringIO(text), "f"))
    assert all(document in {NO_OBJECT, STOPS} for _, document in found)


def test_a_document_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json, "LONGEST", 1_000)
    monkeypatch.setattr(_json, "_CHUNK", 100)
    stream = io.StringIO('[{"a": "' + "x" * 100_000 + '"}]')
    assert list(documents(stream, "f")) == [(1, STOPS)]
    assert stream.tell() < 10_000


@given(VALUES.filter(bool), st.integers(0, 60))
def test_the_first_object_is_read_as_far_as_the_text_goes(value: object, cut: int) -> None:
    text = json.dumps([{"type": "x", "value": value}])
    found = first_object(text[:cut])
    whole = first_object(text)
    assert whole == {"type": "x", "value": value}
    assert set(found) <= {"type", "value"}
    assert found.get("type") in {None, "x"}


def test_paths_go_through_keys_and_through_keys_with_dots() -> None:
    assert at_path({"host": {"name": "a"}}, "host.name") == "a"
    assert at_path({"host.name": "a"}, "host.name") == "a"
    assert at_path({"host": "a"}, "host.name") is None
    assert at_path(None, "host") is None
