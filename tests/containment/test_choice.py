import pytest

from endigue.containment.choice import Choice, Orders, choose, objections


@pytest.fixture
def org(write):
    return write(
        {"pc": ("machine", "office", 0), "srv": ("machine", "room", 0)},
        levers={
            "net": ("room", 900),
            "slow": ("pc", 50),
            "quick": ("pc", 5),
            "srv": ("srv", 7),
        },
        mandatory=["net"],
    )


def test_mandatory_levers_are_forced_and_one_lever_a_target_is_free(org):
    assert choose(org, Orders()) == Choice(forced=("net",), free=("quick", "srv"))


def test_a_derogation_frees_a_mandatory_lever(org):
    found = choose(org, Orders(derogations=("net",)))
    assert found == Choice(forced=(), free=("net", "quick", "srv"))


def test_nothing_is_done_to_what_is_kept_by_target_or_by_lever(org):
    assert choose(org, Orders(keep=("pc",))).free == ("srv",)
    assert choose(org, Orders(keep=("quick",))).free == ("slow", "srv")
    found = choose(org, Orders(keep=("room",), derogations=("net",)))
    assert found == Choice(forced=(), free=("quick", "srv"))


def test_of_the_levers_on_what_is_cut_the_cheapest_that_is_not_kept_is_forced(org):
    assert choose(org, Orders(cut=("pc",))).forced == ("net", "quick")
    assert choose(org, Orders(cut=("pc",), keep=("quick",))).forced == ("net", "slow")
    assert choose(org, Orders(cut=("slow",))) == Choice(forced=("net", "slow"), free=("srv",))


def test_what_is_cut_already_is_not_cut_twice(org):
    assert choose(org, Orders(cut=("room", "slow", "pc"))).forced == ("net", "slow")


@pytest.mark.parametrize(
    ("orders", "objection"),
    [
        (Orders(keep=("ghost",)), ("containment.no_lever", "ghost")),
        (Orders(cut=("office",)), ("containment.no_lever", "office")),
        (Orders(derogations=("pc",)), ("containment.no_lever", "pc")),
        (Orders(keep=("pc",), cut=("pc",)), ("containment.kept_and_cut", "pc")),
        (Orders(keep=("room",)), ("containment.mandatory_kept", "net")),
    ],
)
def test_orders_that_cannot_be_followed_are_named(org, orders, objection):
    assert objection in objections(org, orders)
    with pytest.raises(ValueError, match=objection[0]):
        choose(org, orders)


def test_orders_that_can_be_followed_meet_no_objection(org):
    assert objections(org, Orders(keep=("pc",), cut=("srv",), derogations=("net",))) == ()
