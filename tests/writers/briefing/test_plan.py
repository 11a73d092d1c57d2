import msgspec
import pytest

from endigue.containment.doctrine import D3FEND, RANSOMWARE
from endigue.desk.briefing import Briefing, WorkOrder
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import Paragraph, Table
from endigue.writers.briefing.plan import plan, said_action
from endigue.writers.briefing.words import Words

KINDS = sorted({*D3FEND, *(kind for measure in RANSOMWARE for kind in measure.kinds)})


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_the_doctrine_has_an_order_and_an_undo(words: Words, kind: str) -> None:
    assert words.has(f"action.{kind}")
    assert words.has(f"undo.{kind}")


def test_an_unknown_kind_is_said_by_its_own_name(words: Words) -> None:
    step = msgspec.structs.replace(words.briefing.steps[4], kind="drain_the_moat")
    assert said_action(words, step) == "drain the moat: PC-HQ-0131"


def test_steps_stand_in_the_order_of_the_briefing_with_their_undo(words: Words) -> None:
    table = next(block for block in plan(words).blocks if isinstance(block, Table))
    assert [row[0].text for row in table.rows] == [
        str(step.number) for step in words.briefing.steps
    ]
    for row, step in zip(table.rows, words.briefing.steps, strict=True):
        undone = any(note.startswith("Undo: ") for note in row[1].notes)
        assert undone is step.reversible
        assert any(step.lever in note for note in row[1].notes)
        assert (row[3].tone == "warn") is (step.approval == "strategic")


def test_an_action_says_what_it_alone_closes_and_what_it_stops(words: Words) -> None:
    table = next(block for block in plan(words).blocks if isinstance(block, Table))
    notes = table.rows[0][1].notes
    assert "Alone closes 11 ways in, such as PC-HQ-0131 → adm-helpdesk (administers)." in notes
    stopped = [name["en"] for name in words.briefing.steps[0].stops]
    assert f"Stops: {stopped[0]} and {stopped[1]}." in notes


def test_a_plan_without_actions_says_so(empty: Briefing) -> None:
    assert plan(Words(Speech("fr"), empty)).blocks == ()


def test_the_order_says_when_each_action_is_done_and_what_it_buys_there(words: Words) -> None:
    steps = list(words.briefing.steps)
    steps[0] = msgspec.structs.replace(steps[0], starts=5.0, ends=15.0, expected_avoided=1_000_000)
    briefing = msgspec.structs.replace(
        words.briefing,
        steps=tuple(steps),
        work_order=WorkOrder(2_000_000.0, 100_000.0, 9_000_000.0, 1_500_000.0, 45.0),
    )
    blocks = plan(Words(words.speech, briefing)).blocks
    said = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "in 45 minutes while the intruder keeps moving, €20k ± €1k" in said
    assert "€90k if nothing is done. No order can be below €15k." in said
    table = next(block for block in blocks if isinstance(block, Table))
    assert "from minute 5 to 15" in table.rows[0][2].notes
    assert any("spares €10k of expected harm" in note for note in table.rows[0][1].notes)
