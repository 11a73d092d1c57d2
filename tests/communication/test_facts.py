from endigue.communication.facts import FACTS, EventRecorded, EventWithdrawn
from endigue.journal.fact import Vocabulary, fact_body, fact_name


def test_the_bytes_of_a_record_never_change() -> None:
    fact = EventRecorded("clients-affected", "mutual", 52_000, False, True, "call centre")
    assert fact_name(fact) == "communication.event_recorded"
    assert fact_body(fact) == (
        '{"company":"mutual","estimated":true,"event":"clients-affected","note":"call centre",'
        '"value":52000,"verified":false}'
    )


def test_facts_read_back_what_was_written() -> None:
    vocabulary = Vocabulary(FACTS)
    for value in (None, True, False, 0, 10**12, "text", ("a", "b")):
        fact = EventRecorded("aware", "", value)
        assert vocabulary.read(fact_name(fact), fact_body(fact)) == fact
    withdrawn = EventWithdrawn(12, "another incident")
    assert vocabulary.read(fact_name(withdrawn), fact_body(withdrawn)) == withdrawn
