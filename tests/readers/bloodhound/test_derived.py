from collections.abc import Callable
from typing import Any

from endigue.organisation.inventory import Inventory
from endigue.readers.bloodhound import read

DOMAIN = "S-1-5-21-1-2-3"


def member(number: int, kind: str = "User") -> dict[str, str]:
    return {"ObjectIdentifier": f"{DOMAIN}-{number}", "ObjectType": kind}


def ways(inventory: Inventory, kind: str) -> set[tuple[str, str]]:
    return {
        (link.source.removeprefix(f"{DOMAIN}-"), link.target.removeprefix(f"{DOMAIN}-"))
        for link in inventory.links
        if link.kind == kind
    }


def test_whoever_holds_both_halves_itself_replicates_secrets(
    collection: Callable[..., str], thing: Callable[..., Any], ace: Callable[..., Any]
) -> None:
    aces = [ace("GetChanges", 1), ace("GetChangesAll", 1), ace("GetChanges", 2)]
    inventory = read(
        [
            collection(
                users=[thing("User", 1), thing("User", 2)],
                domains=[thing("Domain", DOMAIN, "ACME.TEST", {"Aces": aces})],
            )
        ]
    )
    assert ways(inventory, "DCSync") == {("1", DOMAIN)}
    assert {one.why for one in inventory.left_out} == {"importing.half_of_a_right"}


def test_halves_that_come_from_two_groups_meet_in_their_common_members(
    collection: Callable[..., str], thing: Callable[..., Any], ace: Callable[..., Any]
) -> None:
    aces = [ace("GetChanges", 11, "Group"), ace("GetChangesAll", 12, "Group")]
    inventory = read(
        [
            collection(
                users=[thing("User", 1), thing("User", 2)],
                groups=[
                    thing("Group", 11, "", {"Members": [member(13, "Group"), member(2)]}),
                    thing("Group", 12, "", {"Members": [member(13, "Group")]}),
                    thing("Group", 13, "", {"Members": [member(1)]}),
                ],
                domains=[thing("Domain", DOMAIN, "ACME.TEST", {"Aces": aces})],
            )
        ]
    )
    assert ways(inventory, "DCSync") == {("13", DOMAIN)}


def test_a_laps_password_is_synchronised_from_each_computer_that_has_one(
    collection: Callable[..., str], thing: Callable[..., Any], ace: Callable[..., Any]
) -> None:
    aces = [ace("GetChanges", 1), ace("GetChangesInFilteredSet", 1)]
    computers = [
        thing("Computer", 1000, properties={"haslaps": True}),
        thing("Computer", 1001, properties={"haslaps": True}),
        thing("Computer", 1002, properties={"haslaps": False}),
    ]
    inventory = read(
        [
            collection(
                users=[thing("User", 1)],
                computers=computers,
                domains=[thing("Domain", DOMAIN, "ACME.TEST", {"Aces": aces})],
            )
        ]
    )
    assert ways(inventory, "SyncLAPSPassword") == {("1", "1000"), ("1", "1001")}


def test_a_domain_controller_holds_its_domain_and_others_coerce_a_ticket(
    collection: Callable[..., str], thing: Callable[..., Any]
) -> None:
    free = {"unconstraineddelegation": True}
    inventory = read(
        [
            collection(
                computers=[
                    thing("Computer", 1000, "", {"IsDC": True}, free),
                    thing("Computer", 1001, "", {}, free),
                    thing("Computer", 1002, "", {"UnconstrainedDelegation": True}),
                ],
                users=[thing("User", 1, "", {}, free), thing("User", 2)],
                domains=[thing("Domain", DOMAIN, "ACME.TEST")],
            )
        ]
    )
    assert ways(inventory, "DCFor") == {("1000", DOMAIN)}
    assert ways(inventory, "CoerceToTGT") == {("1001", DOMAIN), ("1002", DOMAIN), ("1", DOMAIN)}


def test_domain_users_and_computers_are_authenticated_and_those_are_everyone(
    collection: Callable[..., str], thing: Callable[..., Any]
) -> None:
    groups = [
        thing("Group", number)
        for number in (513, 515, 1513, "ACME.TEST-S-1-5-11", "ACME.TEST-S-1-1-0")
    ]
    inventory = read([collection(groups=groups)])
    assert ways(inventory, "MemberOf") == {
        ("513", "ACME.TEST-S-1-5-11"),
        ("515", "ACME.TEST-S-1-5-11"),
        ("ACME.TEST-S-1-5-11", "ACME.TEST-S-1-1-0"),
    }
