import pytest

from endigue.containment.choice import Orders
from endigue.desk.ordering import followed
from endigue.desk.refusal import Refusal, Refusals
from endigue.organisation.model import Organisation


def test_names_become_identifiers(organisation: Organisation) -> None:
    assert followed(organisation, Orders(keep=("PC-1",))) == Orders(keep=("pc-1",))


def test_a_name_that_means_nothing_is_refused(organisation: Organisation) -> None:
    with pytest.raises(Refusal) as refusal:
        followed(organisation, Orders(cut=("nobody",)))
    assert refusal.value.code == "desk.unknown_identifier"


def test_orders_that_contradict_each_other_are_refused_together(
    organisation: Organisation,
) -> None:
    with pytest.raises(Refusals) as refusals:
        followed(organisation, Orders(keep=("pc-1", "srv-1"), cut=("pc-1",)))
    assert [one.code for one in refusals.value.each] == [
        "containment.no_lever",
        "containment.kept_and_cut",
    ]
