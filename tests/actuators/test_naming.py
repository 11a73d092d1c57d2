import pytest

from endigue.actuators.naming import account, domains, hosts, mail_addresses
from endigue.containment.enforcement.change import CannotPlan
from endigue.containment.enforcement.order import Order


def order(*names):
    return Order("lever", "kind", "target", "asset", names[0], names)


def test_only_what_has_the_shape_of_a_domain_is_one():
    assert domains(order("bad.example.com", "*.evil.com", "x CNAME .", "a.com\nb")) == (
        "bad.example.com",
    )


def test_addresses_of_mail_and_domains_are_looked_for():
    assert mail_addresses(order("Phish@Bad.example.com", "bad.example.com", "x@y\nREJECT")) == (
        "bad.example.com", "phish@bad.example.com",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("names", "login"),
    [
        (("ALICE@MUTUAL.LAB",), "alice"),
        (("MUTUAL\\alice",), "alice"),
        (("S-1-5-21-1-2-3-1104", "svc.backup-1"), "svc.backup-1"),
    ],
)
def test_the_login_is_found_in_any_form(names, login):
    assert account(order(*names)) == login


@pytest.mark.parametrize("name", ["*)(uid=*", "a b", "", "x" * 80, "$(id)"])
def test_what_is_no_login_is_refused(name):
    with pytest.raises(CannotPlan):
        account(order("S-1-5-21-1", name))


def test_an_order_without_a_domain_cannot_be_planned():
    with pytest.raises(CannotPlan):
        domains(order("PC-1"))


def test_machines_are_called_without_their_domain_and_never_by_an_address():
    named = order("PC-1", "pc-1.mutual.example", "10.77.2.10", "fe80::1", "a'b", "x y")
    assert hosts(named) == ("pc-1",)


def test_a_machine_without_a_name_is_left_to_people():
    with pytest.raises(CannotPlan) as cannot:
        hosts(order("10.77.2.10"))
    assert cannot.value.code == "enforcement.no_host_name"
