from datetime import date

import pytest

from endigue.communication.events import parse_event_kinds
from endigue.communication.rules import parse_rule_pack

KINDS = parse_event_kinds("[event.aware]\n[event.told]")
HEAD = """
regime = "X"
title = "A text"
source = "http://example.org"
scope = "gdpr"
status = "in_force"
valid_from = 2025-01-01
valid_to = 2025-12-31
"""
CLOCK = """
[[clock]]
name = "one"
article = "Art. 1"
opens = "aware"
done = "told"
"""


def test_a_pack_holds_from_its_first_to_its_last_day() -> None:
    pack = parse_rule_pack(HEAD + CLOCK, KINDS)
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [pack.holds_on(day) for day in days] == [False, True, True, False]


def test_a_pending_pack_never_holds() -> None:
    pack = parse_rule_pack(HEAD.replace("in_force", "pending") + CLOCK, KINDS)
    assert not pack.holds_on(date(2025, 6, 1))


@pytest.mark.parametrize(
    "wrong",
    [
        HEAD.replace("valid_from = 2025-01-01", "") + CLOCK,
        HEAD + CLOCK.replace('"told"', '"tolled"'),
        HEAD + CLOCK + 'limit = [{ after = "aware", article = "1" }]',
        HEAD + CLOCK + 'limit = [{ after = "aware", hours = 1, months = 1, article = "1" }]',
        HEAD + CLOCK + 'limit = [{ after = "aware", hours = 0, article = "1" }]',
        HEAD + CLOCK + 'limit = [{ after = "never", hours = 1, article = "1" }]',
        HEAD + CLOCK + "odd = 1",
        HEAD,
    ],
)
def test_a_pack_that_makes_no_sense_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        parse_rule_pack(wrong, KINDS)
