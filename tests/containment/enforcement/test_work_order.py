import pytest

from endigue.containment.doctrine import D3FEND
from endigue.containment.enforcement.order import order_of
from endigue.containment.enforcement.work_order import STEPS, sheet_of
from endigue.kernel.money import Cents
from endigue.locale.sentences import sentences
from endigue.organisation.model import Asset, Lever, Organisation


def sheet(kind: str, doing="apply", *, reversible=True):
    lever = Lever("lever", kind, "pc-1", 7.0, "it", Cents(0), reversible=reversible)
    organisation = Organisation(
        "Small", assets=(Asset("pc-1", "PC-1", "machine"),), levers=(lever,)
    )
    order = order_of(organisation, "lever")
    return sheet_of(organisation, order, 3, doing, "enforcement.no_component", {})


@pytest.mark.parametrize("kind", [*STEPS, "something_new"])
@pytest.mark.parametrize("doing", ["apply", "undo"])
def test_every_kind_of_lever_has_its_steps_and_their_sentences(kind, doing):
    made = sheet(kind, doing)
    assert len(made.steps) >= 3
    assert {*made.steps, *made.undo} <= sentences().keys()
    assert f"work.what.{kind}" in sentences() or kind == "something_new"


def test_every_kind_that_the_product_derives_has_steps_of_its_own():
    assert {kind for kind in D3FEND if kind not in STEPS} == set()


def test_an_undo_and_what_cannot_be_undone_have_no_undo():
    assert sheet("isolate_host").undo
    assert not sheet("isolate_host", "undo").undo
    assert not sheet("isolate_host", reversible=False).undo
