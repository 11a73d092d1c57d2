import pytest

from endigue.organisation.model import ASSET_KINDS, Asset, AssetKind
from endigue.restoration.steps import RULES, case_of, rules_for, skill_for


def test_nothing_comes_back_unverified_but_a_flow() -> None:
    for case in {rule.case for rule in RULES} - {"flow"}:
        assert [rule.step for rule in rules_for(case)][-2:] == ["verify", "reconnect"]


@pytest.mark.parametrize("kind", ASSET_KINDS)
@pytest.mark.parametrize("fell", [True, False])
def test_every_kind_of_asset_has_steps(kind: AssetKind, fell: bool) -> None:
    assert rules_for(case_of(Asset("a", "", kind), fell=fell))


def test_only_what_fell_is_rebuilt() -> None:
    steps = {
        fell: [r.step for r in rules_for(case_of(Asset("a", "", "machine"), fell=fell))]
        for fell in (True, False)
    }
    assert steps == {
        True: ["preserve", "rebuild", "restore", "verify", "reconnect"],
        False: ["verify", "reconnect"],
    }


def test_the_data_of_a_data_set_are_restored_by_those_who_know_it() -> None:
    restore = next(rule for rule in RULES if rule.step == "restore")
    assert skill_for(restore, Asset("a", "", "dataset")) == "database"
    assert skill_for(restore, Asset("a", "", "machine")) == "system"


def test_every_figure_of_the_table_has_a_source() -> None:
    for rule in RULES:
        assert rule.source
        assert rule.source.startswith("assumed") == (rule.hours is not None)
