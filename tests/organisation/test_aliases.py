"""Aliases in one cell."""

from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.aliases import join_aliases, split_aliases

texts = st.text(min_size=1).map(str.strip).filter(bool)


def test_aliases_stand_between_bars() -> None:
    assert split_aliases(" SRV1 | CORP\\srv1 || 10.0.0.1|") == ("SRV1", "CORP\\srv1", "10.0.0.1")


def test_a_lonely_percent_sign_is_itself() -> None:
    assert split_aliases("50%|a%20b") == ("50%", "a%20b")


@given(st.lists(texts | st.sampled_from(["|", "%7C", "%25", "%|", "%257C"])))
def test_every_alias_comes_back(aliases: list[str]) -> None:
    assert split_aliases(join_aliases(aliases)) == tuple(aliases)
