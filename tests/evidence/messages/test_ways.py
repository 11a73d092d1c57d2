from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from endigue.evidence.messages.bad import Bad
from endigue.evidence.messages.ways import names_before, ways_to
from endigue.evidence.tracing.records import Lookup, Visit

NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)
BAD = Bad(hosts=frozenset({"evil.example"}))


def visit(seconds: float, address: str, client: str = "10.0.0.1", status: int = 200,
          location: str = "") -> Visit:  # fmt: skip
    return Visit(NOON + timedelta(seconds=seconds), client, address, status=status,
                 location=location)  # fmt: skip


def again(*each: Visit) -> Callable[[], Iterator[Visit]]:
    return lambda: iter(each)


def test_a_chain_of_redirects_leads_to_what_is_bad() -> None:
    chain = again(
        visit(0, "https://a.example/1", status=302), visit(1, "https://b.example/2", status=301),
        visit(2, "https://evil.example/x"),
    )  # fmt: skip
    assert ways_to(chain, BAD) == {"a.example/1", "b.example/2"}


def test_a_redirect_elsewhere_of_another_client_or_long_before_is_no_way() -> None:
    chain = again(
        visit(0, "https://a.example/1", status=302, location="https://good.example/"),
        visit(0, "https://b.example/1", client="10.0.0.2", status=302),
        visit(-100, "https://c.example/1", status=302),
        visit(0, "https://d.example/1"),
        visit(2, "https://evil.example/x"),
    )
    assert ways_to(chain, BAD) == frozenset()


def lookup(seconds: float, name: str, client: str) -> Lookup:
    return Lookup(NOON + timedelta(seconds=seconds), client, name)


def test_a_name_that_only_victims_ask_for_right_before_is_a_way() -> None:
    each = [
        lookup(0, "short.example", "1"), lookup(1, "evil.example", "1"),
        lookup(50, "short.example", "2"), lookup(51, "evil.example", "2"),
        lookup(49, "news.example", "1"), lookup(0, "news.example", "2"),
    ]  # fmt: skip
    assert names_before(lambda: iter(each), BAD) == {"short.example"}
    assert names_before(lambda: iter(each[:2]), BAD) == frozenset()
    others = [*each, lookup(9, "short.example", "3")]
    assert names_before(lambda: iter(others), BAD) == frozenset()
