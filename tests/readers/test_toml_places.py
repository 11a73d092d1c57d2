"""Places in a TOML text against places counted by eye, and against what tomllib reads."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.columns import Path
from endigue.readers.toml_places import DEEPEST, places_of
from endigue.writers.toml_text import toml_key, toml_value

TEXT = '''\
# services
name = "x" # [not a table]
"quoted \\u00e9" = 1

[[service]]
id = "a"
needs = { all = ["b", { any = ["c",
  "d]"] }] }

[[service]]
id = "b"
text = """
[[service]]
"""
[service.more]
deep.er = 'x'
'''


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("name",), (2, 1)),
        (("quoted é",), (3, 1)),
        (("service", 0), (5, 1)),
        (("service", 0, "needs", "all", 0), (7, 18)),
        (("service", 0, "needs", "all", 1, "any", 1), (8, 3)),
        (("service", 1), (10, 1)),
        (("service", 1, "id"), (11, 1)),
        (("service", 1, "more", "deep", "er"), (16, 1)),
    ],
)
def test_everything_stands_where_the_eye_finds_it(path: Path, place: tuple[int, int]) -> None:
    assert places_of(TEXT)[path] == place


def test_windows_line_ends_move_nothing() -> None:
    assert places_of(TEXT.replace("\n", "\r\n")) == places_of(TEXT)


def paths_in(value: object, path: Path = ()) -> set[Path]:
    if isinstance(value, dict):
        items: list[tuple[str | int, object]] = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    else:
        return set()
    return {found for key, each in items for found in ((*path, key), *paths_in(each, (*path, key)))}


scalars = (
    st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=8)
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.datetimes()
    | st.dates()
)
keys = st.sampled_from(["a", "b", "c-1", "é", "x.y", 'q"', "", "[t]", "#"])
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=10,
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """TOML in several shapes: keys, tables, lists of tables, white space and comments."""
    lines: list[str] = []
    gap = st.sampled_from(["", "# [x] = '", "  "])

    def pairs(table: dict[str, object]) -> None:
        for key, value in table.items():
            lines.append(f"{draw(st.sampled_from(['', ' ']))}{toml_key(key)} = {toml_value(value)}")
            lines.append(draw(gap))

    tables = st.dictionaries(keys, values, max_size=3)
    pairs(draw(tables))
    for place, name in enumerate(draw(st.lists(st.sampled_from(["one", "two"]), max_size=4))):
        lines.append(f"[[ list_{name} ]] # comment")
        pairs(draw(tables))
        if draw(st.booleans()):
            lines.append(f"[list_{name}.inner.'t{place}']")
            pairs(draw(tables))
    lines.append(f'multi = """{draw(st.sampled_from(["", "x", chr(10), "[a]", "a = 1"]))}"""')
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n# end"]))


@given(documents())
def test_every_path_that_tomllib_reads_has_a_place_and_no_other(text: str) -> None:
    assert set(places_of(text)) == paths_in(tomllib.loads(text))


def test_a_place_begins_with_its_key() -> None:
    text = 'a = [ { bb = 1 }, 2 ]\n  ccc = "x"'
    lines = text.split("\n")
    for path, (line, column) in places_of(text).items():
        if isinstance(path[-1], str):
            assert lines[line - 1][column - 1 :].startswith(path[-1])


@pytest.mark.parametrize("text", ["'''''''' ", '"""a"""""', "'''a\n''b'''", '"""\\""""'])
def test_strings_that_end_in_quotes_are_walked_over(text: str) -> None:
    document = f"a = {text}\nb = 1"
    assert set(places_of(document)) == set(paths_in(tomllib.loads(document)))


def test_nesting_beyond_the_bound_is_refused() -> None:
    with pytest.raises(ValueError, match="nested"):
        places_of("a = " + "[" * (DEEPEST + 2) + "]" * (DEEPEST + 2))
