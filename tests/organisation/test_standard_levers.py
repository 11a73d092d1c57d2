from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.kernel.identifier import LONGEST, is_identifier
from endigue.kernel.money import Cents
from endigue.organisation.model import (
    Asset,
    Crew,
    Flow,
    KOf,
    Lever,
    Organisation,
    Parameters,
    Service,
    Zone,
)
from endigue.organisation.standard_levers import (
    following,
    kinds_of,
    missing_levers,
    standard_levers,
    with_levers,
)
from endigue.readers.lever_figures import load_lever_figures

FIGURES = load_lever_figures()
ZONES = (
    Zone("core", "Core", "", 0),
    Zone("vault", "Sauvegardes", "", 0),
    Zone("office", "Office", "", 2),
    Zone("net", "Internet", "", 3),
    Zone("partners", "Partners", "", 3),
)
ACME = Organisation(
    name="Acme",
    zones=ZONES,
    assets=(
        Asset("dc", "DC", "machine", zone="core"),
        Asset("tape", "TAPE", "machine", zone="vault"),
        Asset("pc", "PC", "machine", zone="office", os="Windows 11"),
        Asset("veeam01", "VEEAM01", "machine", zone="office"),
        Asset("share", "SHARE", "machine", zone="office"),
        Asset("pbx", "PBX", "appliance", zone="office"),
        Asset("box", "Provider's box", "appliance", zone="net"),
        Asset("jane", "jane@acme.test", "account"),
        Asset("svc-erp", "svc-erp@acme.test", "account"),
        Asset("krbtgt", "KRBTGT@ACME.TEST", "account"),
        Asset("admins", "ADMINS@ACME.TEST", "group"),
        Asset("acme", "ACME.TEST", "directory"),
        Asset("files", "files", "dataset", zone="office"),
        Asset("info", "info@acme.test", "mailbox"),
    ),
    flows=(
        Flow("smtp-in", "net", "office", "tcp", 25),
        Flow("smtp-inside", "office", "core", "tcp", 25),
        Flow("web", "office", "net", "tcp", 443),
    ),
    services=(Service("erp", KOf(2, ("share", "svc-erp"))),),
    crews=(
        Crew("idle", "system", 0, "24/7", Cents(1_00)),
        Crew("night", "system", 2, "24/7", Cents(60_00)),
    ),
)


def by_target(levers: tuple[Lever, ...]) -> dict[str, Lever]:
    assert len({lever.target for lever in levers}) == len(levers)
    return {lever.target: lever for lever in levers}


def test_each_thing_has_the_one_lever_that_fits_it() -> None:
    found = by_target(standard_levers(ACME, FIGURES))
    assert {target: lever.kind for target, lever in found.items()} == {
        "net": "cut_internet",
        "vault": "pause_backups",
        "veeam01": "pause_backups",
        "core": "unplug_zone",
        "office": "unplug_zone",
        "partners": "unplug_zone",
        "smtp-in": "suspend_mail",
        "smtp-inside": "close_flow",
        "web": "close_flow",
        "dc": "isolate_host",
        "tape": "isolate_host",
        "pc": "isolate_host",
        "share": "isolate_host",
        "pbx": "isolate_host",
        "jane": "disable_account",
        "svc-erp": "disable_account",
    }


def test_minutes_and_grades_are_those_of_the_table() -> None:
    found = by_target(standard_levers(ACME, FIGURES))
    rows = {
        "pc": ("isolate_host", "workstation"),
        "share": ("isolate_host", "server"),
        "dc": ("isolate_host", "server"),
        "pbx": ("isolate_host", "appliance"),
        "jane": ("disable_account", "person"),
        "svc-erp": ("disable_account", "service"),
        "net": ("cut_internet", "zone"),
    }
    for target, place in rows.items():
        row, lever = FIGURES.row(*place), found[target]
        assert (lever.minutes, lever.doctrine) == (row.minutes, row.doctrine)
        assert lever.reversible == row.reversible


def test_what_is_needed_or_stands_in_the_core_is_for_the_strategic_cell() -> None:
    found = by_target(standard_levers(ACME, FIGURES))
    strategic = {target for target, lever in found.items() if lever.approval == "strategic"}
    assert strategic == {
        "net", "vault", "veeam01", "core", "office", "partners", "smtp-in", "dc", "tape", "share",
        "svc-erp",
    }  # fmt: skip


def test_the_crew_is_the_first_with_the_skill_and_people_at_its_rate() -> None:
    found = by_target(standard_levers(ACME, FIGURES))
    assert (found["dc"].crew, found["jane"].crew) == ("night", "")
    row = FIGURES.row("isolate_host", "server")
    assert found["dc"].cost == row.cost(Cents(60_00))
    usual = FIGURES.row("isolate_host", "workstation").cost(Parameters().hourly_rate)
    assert found["pc"].cost == usual


def test_without_a_zone_called_so_every_zone_outside_is_the_internet() -> None:
    zones = (Zone("a", "A", "", 3), Zone("swan", "Swan Hall", "", 3))
    found = standard_levers(Organisation(name="", zones=zones), FIGURES)
    assert {lever.target: lever.kind for lever in found} == dict.fromkeys(
        ("a", "swan"), "cut_internet"
    )


def test_hosts_that_a_service_of_backups_needs_are_backups() -> None:
    service = Service("nightly-backup", KOf(1, ("share", "jane")))
    found = by_target(standard_levers(replace(ACME, services=(service,)), FIGURES))
    assert found["share"].kind == "pause_backups"
    assert found["jane"].kind == "disable_account"


def test_an_organisation_of_nothing_has_no_levers() -> None:
    assert standard_levers(Organisation(name=""), FIGURES) == ()
    groups = Organisation(name="", assets=(Asset("g", "g", "group"), Asset("d", "d", "dataset")))
    assert standard_levers(groups, FIGURES) == ()


def test_what_is_described_is_left_alone_and_only_what_lacks_a_lever_is_missing() -> None:
    mine = (
        Lever("isolate-pc", "isolate_host", "dc", 1.0, "", Cents(0)),
        Lever("cut", "unplug_zone", "net", 1.0, "", Cents(0)),
    )
    described = replace(ACME, levers=mine)
    assert with_levers(described, FIGURES) is described
    missing = by_target(missing_levers(described, FIGURES))
    assert {"dc", "net"} & missing.keys() == set()
    assert missing["pc"].id == "standard-isolate-pc"
    assert missing["jane"].kind == "disable_account"
    whole = replace(described, levers=(*mine, *missing.values()))
    assert missing_levers(whole, FIGURES) == ()


def test_who_described_some_accounts_knew_which_are_in_use() -> None:
    mine = (Lever("off", "disable_account", "jane", 1.0, "", Cents(0)),)
    missing = missing_levers(replace(ACME, levers=mine), FIGURES)
    assert "disable_account" not in kinds_of(missing)


def test_what_was_derived_follows_what_is_known_and_what_people_wrote_stays() -> None:
    before = with_levers(replace(ACME, services=()), FIGURES)
    changed = tuple(
        msgspec.structs.replace(lever, minutes=99.0) if lever.target == "svc-erp" else lever
        for lever in before.levers
    )
    before = replace(before, levers=changed)
    after = following(before, replace(before, services=ACME.services), FIGURES)
    old, new = by_target(before.levers), by_target(after.levers)
    assert (old["share"].approval, new["share"].approval) == ("operational", "strategic")
    assert new["share"].minutes == FIGURES.row("isolate_host", "server").minutes
    assert new["svc-erp"] == old["svc-erp"]
    unlike = {target for target in old if old[target] != new[target]}
    assert unlike == {"share"}
    assert following(after, after, FIGURES) is after


def test_levers_are_counted_by_kind() -> None:
    counted = kinds_of(with_levers(ACME, FIGURES).levers)
    assert counted["isolate_host"] == 5
    assert sum(counted.values()) == 16


@pytest.mark.parametrize("length", [1, LONGEST - 10, LONGEST])
def test_identifiers_of_levers_are_identifiers_of_their_own(length: int) -> None:
    pair = tuple(Asset("x" * (length - 1) + end, "", "machine") for end in "ab")
    found = standard_levers(Organisation(name="", assets=pair), FIGURES)
    assert len({lever.id for lever in found}) == 2
    assert all(is_identifier(lever.id) for lever in found)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["machine", "appliance", "account", "group", "directory", "dataset"]),
            st.sampled_from(["", "core", "vault", "office", "net", "nowhere"]),
            st.text(max_size=12),
        ),
        max_size=20,
    )
)
def test_whatever_the_assets_no_two_levers_share_a_target_or_a_name(rows: list) -> None:
    assets = tuple(
        Asset(f"a{n}", name, kind, zone=zone) for n, (kind, zone, name) in enumerate(rows)
    )
    found = standard_levers(replace(ACME, assets=assets, services=()), FIGURES)
    assert len({lever.target for lever in found}) == len(found) == len({one.id for one in found})
    kinds = {asset.id: asset.kind for asset in assets}
    for lever in found:
        if lever.target in kinds:
            assert kinds[lever.target] in {"machine", "appliance", "account"}
