"""Where the tiers leak, seen from outside: what reaches what, and what stops it."""

import pytest

from endigue.organisation.example.chance import Chance
from endigue.organisation.example.scene import Scene
from endigue.organisation.model import Organisation

CORE = "dom-rivages"


def test_each_workstation_that_was_phished_reaches_the_core_of_trust(
    mutual: Organisation, reached
) -> None:
    scene = Scene(mutual, Chance(5, "incident"))
    for account in scene.clicked:
        assert CORE in reached(mutual, [scene.pc_of(account).id])


def test_the_care_company_reaches_nobody_and_the_others_reach_it(
    mutual: Organisation, reached
) -> None:
    held = reached(mutual, ["pc-cs-0001"])
    index = mutual.asset_index
    assert {mutual.assets[index[name]].entity for name in held} == {"care"}
    assert "dom-soins" in reached(mutual, [CORE])


def test_the_scanning_account_reaches_the_core_through_backups_and_test_machines_only(
    mutual: Organisation, reached
) -> None:
    assert CORE in reached(mutual, ["svc-scan"], ("unplug-test",))
    assert CORE in reached(mutual, ["svc-scan"], ("pause-backups",))
    rest = reached(mutual, ["svc-scan"], ("pause-backups", "unplug-test"))
    assert rest == {"svc-scan", "grp-backup-operators", "grp-test-admins"}


@pytest.mark.parametrize("lever", ["cut-trust-prevoyance", "unplug-ws-provident"])
def test_a_tie_between_companies_can_be_cut(mutual: Organisation, reached, lever: str) -> None:
    source = {"cut-trust-prevoyance": "dom-prevoyance", "unplug-ws-provident": "pc-pv-0001"}[lever]
    before, after = (reached(mutual, [source], pulled) for pulled in ((), (lever,)))
    assert CORE in before
    assert len(after) < len(before)
