from collections import Counter

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import Table
from endigue.writers.briefing.operations import operations
from endigue.writers.briefing.words import Words, state_tone


def test_every_operation_stands_in_the_group_of_its_state(words: Words) -> None:
    tables = [block for block in operations(words).blocks if isinstance(block, Table)]
    shown = {row[0].text: row[0].tone for table in tables for row in table.rows}
    assert shown == {line.name["en"]: state_tone(line.state) for line in words.briefing.operations}
    for table in tables:
        assert len({row[0].tone for row in table.rows}) == 1


def test_the_answer_counts_the_three_states(words: Words) -> None:
    count = Counter(line.state for line in words.briefing.operations)
    lead = operations(words).lead
    assert f"{count['running']} running" in lead
    assert f"{count['by_hand']} by hand" in lead
    assert f"{count['stopped']} stopped" in lead


def test_the_root_of_what_is_missing_comes_first(words: Words) -> None:
    stopped = next(b for b in operations(words).blocks if isinstance(b, Table))
    assert stopped.rows[0][1].text == "SRV-RDS2"
    assert "claims-system → SRV-APP4" in stopped.rows[0][1].notes[0]


def test_no_operations_are_told_as_such(empty: Briefing) -> None:
    assert operations(Words(Speech("en"), empty)).blocks == ()
