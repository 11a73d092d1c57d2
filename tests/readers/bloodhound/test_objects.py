from collections.abc import Callable
from typing import Any

import pytest

from endigue.organisation.model import Asset
from endigue.readers.bloodhound import read

Read = Callable[..., tuple[Asset, ...]]


@pytest.fixture
def assets_of(collection: Callable[..., str]) -> Read:
    def assets(**types: list[dict[str, Any]]) -> tuple[Asset, ...]:
        return read([collection(**types)]).assets

    return assets


def test_a_computer_is_known_by_every_name_that_people_and_logs_give_it(
    assets_of: Read, thing: Callable[..., Any]
) -> None:
    (asset,) = assets_of(
        computers=[
            thing(
                "Computer",
                1000,
                "PAY01.ACME.TEST",
                properties={"samaccountname": "PAY01$", "dnshostname": "pay.acme.test"},
            )
        ]
    )
    assert asset.id == "S-1-5-21-1-2-3-1000"
    assert asset.name == "PAY01.ACME.TEST"
    assert {alias.casefold() for alias in asset.aliases} == {
        "pay01$", r"acme\pay01$", "pay01", "pay.acme.test", "pay",
    }  # fmt: skip


def test_a_user_is_known_by_account_domain_account_upn_and_mail(
    assets_of: Read, thing: Callable[..., Any]
) -> None:
    (asset,) = assets_of(
        users=[
            thing(
                "User",
                1101,
                "ALICE@ACME.TEST",
                properties={
                    "samaccountname": "alice",
                    "userprincipalname": "alice.m@acme.example",
                    "email": "alice@mail.example",
                },
            )
        ]
    )
    assert asset.aliases == (
        "alice", r"ACME\alice", "alice.m@acme.example", "alice@mail.example",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "properties", "zone", "hours"),
    [
        ({"IsDC": True}, {}, "acme.test-core", 16.0),
        ({"PrimaryGroupSID": "S-1-5-21-1-2-3-516"}, {}, "acme.test-core", 16.0),
        (
            {"PrimaryGroupSID": "S-1-5-21-1-2-3-521"},
            {"operatingsystem": "Windows Server 2022"},
            "acme.test-core",
            8.0,
        ),
        ({}, {"operatingsystem": "Windows Server 2019 Standard"}, "acme.test-servers", 8.0),
        ({}, {"operatingsystem": "Windows 11 Pro"}, "acme.test-workstations", 2.0),
        ({}, {"operatingsystem": None}, "acme.test-workstations", 2.0),
    ],
)
def test_a_machine_stands_where_its_role_puts_it(
    fields: dict[str, Any],
    properties: dict[str, Any],
    zone: str,
    hours: float,
    assets_of: Read,
    thing: Callable[..., Any],
) -> None:
    (asset, *_) = assets_of(computers=[thing("Computer", 1000, "A.ACME.TEST", fields, properties)])
    assert (asset.zone, asset.rebuild_hours) == (zone, hours)
    assert asset.fall_cost == hours * 6000


def test_zones_have_the_tier_of_their_role(
    collection: Callable[..., str], thing: Callable[..., Any]
) -> None:
    systems = ["Windows Server 2022", "Windows 11"]
    computers = [
        thing("Computer", 1000 + n, properties={"operatingsystem": system})
        for n, system in enumerate(systems)
    ]
    inventory = read([collection(computers=[*computers, thing("Computer", 1, "", {"IsDC": True})])])
    assert {zone.id: zone.tier for zone in inventory.zones} == {
        "acme.test-core": 0, "acme.test-servers": 1, "acme.test-workstations": 2,
    }  # fmt: skip
    assert [(one.id, one.name) for one in inventory.entities] == [("acme.test", "ACME.TEST")]


def test_a_name_is_printable_and_never_empty(assets_of: Read, thing: Callable[..., Any]) -> None:
    named, nameless = assets_of(
        groups=[thing("Group", 1, "AD\u0000MINS\n@ACME"), thing("Group", 2, "")]
    )
    assert named.name == "AD MINS @ACME"
    assert nameless.name == nameless.id


def test_an_identifier_that_can_name_nothing_is_left_out(
    collection: Callable[..., str], thing: Callable[..., Any]
) -> None:
    groups = [thing("Group", "with space"), thing("Group", "x" * 300), thing("Group", "")]
    inventory = read([collection(groups=[*groups, thing("Group", 5)])])
    assert len(inventory.assets) == 1
    assert [(one.why, one.count) for one in inventory.left_out] == [("importing.object_broken", 3)]
