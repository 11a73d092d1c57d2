from datetime import UTC, datetime, timedelta

from endigue.evidence.messages.bad import Bad
from endigue.evidence.messages.message import Message, MessageLink
from endigue.evidence.messages.touches import Touch, touches
from endigue.evidence.tracing.identities import Identities
from endigue.evidence.tracing.records import Activity, Lookup, Visit

NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)
BAD = Bad(hosts=frozenset({"evil.example"}))


def mail(name: str, token: str, relays: tuple[str, ...] = ()) -> Message:
    return Message(
        name, recipients=(f"{name}@ours.example",), received_at=NOON, relays=relays,
        links=(MessageLink(f"https://evil.example/{token}", "anchor"),
               MessageLink(f"https://evil.example/{token}.png", "image")),
    )  # fmt: skip


def visit(minutes: float, page: str, client: str = "10.0.0.1", account: str = "") -> Visit:
    return Visit(NOON + timedelta(minutes=minutes), client, f"https://evil.example/{page}", account)


def met(messages: list[Message], *visits: Visit, lookups: tuple[Lookup, ...] = (),
        activities: tuple[Activity, ...] = ()) -> tuple[Touch, ...]:  # fmt: skip
    known = Identities()
    for each in activities:
        known.see(each)
    known.settle()
    return touches(messages, BAD, lambda: iter(visits), lookups, activities, known)


def test_a_link_of_one_s_own_names_its_recipient_without_any_account() -> None:
    (touch,) = met([mail("ann", "a"), mail("bob", "b")], visit(5, "b"))
    assert (touch.kind, touch.recipient, touch.why) == ("clicked", "bob@ours.example", "own_link")


def test_an_account_names_the_person_where_the_link_is_the_same_for_all() -> None:
    (touch,) = met([mail("ann", "a"), mail("bob", "a")], visit(5, "a", account="OURS\\bob"))
    assert (touch.recipient, touch.why) == ("bob@ours.example", "account")


def test_the_person_at_the_machine_is_named_where_the_log_has_an_address_only() -> None:
    there = Activity("connection", NOON, "ws-1", account="OURS\\bob", own_address="10.0.0.1")
    (touch,) = met([mail("ann", "a"), mail("bob", "a")], visit(5, "a"), activities=(there,))
    assert (touch.host, touch.recipient, touch.why) == ("ws-1", "bob@ours.example", "machine")


def test_a_picture_is_an_opening_and_no_click() -> None:
    assert [each.kind for each in met([mail("ann", "a")], visit(5, "a.png"))] == ["opened"]


def test_what_our_relay_fetches_is_a_check() -> None:
    messages = [mail("ann", "a", ("10.9.9.9",)), mail("bob", "b", ("10.9.9.9",))]
    (touch,) = met(messages, visit(0.1, "a", client="10.9.9.9"))
    assert touch.kind == "checked"


def test_a_relay_that_one_message_claims_does_not_hide_a_click() -> None:
    messages = [mail("ann", "a", ("10.0.0.1",)), mail("bob", "b", ("10.9.9.9",)),
                mail("cat", "c", ("10.9.9.9",))]  # fmt: skip
    (touch,) = met(messages, visit(5, "a", client="10.0.0.1"))
    assert touch.kind == "clicked"


def test_more_bad_pages_right_after_are_one_click() -> None:
    found = met([mail("ann", "a")], visit(5, "a"), visit(6, "payload.js"), visit(60, "a"))
    assert [each.kind for each in found] == ["clicked", "went_on", "clicked"]
    assert found[1].recipient == "ann@ours.example"


def test_a_visit_before_the_message_counts_within_the_tolerance_of_clocks_only() -> None:
    found = met([mail("ann", "a")], visit(-7, "a"), visit(-40, "a"))
    assert [(each.kind, each.early) for each in found] == [("clicked", True)]


def test_a_lookup_without_a_visit_is_a_sign_and_beside_one_it_is_none() -> None:
    asked = tuple(
        Lookup(NOON + timedelta(minutes=minute), client, "evil.example")
        for minute, client in ((5, "10.0.0.1"), (6, "10.0.0.2"))
    )
    found = met([mail("ann", "a")], visit(5, "a"), lookups=asked)
    assert [(each.kind, each.client) for each in found] == [
        ("clicked", "10.0.0.1"), ("looked_up", "10.0.0.2"),
    ]  # fmt: skip
