import msgspec

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import Table
from endigue.writers.briefing.options import options
from endigue.writers.briefing.words import Words


def rows(briefing: Briefing) -> dict[str, tuple[str, ...]]:
    words = Words(Speech("en"), briefing)
    table = next(block for block in options(words).blocks if isinstance(block, Table))
    return {row[0].text: (*row[0].notes, row[-1].text, *row[-1].notes) for row in table.rows}


def test_a_proof_is_claimed_only_where_there_is_one(sample: Briefing) -> None:
    said = rows(sample)
    assert said["The balanced plan"] == ("Recommended", "proven optimal")
    assert said["The cautious plan"][-2:] == ("not proven optimal", "at most 3.4% from the best")
    assert said["Do nothing"] == ("a fixed rule, not optimised",)


def test_what_an_option_stands_for_is_named(sample: Briefing) -> None:
    plan = msgspec.structs.replace(sample.options[3], also=("isolate_known", "plan_bold"))
    said = rows(msgspec.structs.replace(sample, options=(sample.options[0], plan)))
    same = "Does the same as: Isolate only what is known and The bold plan"
    assert same in said["The balanced plan"]
