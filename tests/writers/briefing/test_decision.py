import msgspec

from endigue.desk.briefing import Approved, Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import Bullets, Paragraph, Tiles
from endigue.writers.briefing.decision import ACTIONS_SHOWN, decision
from endigue.writers.briefing.words import Words


def test_the_plan_stands_beside_the_two_extremes(words: Words) -> None:
    section = decision(words)
    tiles = next(block for block in section.blocks if isinstance(block, Tiles)).tiles
    assert [tile.label for tile in tiles] == ["The balanced plan", "Do nothing", "Pull the plug"]
    assert [tile.value for tile in tiles] == ["€976k", "€4.12m", "€3.61m"]
    assert "25 actions" in section.lead


def test_what_the_strategic_cell_must_approve_is_listed_or_counted(words: Words) -> None:
    lists = [block for block in decision(words).blocks if isinstance(block, Bullets)]
    strategic = [step for step in words.briefing.steps if step.approval == "strategic"]
    named = lists[0].items[:ACTIONS_SHOWN]
    assert [item.text.split(".")[0] for item in named] == [
        str(step.number) for step in strategic[:ACTIONS_SHOWN]
    ]
    assert str(len(strategic) - ACTIONS_SHOWN) in lists[0].items[-1].text


def test_a_plan_that_is_doing_nothing_says_so_twice(sample: Briefing) -> None:
    nothing = msgspec.structs.replace(
        sample.options[3],
        actions=0,
        also=("do_nothing",),
        remarks=("containment.plan_is_doing_nothing",),
    )
    changed = msgspec.structs.replace(sample, options=(nothing, sample.options[5]), steps=())
    section = decision(Words(Speech("en"), changed))
    assert section.lead.startswith("Recommended: cut nothing")
    assert isinstance(section.blocks[0], Paragraph)
    tiles = next(block for block in section.blocks if isinstance(block, Tiles)).tiles
    assert tiles[1].value == "The same"


def test_what_was_decided_already_is_said(sample: Briefing) -> None:
    def said(**changed: object) -> list[tuple[str, tuple[str, ...], str]]:
        words = Words(Speech("en"), msgspec.structs.replace(sample, **changed))
        last = [block for block in decision(words).blocks if isinstance(block, Bullets)][-1]
        return [(cell.text, cell.notes, cell.tone) for cell in last.items]

    before, derogation = said()
    assert before[0].startswith("The balanced plan was approved before the options were")
    assert before[2] == "warn"
    assert derogation[0] == "Derogation, not imposed: Take SRV-DC2 offline to preserve it"
    assert derogation[1] == ("The regional site has no other domain controller",)
    now = said(approved=Approved("plan", of_this_plan=True), derogations=())
    assert now == [("Approved: The balanced plan.", (), "good")]


def test_without_a_plan_there_is_nothing_to_decide(empty: Briefing) -> None:
    assert decision(Words(Speech("fr"), empty)).blocks == ()
