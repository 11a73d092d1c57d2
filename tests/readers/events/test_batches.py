import json

from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.sigma.rules import Logsource
from endigue.readers.events import batches
from endigue.readers.events.batches import Tokenizer

KEYS = st.sampled_from(["a", "b", "cc", 'q"\\', "é"])
LEAVES = st.one_of(
    st.text(max_size=12), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(), st.none(),
)  # fmt: skip
DOCUMENTS = st.recursive(
    st.dictionaries(KEYS, LEAVES, max_size=4),
    lambda inner: st.dictionaries(KEYS, inner, max_size=3),
).filter(lambda document: isinstance(document, dict))
EVENTS = st.lists(st.dictionaries(KEYS, st.one_of(LEAVES, DOCUMENTS), max_size=5), max_size=6)


def leaves(document, keys=()):
    for key, value in document.items():
        if isinstance(value, dict):
            yield from leaves(value, (*keys, key))
        else:
            yield ".".join((*keys, key)), value


def as_rules_see(value):
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


def rows(tokenizer, text):
    found = []
    for events in tokenizer.batches(text, Logsource()):
        for row in range(events.rows):
            event = {}
            for name in events.columns:
                column = events.column(name)
                if column is not None and column.codes[row] >= 0:
                    event[name] = column.values[int(column.codes[row])]
            found.append(event)
    return found


@given(EVENTS, st.sampled_from(["\n", "", ",\n", "\r\n "]), st.booleans(), st.booleans())
def test_columns_hold_what_the_documents_say(events, between, ascii_only, spaced) -> None:
    separators = (", ", " : ") if spaced else (",", ":")
    text = between.join(
        json.dumps(each, ensure_ascii=ascii_only, separators=separators) for each in events
    ).encode()
    expected = [{k: as_rules_see(v) for k, v in leaves(each)} for each in events]
    wanted = frozenset(name for each in expected for name in each)
    tokenizer = Tokenizer(wanted)
    assert rows(tokenizer, text) == expected
    assert rows(tokenizer, text) == expected, "and so it is once all paths are known"
    assert tokenizer.broken_count == 0


@given(EVENTS.filter(len), st.data())
def test_a_cut_document_is_left_for_the_next_text(events, data) -> None:
    text = b"\n".join(json.dumps(each).encode() for each in events)
    cut = data.draw(st.integers(0, len(text)))
    tokenizer = Tokenizer(frozenset({"a", "b"}))
    first = rows(tokenizer, text[:cut])
    rest = text[tokenizer.rest :]
    assert first + rows(tokenizer, rest) == rows(tokenizer, text)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_to_an_end(text) -> None:
    tokenizer = Tokenizer(frozenset({"a"}))
    rows(tokenizer, text)
    assert 0 <= tokenizer.rest <= len(text)


def test_a_broken_line_takes_nothing_else_with_it() -> None:
    text = b'{"a":1}\n{"a":oops"}\nnothing\n{"a" 3}\n{"a":4}\n'
    tokenizer = Tokenizer(frozenset({"a"}))
    found = rows(tokenizer, text)
    assert [each["a"] for each in (found[0], found[-1])] == ["1", "4"]
    assert text.index(b"nothing") in tokenizer.broken


def test_more_paths_than_there_is_room_for_are_passed_over(monkeypatch) -> None:
    monkeypatch.setattr(batches, "MOST_PATHS", 8)
    events = [{f"k{n}": n, "a": n} for n in range(50)]
    text = b"\n".join(json.dumps({"a": 0} | each).encode() for each in events)
    found = rows(Tokenizer(frozenset({"a"})), text)
    assert [each["a"] for each in found] == [str(n) for n in range(50)]


def test_more_rows_than_there_is_room_for_become_several_batches() -> None:
    text = b'{"a":1}' * (batches.MOST_ROWS + 5)
    sizes = [events.rows for events in Tokenizer(frozenset({"a"})).batches(text, Logsource())]
    assert sizes == [batches.MOST_ROWS, 5]
