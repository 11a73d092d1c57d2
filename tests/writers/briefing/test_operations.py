from collections import Counter

import msgspec

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
    assert "claims-system → SRV-APP4" in stopped.rows[0][1].notes[-1]


def test_it_is_said_who_took_what_is_missing(sample: Briefing) -> None:
    line = next(one for one in sample.operations if one.state == "stopped")

    def notes(**changed: object) -> tuple[str, ...]:
        one = msgspec.structs.replace(line, missing=("SRV-1",), **changed)
        words = Words(Speech("en"), msgspec.structs.replace(sample, operations=(one,)))
        table = next(b for b in operations(words).blocks if isinstance(b, Table))
        return table.rows[0][1].notes

    assert notes(taken_by="intruder", cut_by=()) == ("taken by the intruder",)
    assert notes(taken_by="cut", cut_by=(2,)) == ("cut by us, action 2",)
    assert notes(taken_by="cut", cut_by=(1, 12)) == ("cut by us, actions 1 and 12",)


def test_no_operations_are_told_as_such(empty: Briefing) -> None:
    assert operations(Words(Speech("en"), empty)).blocks == ()
