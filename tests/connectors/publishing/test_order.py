from hypothesis import given
from hypothesis import strategies as st

from endigue.connectors.publishing.order import in_order


@given(st.sets(st.sampled_from(["index.html", "en/index.html", "a.txt", "z.json", "b/c.atom"])))
def test_pages_come_after_what_they_lead_to_and_the_first_page_last(names: set[str]) -> None:
    order = in_order(names)
    assert set(order) == names
    pages = [name.endswith(".html") for name in order]
    assert pages == sorted(pages)
    assert "index.html" not in order[:-1]
