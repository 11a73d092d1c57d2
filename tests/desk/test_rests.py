from dataclasses import replace

import pytest

from endigue.containment.alternatives import alternatives
from endigue.desk.rests import is_assumed, rests_on
from endigue.organisation.model import Organisation
from endigue.readers.link_kinds import load_link_kinds
from endigue.spread.link_kinds import LinkKinds, Travel

MEASURED = Travel(p=0.5, mean_hours=1.0, source="a report")
ASSUMED = Travel(p=0.5, mean_hours=1.0, source="a report; p assumed")


def told(organisation: Organisation, kinds: LinkKinds, suspects: dict[str, float]) -> dict:
    found = alternatives(organisation, suspects)
    grounds = rests_on(organisation, found, found.named("plan"), kinds)
    return {one.code.removeprefix("briefing.rests."): one for one in grounds}


def test_links_are_counted_by_the_row_that_holds_for_their_port(
    organisation: Organisation,
) -> None:
    kinds = LinkKinds(MEASURED, {"NetworkReach": (replace_port(ASSUMED, 445), MEASURED)})
    links = told(organisation, kinds, {"pc-1": 1.0})["links"]
    assert links.arguments == {"assumed": 1, "count": 1}
    assert links.examples == ("NetworkReach",)
    kinds = LinkKinds(ASSUMED, {"NetworkReach": (replace_port(ASSUMED, 80), MEASURED)})
    assert told(organisation, kinds, {"pc-1": 1.0})["links"].arguments["assumed"] == 0


def replace_port(row: Travel, port: int) -> Travel:
    return Travel(p=row.p, mean_hours=row.mean_hours, source=row.source, port=port)


def test_the_margin_is_against_the_best_fixed_rule(organisation: Organisation) -> None:
    found = told(organisation, load_link_kinds(), {"pc-1": 1.0})
    # The plan isolates the workstation, which is what isolating the known does: not a rival.
    plan, plug = 10_000 + 500, 60_000 + 48 * 100_000
    assert found["margin"].arguments == {"times": pytest.approx(plug / plan)}
    assert found["margin"].examples == ("do_nothing",)
    assert found["minutes"].arguments == {"count": 1, "hours": 5 / 60}
    assert found["infected"].arguments == {"count": 1, "caution": 0.5}
    assert found["values"].arguments == {"count": 1, "down": 0}
    assert "hands" not in found


def test_a_plan_that_is_dearer_than_a_fixed_rule_says_why(organisation: Organisation) -> None:
    (lever,) = organisation.levers
    dear = replace(
        organisation,
        levers=(type(lever)("cut", "cut_internet", "srv-1", 5.0, "it", 9, doctrine="mandatory"),),
    )
    found = told(dear, load_link_kinds(), {"pc-1": 0.0})
    assert "behind" in found
    assert "margin" not in found


def test_nothing_at_all_rests_on_nothing() -> None:
    assert told(Organisation(name="empty"), load_link_kinds(), {}) == {}


def test_a_row_is_assumed_as_soon_as_one_figure_is() -> None:
    assert is_assumed(ASSUMED)
    assert not is_assumed(MEASURED)
