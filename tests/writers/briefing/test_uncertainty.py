import msgspec
import pytest

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import Paragraph, Picture, Table
from endigue.writers.briefing.uncertainty import least_expected, uncertainty, why_recommended
from endigue.writers.briefing.words import Words


def with_options(briefing: Briefing, **changed: dict[str, object]) -> Briefing:
    options = tuple(
        msgspec.structs.replace(option, **changed.get(option.name, {}))
        for option in briefing.options
    )
    return msgspec.structs.replace(briefing, options=options)


def test_everything_in_the_picture_stands_in_the_table(sample: Briefing) -> None:
    blocks = list(uncertainty(Words(Speech("en"), sample)))
    picture = next(block for block in blocks if isinstance(block, Picture))
    table = next(block for block in blocks if isinstance(block, Table))
    assert len(table.rows) == len(sample.options)
    for row in table.rows:
        assert f">{row[0].text}</text>" in picture.svg
    plan = next(row for row in table.rows if row[0].text == "The balanced plan")
    assert [cell.text for cell in plan[1:]] == ["€690k", "€990k", "€1.3m", "6.3", "remote"]
    assert plan[2].notes == ("± €50k",)
    assert plan[5].notes == ("2% ± 2 points",)


@pytest.mark.parametrize(
    ("core", "half_width", "said"), [(0.0, 0.0075, "<1.5%"), (1.0, 0.0075, ">98.5%")]
)
def test_what_was_never_seen_is_not_impossible(
    sample: Briefing, core: float, half_width: float, said: str
) -> None:
    briefing = with_options(sample, plan={"core": core, "core_half_width": half_width})
    table = next(b for b in uncertainty(Words(Speech("en"), briefing)) if isinstance(b, Table))
    plan = next(row for row in table.rows if row[0].text == "The balanced plan")
    assert plan[5].notes == (said,)


def test_a_better_average_is_said_only_beyond_chance(sample: Briefing) -> None:
    words = Words(Speech("en"), sample)
    assert least_expected(words) is None  # the bold plan is ahead by less than its interval
    better = with_options(sample, plan_cautious={"expected_harm": 50_000_000.0})
    said = least_expected(Words(Speech("en"), better))
    assert isinstance(said, Paragraph)
    assert "“The cautious plan” does less harm than “The balanced plan”" in said.text
    assert "€500k against €990k" in said.text
    assert said.tone == "warn"


def test_without_worlds_nothing_is_said(sample: Briefing) -> None:
    changed = {option.name: {"expected_harm": None} for option in sample.options}
    briefing = with_options(sample, **changed)
    assert list(uncertainty(Words(Speech("fr"), briefing))) == []
    assert least_expected(Words(Speech("fr"), briefing)) is None


def test_the_recommended_plan_says_how_much_better_it_is_than_the_next(sample: Briefing) -> None:
    harms = {"plan": 40_000_000.0, "plan_bold": 90_000_000.0, "plan_cautious": 60_000_000.0}
    options = [one for one in sample.options if one.name not in harms]
    plan = next(one for one in sample.options if one.name == "plan")
    judged = [
        msgspec.structs.replace(plan, name=name, also=(), expected_harm=harm)
        for name, harm in harms.items()
    ]
    said = why_recommended(
        Words(Speech("en"), msgspec.structs.replace(sample, options=(*options, *judged)))
    )
    assert said is not None
    assert "€400k, against €600k for “The cautious plan”" in said.text


def test_a_plan_without_a_rival_needs_no_reason(sample: Briefing) -> None:
    plan = next(one for one in sample.options if one.name == "plan")
    alone = msgspec.structs.replace(sample, options=(plan,))
    assert why_recommended(Words(Speech("en"), alone)) is None
