"""What is said of a plan on the terminal."""

from dataclasses import replace

import pytest

from endigue.cli.plan_shown import Called, forced_said, reasons, undo
from endigue.containment.forced import Forced
from endigue.containment.plan import Action
from endigue.containment.way import Way
from endigue.kernel.money import Cents
from endigue.locale.speech import Speech
from endigue.organisation.model import Asset, KOf, Operation, Organisation

ORGANISATION = Organisation(
    name="small",
    assets=(
        Asset("s-1", "PC-1", "machine"),
        Asset("s-2", "SRV\x1b[2J\u202e-2", "machine"),
    ),
    operations=(
        Operation(
            "mail", {"fr": "Courrier", "en": "Mail"}, "", KOf(1, ("s-2",)), Cents(1), 1.0, 1.0, 1.0
        ),
    ),
)

ACTION = Action(
    "iso", "isolate_host", "s-1", 4.0, "crew", Cents(5), "operational", True, "",
    ("containment.closes_the_only_way", "containment.saves_assets"),
    12, 30, Cents(9), "D3-NI", ("s-1", "s-2"), (Way("s-1", "s-2", "AdminTo"),), ("mail",),
    ("post",),
)  # fmt: skip

FORCED = Forced(
    ("s-1",), (), Cents(1_230_000), Cents(5), True, ("mail",), (), ("s-2",), (), (), ("iso",)
)


def called(language: str) -> tuple[Speech, Called]:
    return Speech(language), Called(ORGANISATION, language)


def test_an_action_is_explained_by_names() -> None:
    said = reasons(*called("en"), ACTION)
    assert said[2] == "It alone closes 12 ways in, such as PC-1 → SRV�[2J�-2 (administers)."
    assert said[3:] == ("It stops: Mail.", "It takes down the services post.")
    assert undo(*called("en"), ACTION) == "Undo: verify PC-1, then lift its isolation"
    assert "Elle arrête" in reasons(*called("fr"), ACTION)[3]
    assert "Courrier" in reasons(*called("fr"), ACTION)[3]


def test_no_name_steers_the_terminal() -> None:
    said = " ".join(reasons(*called("en"), ACTION))
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_lever_of_a_strange_kind_and_one_that_cannot_be_undone() -> None:
    strange = replace_action(kind="drain_moat")
    assert undo(*called("en"), strange) == "Undo: drain moat of PC-1 undone by its crew"
    assert undo(*called("en"), replace_action(reversible=False)) == "Cannot be undone."


def replace_action(**changed: object) -> Action:
    return Action(**{name: getattr(ACTION, name) for name in Action.__struct_fields__} | changed)


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ({}, "Keeping PC-1 costs €12,300 more than the plan without this order."),
        ({"keep": (), "cut": ("s-1",)}, "Cutting PC-1 costs €12,300 more"),
        ({"cut": ("mail",)}, "Keeping PC-1 and cutting Mail costs €12,300 more"),
        ({"harm": Cents(0)}, "The orders cost nothing"),
        ({"harm": Cents(-200)}, "The plan under these orders is €2 cheaper"),
    ],
)
def test_what_an_order_costs_is_a_sentence(changed: dict[str, object], first: str) -> None:
    fields = {name: getattr(FORCED, name) for name in Forced.__struct_fields__} | changed
    said = forced_said(*called("en"), Forced(**fields), "EUR")
    assert said[0].startswith(first)
    assert said[1].startswith("It opens the way to 1 more asset: SRV")
    assert said[2] == "It also stops: Mail."


def test_an_unproven_difference_says_so() -> None:
    fields = {name: getattr(FORCED, name) for name in Forced.__struct_fields__}
    said = forced_said(*called("en"), Forced(**fields | {"proven": False}), "EUR")
    assert said[-1].startswith("One of the two plans is not proven")
    french = forced_said(*called("fr"), FORCED, "EUR")
    assert (
        french[0]
        .replace("\u202f", " ")
        .replace("\xa0", " ")
        .startswith("Garder PC-1 coûte 12 300 € de plus")
    )


def test_a_thing_without_a_name_is_called_by_its_identifier() -> None:
    bare = replace(ORGANISATION, assets=(Asset("s-1", "", "machine"),), operations=())
    assert Called(bare, "en").all_of(["s-1", "mail"]) == ["s-1", "mail"]
