import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.model import KOf, Need
from endigue.organisation.need_text import NeedTextError, format_need, parse_need

names = st.text(min_size=1, max_size=12).filter(lambda name: name == name.strip() != "")


def groups(children: st.SearchStrategy[Need]) -> st.SearchStrategy[Need]:
    return st.lists(children, min_size=1, max_size=4).flatmap(
        lambda of: st.integers(1, len(of)).map(lambda k: KOf(k=k, of=tuple(of)))
    )


needs: st.SearchStrategy[Need] = st.recursive(names, groups, max_leaves=12)


@given(needs, st.sampled_from(["of", "parmi"]))
def test_a_need_reads_back_as_it_was_written(need: Need, of: str) -> None:
    assert parse_need(format_need(need, of)) == need


@given(st.text(alphabet='ab12 &|(),"of\n', max_size=30))
def test_any_text_is_a_need_or_refused_with_a_code(text: str) -> None:
    try:
        need = parse_need(text)
    except NeedTextError as trouble:
        assert trouble.code.startswith("importing.need_")
        assert 1 <= trouble.arguments.get("place", 1) <= len(text) + 1
    else:
        assert parse_need(format_need(need)) == need


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("srv-1", "srv-1"),
        ("  PBX   one ", "PBX one"),
        ("a & b", KOf(2, ("a", "b"))),
        ("a | b | c", KOf(1, ("a", "b", "c"))),
        ("a & (b | c)", KOf(2, ("a", KOf(1, ("b", "c"))))),
        ("2 of (x, y, z)", KOf(2, ("x", "y", "z"))),
        ("2 PARMI (x, y & z)", KOf(2, ("x", KOf(2, ("y", "z"))))),
        ("2 of 3 & x", KOf(2, ("2 of 3", "x"))),
        ('"a & b" & "say ""hi"""', KOf(2, ("a & b", 'say "hi"'))),
        ("((a))", "a"),
        (r"PHANTOM\svc & bob@x.test", KOf(2, (r"PHANTOM\svc", "bob@x.test"))),
    ],
)
def test_a_text_says_a_need(text: str, need: Need) -> None:
    assert parse_need(text) == need


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a & b | c", "need_mixed", 7),
        ("a &", "need_unfinished", 4),
        ("(a & b", "need_unfinished", 7),
        ("a & & b", "need_unexpected", 5),
        ("a )", "need_unexpected", 3),
        ("a (b)", "need_unexpected", 3),
        ("a, b", "need_unexpected", 2),
        ('a & "b', "need_quote_open", 5),
        ("0 of (a, b)", "need_count", 1),
        ("a & 3 of (b, c)", "need_count", 5),
        ("(" * 40 + "a" + ")" * 40, "need_too_deep", 32),
    ],
)
def test_what_is_no_need_is_refused_at_its_place(text: str, code: str, place: int) -> None:
    with pytest.raises(NeedTextError) as trouble:
        parse_need(text)
    assert trouble.value.code == f"importing.{code}"
    assert trouble.value.arguments["place"] == place


def test_an_endless_text_is_refused_before_it_is_read() -> None:
    with pytest.raises(NeedTextError) as trouble:
        parse_need("a & " * 100_000)
    assert trouble.value.code == "importing.need_too_long"
