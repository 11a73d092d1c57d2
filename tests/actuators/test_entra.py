import pytest

from endigue.actuators.entra import Entra, EntraLogOn
from endigue.actuators.web import Signed, Web
from endigue.containment.enforcement.change import CannotPlan
from endigue.containment.enforcement.order import Order
from fake_vendors import SECRET, Vendors


def tenant(vendors: Vendors) -> Entra:
    web = Web(vendors.address("entra"))
    return Entra("entra", Signed(web, EntraLogOn(web, "the-tenant", "us", SECRET)),
                 "mutual.example")  # fmt: skip


def order(*names: str) -> Order:
    return Order("cut", "disable_account", "acc", "asset", names[0], names)


def test_the_exchange_is_the_documented_one():
    vendors = Vendors()
    entra = tenant(vendors)
    change = entra.plan(order("MUTUAL\\alice"))
    entra.apply(change)
    assert entra.verify(change).state == "in_force"
    assert vendors.heard == [
        "POST /the-tenant/oauth2/v2.0/token",
        "GET /v1.0/users/alice@mutual.example",
        "GET /v1.0/users/u-1",
        "PATCH /v1.0/users/u-1",
        "POST /v1.0/users/u-1/revokeSignInSessions",
        "GET /v1.0/users/u-1",
    ]


def test_disabled_but_still_signed_in_is_half_and_completed_by_signing_out():
    vendors = Vendors()
    entra = tenant(vendors)
    change = entra.plan(order("alice"))
    vendors.entra.enabled["u-1"] = False
    assert entra.verify(change).state == "half"
    entra.apply(change)
    assert (entra.verify(change).state, vendors.entra.revoked) == ("in_force", 1)
    entra.apply(change)
    assert vendors.entra.revoked == 1


def test_an_account_that_was_disabled_before_stays_so_after_an_undo():
    vendors = Vendors()
    entra = tenant(vendors)
    change = entra.plan(order("bob"))
    entra.apply(change)
    entra.undo(change)
    assert vendors.entra.enabled["u-2"] is False


def test_a_user_that_the_tenant_does_not_know_is_left_to_people():
    with pytest.raises(CannotPlan) as cannot:
        tenant(Vendors()).plan(order("mallory"))
    assert cannot.value.arguments == {"name": "mallory@mutual.example", "count": "0"}
