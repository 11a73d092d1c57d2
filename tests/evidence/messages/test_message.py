from endigue.evidence.messages.message import Message, relays_of


def test_relays_of_ours_are_those_of_at_least_half_of_the_messages() -> None:
    messages = [Message(str(n), relays=("10.0.0.9", f"203.0.113.{n}")) for n in range(4)]
    assert relays_of(messages) == {"10.0.0.9"}
    assert relays_of(messages[:1]) == frozenset()
