from dataclasses import replace

from endigue.desk.keeping import needed_by
from endigue.kernel.money import Cents
from endigue.organisation.model import Lever


def test_what_an_operation_needs_through_its_services_has_to_be_left_alone(organisation) -> None:
    levers = (
        *organisation.levers,
        Lever("isolate-srv-1", "isolate_host", "srv-1", 5.0, "it", Cents(500)),
        Lever("unplug-lan", "unplug_zone", "lan", 5.0, "it", Cents(500)),
    )
    assert needed_by(replace(organisation, levers=levers), "telephone") == ("srv-1", "lan")


def test_nothing_is_needed_by_what_is_no_operation(organisation) -> None:
    assert needed_by(organisation, "none") == ()
