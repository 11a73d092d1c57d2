from collections.abc import Callable
from typing import Any

from endigue.organisation.inventory import Inventory
from endigue.readers.bloodhound import read

A, B, PC = "S-1-5-21-1-2-3-1", "S-1-5-21-1-2-3-2", "S-1-5-21-1-2-3-1000"


def user(identifier: str) -> dict[str, str]:
    return {"ObjectIdentifier": identifier, "ObjectType": "User"}


def ways(inventory: Inventory) -> set[tuple[str, str, str, int]]:
    return {(link.source, link.target, link.kind, link.port) for link in inventory.links}


def test_each_field_gives_its_link_in_the_direction_of_travel(
    collection: Callable[..., str], thing: Callable[..., Any], ace: Callable[..., Any]
) -> None:
    pc = {"ObjectIdentifier": PC, "ObjectType": "Computer"}
    fields = {
        "Aces": [ace("ForceChangePassword", 2)],
        "AllowedToDelegate": [pc],
        "HasSIDHistory": [user(B)],
        "SPNTargets": [{"ComputerSID": PC, "Port": 1433, "Service": "SQLAdmin"}],
        "PrimaryGroupSID": "S-1-5-21-1-2-3-513",
    }
    session = {"Collected": True, "Results": [{"UserSID": B, "ComputerSID": PC}]}
    computer = {
        "AllowedToAct": [user(A)],
        "DumpSMSAPassword": [user(B)],
        "RegistrySessions": session,
        "ContainedBy": {"ObjectIdentifier": "OU-1", "ObjectType": "OU"},
    }
    ou = {"Links": [{"GUID": "gpo-1", "IsEnforced": True}], "ChildObjects": [user(A)]}
    inventory = read(
        [
            collection(
                users=[thing("User", 1, "", fields), thing("User", 2)],
                groups=[thing("Group", 513)],
                computers=[thing("Computer", 1000, "", computer)],
                gpos=[thing("GPO", "GPO-1")],
                ous=[thing("OU", "OU-1", "", ou)],
            )
        ]
    )
    assert ways(inventory) == {
        (B, A, "ForceChangePassword", 0),
        (A, PC, "AllowedToDelegate", 0),
        (A, B, "HasSIDHistory", 0),
        (A, PC, "SQLAdmin", 1433),
        (A, "S-1-5-21-1-2-3-513", "MemberOf", 0),
        (A, PC, "AllowedToAct", 0),
        (PC, B, "DumpSMSAPassword", 0),
        (PC, B, "HasSession", 0),
        ("OU-1", PC, "Contains", 0),
        ("OU-1", A, "Contains", 0),
        ("GPO-1", "OU-1", "GPLink", 0),
    }
    assert inventory.left_out == ()


def test_sessions_that_could_not_be_collected_are_left_out(
    collection: Callable[..., str], thing: Callable[..., Any]
) -> None:
    sessions = {"Collected": False, "Results": [{"UserSID": A, "ComputerSID": PC}]}
    computer = thing("Computer", 1000, "", {"Sessions": sessions})
    inventory = read([collection(users=[thing("User", 1)], computers=[computer])])
    assert inventory.links == ()
    assert [(one.kind, one.why) for one in inventory.left_out] == [
        ("HasSession", "importing.not_collected")
    ]


def test_a_field_of_a_later_schema_is_counted_by_its_name(
    collection: Callable[..., str], thing: Callable[..., Any]
) -> None:
    fields = {"Shadows": [user(B), user(B)], "Empty": [], "Said": {"x": 1}, "Number": 3}
    inventory = read([collection(users=[thing("User", 1, "", fields)])])
    assert [(one.kind, one.count, one.why) for one in inventory.left_out] == [
        ("User.Said", 1, "importing.kind_not_understood"),
        ("User.Shadows", 2, "importing.kind_not_understood"),
    ]


def test_identifiers_are_compared_without_case_and_kept_as_given(
    collection: Callable[..., str], thing: Callable[..., Any]
) -> None:
    inventory = read(
        [
            collection(
                ous=[thing("OU", "aBc", "", {"Links": [{"GUID": "Def"}]})],
                gpos=[thing("GPO", "dEf")],
            )
        ]
    )
    assert [(link.source, link.target) for link in inventory.links] == [("dEf", "aBc")]
