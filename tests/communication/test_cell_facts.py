from datetime import UTC, datetime

from endigue.communication.cell_facts import (
    CELL_FACTS,
    ActionClosed,
    ActionSet,
    DecisionAsked,
    DecisionTaken,
    Option,
    ShiftHandedOver,
    SituationReported,
    UncertaintyNoted,
    UncertaintySettled,
)
from endigue.journal.fact import Vocabulary, fact_body, fact_name

AT = datetime(2026, 2, 6, 22, tzinfo=UTC)
FACTS = [
    ActionSet("call", "Finance", AT),
    ActionClosed(3, "dropped", "n"),
    DecisionAsked("cut?", (Option("yes", "x"), Option("plan", "", 120_00, 2)), "e"),
    DecisionTaken(4, "yes", "r", "d", AT),
    UncertaintyNoted("since when?"),
    UncertaintySettled(6, "n"),
    ShiftHandedOver("logbook", "B", 8, "n"),
    SituationReported(1, 7, "0f" * 32, "s", AT, {"a.pdf": "0f"}),
]


def test_facts_read_back_what_was_written() -> None:
    vocabulary = Vocabulary(CELL_FACTS)
    for fact in FACTS:
        assert vocabulary.read(fact_name(fact), fact_body(fact)) == fact


def test_the_bytes_of_a_decision_never_change() -> None:
    assert fact_body(FACTS[3]) == (
        '{"dissent":"d","entry":4,"option":"yes","reason":"r","review_at":"2026-02-06T22:00:00Z"}'
    )
