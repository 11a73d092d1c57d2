import pytest

from endigue.containment.alternatives import alternatives
from endigue.containment.choice import Orders
from endigue.containment.forced import cost_of_orders


@pytest.fixture
def org(write):
    """Mail leads the intruder to two servers; the web needs nothing that is in danger."""
    return write(
        {
            "pc": ("machine", "", 10),
            "mail": ("machine", "", 500),
            "srv-1": ("machine", "", 4_000),
            "srv-2": ("machine", "", 3_000),
            "web": ("machine", "", 0),
        },
        links=[("pc", "mail"), ("mail", "srv-1"), ("mail", "srv-2")],
        levers={"iso-pc": ("pc", 400), "iso-mail": ("mail", 100), "iso-web": ("web", 7)},
        operations={"letters": ("mail", 1), "shop": ("web", 2)},
    )


def forced(org, **orders):
    given = Orders(**orders)
    found = alternatives(org, {"pc": 1.0}, keep=given.keep, cut=given.cut)
    return found, cost_of_orders(org, found, given)


def test_keeping_costs_what_the_other_plan_is_dearer_and_names_what_changes(org):
    # Best is to isolate the mail: 100 + 48 for the letters + 10 for the pc.
    _, told = forced(org, keep=("mail",))
    assert (told.harm_without, told.harm, told.proven) == (158, 410 - 158, True)
    assert (told.operations_won, told.operations_lost) == (("letters",), ())
    assert (told.fallen, told.saved) == ((), ())
    assert (told.added, told.dropped) == (("iso-pc",), ("iso-mail",))


def test_keeping_everything_opens_the_way(org):
    found, told = forced(org, keep=("mail", "pc"))
    assert told.fallen == ("mail", "srv-1", "srv-2")
    assert told.harm == found.named("plan").harm - 158 == 7_510 + 48 - 158
    assert told.operations_won == ()


def test_cutting_costs_its_work_and_what_it_stops(org):
    _, told = forced(org, cut=("web",))
    assert told.harm == 7 + 2 * 48
    assert told.operations_lost == ("shop",)
    assert told.added == ("iso-web",)


def test_an_order_that_the_plan_follows_anyway_costs_nothing(org):
    for orders in ({"cut": ("mail",)}, {"keep": ("web",)}):
        _, told = forced(org, **orders)
        assert (told.harm, told.added, told.dropped) == (0, (), ())


def test_orders_never_make_a_proven_plan_cheaper(draw):
    for seed in range(9_000, 9_030):
        instance = draw(seed)
        free = [lever for lever in instance.organisation.levers if lever.doctrine != "mandatory"]
        targets = {
            lever.target for lever in instance.organisation.levers if lever.doctrine == "mandatory"
        }
        kept = tuple(lever.target for lever in free[:1] if lever.target not in targets)
        given = Orders(keep=kept)
        probabilities = dict.fromkeys(instance.seeds, 1.0)
        found = alternatives(instance.organisation, probabilities, keep=kept)
        told = cost_of_orders(instance.organisation, found, given)
        assert told.proven
        assert told.harm >= 0, f"instance {seed}"
        assert told.harm_without == instance.least_harm()
