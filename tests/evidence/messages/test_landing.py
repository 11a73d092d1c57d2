from datetime import UTC, datetime, timedelta

from endigue.evidence.messages.landing import common_hosts, landing
from endigue.evidence.messages.message import Message, MessageLink
from endigue.evidence.messages.touches import Touch
from endigue.evidence.messages.web import parse_suffixes
from endigue.evidence.tracing.records import Visit

NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)


def visit(seconds: float, address: str, client: str = "1", referrer: str = "",
          status: int = 200) -> Visit:  # fmt: skip
    return Visit(NOON + timedelta(seconds=seconds), client, address, "", referrer, status)


def test_landing_pages_are_those_behind_the_click_that_nobody_else_visits() -> None:
    visits = [
        visit(0, "https://short.example/a", status=302),
        visit(1, "https://evil.example/page"),
        visit(90, "https://evil.example/d/Tool.js", referrer="https://evil.example/page"),
        visit(95, "https://known.example/", referrer="https://evil.example/page"),
        visit(99, "https://news.example/"),
        visit(500, "https://known.example/", client="2"),
    ]
    clicked = Touch("clicked", NOON, "https://short.example/a", "1")
    found = landing(lambda: iter(visits), [clicked])
    assert found.hosts == {"short.example", "evil.example"}
    assert found.files == {"tool.js"}


def test_hosts_that_many_senders_link_are_common() -> None:
    def mail(sender: str, host: str) -> Message:
        return Message("a", sender=sender, links=(MessageLink(f"https://{host}/", "anchor"),))

    mails = [mail(f"x@{name}.example", "all.example") for name in "abc"]
    mails += [mail("x@d.example", "one.example")] * 5
    assert common_hosts(mails, parse_suffixes(["example"])) == {"all.example"}
