from collections.abc import Callable

import pytest

from endigue.desk.refusal import Refusals
from endigue.organisation.model import (
    Asset,
    Crew,
    Entity,
    KOf,
    Lever,
    Manual,
    Operation,
    Service,
    Zone,
)
from endigue.readers.workbook import read

HEADINGS = [
    "id", "name_en", "name_fr", "entity", "needs", "value_per_hour", "arrivals_per_hour",
    "rto_hours", "mtpd_hours", "manual_capacity_per_hour", "manual_stamina_hours", "manual_needs",
    "manual_form",
]  # fmt: skip


def test_a_row_of_each_sheet_becomes_its_thing(book: Callable[..., str]) -> None:
    inventory = read(
        [
            book(
                Entities=[["id", "name"], ["mutual", None]],
                Zones=[["id", "name", "entity", "tier"], ["office", "Office", "mutual", None]],
                Services=[["id", "needs"], ["voip", "PBX 1 | PBX 2"]],
                Operations=[
                    HEADINGS,
                    ["phones", None, "Téléphone", "mutual", "voip", 4200, 260, 4, 24, 60, 72,
                     "mobiles", "call-sheet"],
                    ["site", "Web", None, None, "web", "12,50", None, 24, 96],
                ],
                Crews=[["id", "skill", "people", "hours", "hourly_rate"],
                       ["it", None, 3, "24/7", None]],
                Levers=[["id", "kind", "target", "minutes", "crew"],
                        ["cut", "isolate_host", "PBX 1", 15, "it"]],
                Assets=[["id", "name", "kind", "rebuild_hours", "aliases"],
                        ["pbx-1", "PBX 1", "équipement", 2, "10.0.0.1"]],
            )
        ]
    )  # fmt: skip
    assert inventory.entities == (Entity("mutual", "mutual"),)
    assert inventory.zones == (Zone("office", "Office", "mutual", 2),)
    assert inventory.services == (Service("voip", KOf(1, ("PBX 1", "PBX 2"))),)
    assert inventory.operations == (
        Operation(
            "phones", {"en": "Téléphone", "fr": "Téléphone"}, "mutual", "voip", 420_000, 260, 4,
            24, Manual(60, 72, "mobiles", "call-sheet"),
        ),
        Operation("site", {"en": "Web", "fr": "Web"}, "", "web", 1250, 0, 24, 96, None),
    )  # fmt: skip
    assert inventory.crews == (Crew("it", "it", 3, "24/7", 6000),)
    assert inventory.levers == (Lever("cut", "isolate_host", "PBX 1", 15, "it", 1500),)
    assert inventory.assets == (
        Asset("pbx-1", "PBX 1", "appliance", rebuild_hours=2, fall_cost=12_000,
              aliases=("10.0.0.1",)),
    )  # fmt: skip


def test_work_by_hand_needs_its_capacity_and_its_stamina(book: Callable[..., str]) -> None:
    rows = [
        ["a", "A", None, None, "x", 1, 1, 1, 1, None, 72, "mobiles", None],
        ["b", "B", None, None, "x", 1, 1, 1, 1, 60, None, None, None],
    ]
    with pytest.raises(Refusals) as refusals:
        read([book(Operations=[HEADINGS, *rows])])
    assert [(one.code, one.arguments["cell"]) for one in refusals.value.each] == [
        ("importing.cell_manual", "Operations!K2"),
        ("importing.cell_manual", "Operations!L2"),
        ("importing.cell_missing", "Operations!K3"),
    ]
