"""What an organisation lacks, one shortcoming at a time."""

import msgspec
import numpy as np
import pytest

from endigue.kernel.money import Cents
from endigue.organisation.check import BLOCKING, MOST_SUBJECTS, RESTORATION_SKILLS, check
from endigue.organisation.model import (
    Asset,
    Crew,
    Flow,
    KOf,
    Lever,
    Links,
    Manual,
    Operation,
    Organisation,
    Service,
    Zone,
    no_links,
)

KINDS = {"AdminTo"}


def complete(**changes: object) -> Organisation:
    """An organisation that lacks nothing, and what is changed in it."""
    parts: dict[str, object] = {
        "name": "Complete",
        "zones": (Zone("core", "Core", "", 0),),
        "assets": (
            Asset("srv-backup", "Backup", "machine", "core", rebuild_hours=4),
            Asset("acc", "Account", "account"),
            Asset("phone", "Phones", "external"),
        ),
        "links": links(),
        "flows": (Flow("flow", "core", "core", "tcp", 443),),
        "levers": (Lever("cut", "isolate_host", "srv-backup", 5, "", Cents(0)),),
        "services": (Service("files", KOf(2, ("srv-backup", "flow"))),),
        "operations": (operation(),),
        "crews": tuple(Crew(s, s, 1, "24/7", Cents(1)) for s in RESTORATION_SKILLS),
    }
    return Organisation(**(parts | changes))  # type: ignore[arg-type]  # parts by name


def links(kinds: tuple[str, ...] = ("AdminTo",), flow: int = 0) -> Links:
    return Links(
        source=np.array([1], np.int32),
        target=np.array([0], np.int32),
        kind=np.array([0], np.int16),
        port=np.array([0], np.int32),
        flow=np.array([flow], np.int32),
        kinds=kinds,
    )


def operation(**changes: object) -> Operation:
    one = Operation(
        id="pay",
        name={"fr": "Paie", "en": "Payroll"},
        entity="",
        needs="files",
        value_per_hour=Cents(100),
        arrivals_per_hour=1,
        rto_hours=4,
        mtpd_hours=24,
        manual=Manual(1, 24, needs="phone"),
    )
    return msgspec.structs.replace(one, **changes)


def found(organisation: Organisation) -> dict[str, str]:
    """The subjects of every shortcoming, by its code."""
    return {
        one.code.removeprefix("organisation."): ", ".join(one.subjects)
        for one in check(organisation, KINDS)
    }


def test_nothing_is_wrong_with_the_complete_one() -> None:
    assert found(complete()) == {}


BACKUP, ACCOUNT, PHONE = complete().assets
OTHER = Asset("pc", "PC", "machine", "core", rebuild_hours=2)


@pytest.mark.parametrize(
    ("changes", "shortcomings"),
    [
        ({"operations": (operation(needs=KOf(0, ())),)}, {
            "operation_needs_nothing": "pay", "service_not_needed": "files"}),
        ({"operations": (operation(value_per_hour=Cents(0)),)}, {"operation_worth_nothing": "pay"}),
        ({"operations": (operation(mtpd_hours=3),)}, {"mtpd_before_rto": "pay"}),
        ({"operations": (operation(manual=None),)}, {"operation_without_manual": "pay"}),
        ({"operations": ()}, {"no_operations": "", "service_not_needed": "files"}),
        ({"links": no_links()}, {
            "no_links": "", "flow_without_links": "flow", "account_without_links": "acc"}),
        ({"links": links(("Telepathy",))}, {"link_kind_unknown": "Telepathy"}),
        ({"links": links(("AdminTo", "Unused"))}, {}),
        ({"links": links(flow=-1)}, {"flow_without_links": "flow"}),
        ({"levers": ()}, {"no_levers": ""}),
        ({"crews": complete().crews[1:]}, {"skill_missing": RESTORATION_SKILLS[0]}),
        ({"zones": (Zone("core", "Core", "", 1),)}, {"no_core_of_trust": ""}),
        ({"zones": (*complete().zones, Zone("dmz", "DMZ", "", 1))}, {"zone_without_assets": "dmz"}),
        ({"assets": (msgspec.structs.replace(BACKUP, zone=""), ACCOUNT, PHONE, OTHER)}, {
            "host_without_zone": "srv-backup"}),
        ({"assets": (msgspec.structs.replace(BACKUP, rebuild_hours=0), ACCOUNT, PHONE)}, {
            "host_without_rebuild_hours": "srv-backup"}),
        ({"services": (*complete().services, Service("old", "srv-backup"))}, {
            "service_not_needed": "old"}),
        ({"levers": (*complete().levers, Lever("off", "isolate_host", "pc", 5, "", Cents(0))),
          "assets": (*complete().assets, OTHER)}, {"lever_changes_nothing": "off"}),
    ],
)  # fmt: skip
def test_each_shortcoming_is_found_alone(
    changes: dict[str, object], shortcomings: dict[str, str]
) -> None:
    assert found(complete(**changes)) == shortcomings


def test_what_no_link_names_cannot_fall_so_needs_no_zone_and_no_hours() -> None:
    in_the_cupboard = Asset("kit", "Telephones", "appliance")
    assert found(complete(assets=(*complete().assets, in_the_cupboard))) == {}


def test_a_backup_is_known_by_its_lever_too() -> None:
    assets = (Asset("srv", "Server", "machine", "core", rebuild_hours=4), ACCOUNT, PHONE)
    services = (Service("files", KOf(2, ("srv", "flow"))),)
    isolate = Lever("cut", "isolate_host", "srv", 5, "", Cents(0))
    pause = Lever("pause", "pause_backups", "srv", 5, "", Cents(0))
    without = complete(assets=assets, services=services, levers=(isolate,))
    assert found(without) == {"no_backups": ""}
    assert found(complete(assets=assets, services=services, levers=(isolate, pause))) == {}


def test_a_service_is_needed_through_services_and_by_hand_work() -> None:
    services = (*complete().services, Service("deep", "acc"), Service("lists", "deep"))
    by_hand = operation(manual=Manual(1, 24, needs="lists"))
    assert found(complete(services=services, operations=(by_hand,))) == {}


def test_many_alike_are_one_shortcoming_with_their_number() -> None:
    empty = tuple(Zone(f"zone-{n}", "", "", 1) for n in range(50))
    (one,) = check(complete(zones=(*complete().zones, *empty)), KINDS)
    assert (one.subject, one.count) == ("zone-0", 50)
    assert len(one.subjects) == MOST_SUBJECTS


def test_what_blocks_an_engine_comes_first() -> None:
    weights = [one.weight for one in check(Organisation(name="Empty"), KINDS)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == BLOCKING
