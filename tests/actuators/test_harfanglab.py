import pytest

from endigue.actuators.harfanglab import HarfangLab
from endigue.actuators.web import Keyed, Web
from endigue.containment.enforcement.change import Trouble
from fake_vendors import SECRET, Vendors


def manager(vendors: Vendors) -> HarfangLab:
    return HarfangLab(Keyed(Web(vendors.address("harfanglab")), f"Token {SECRET}"))


def test_a_name_that_another_begins_with_is_not_that_other():
    assert manager(Vendors()).find("pc-1") == ["a-1"]


def test_the_exchange_is_the_documented_one():
    vendors = Vendors()
    console = manager(vendors)
    console.isolate("a-1")
    assert console.look("a-1").state == "in_force"
    console.release("a-1")
    assert vendors.heard == [
        "POST /api/data/endpoint/Agent/a-1/isolate/",
        "GET /api/data/endpoint/Agent/a-1/",
        "POST /api/data/endpoint/Agent/a-1/deisolate/",
    ]


def test_a_policy_that_does_not_allow_it_is_a_refusal():
    vendors = Vendors()
    vendors.harfanglab.forbidden = ("a-1",)
    with pytest.raises(Trouble) as refused:
        manager(vendors).isolate("a-1")
    assert refused.value.answer == "refused"
    assert "policy" in refused.value.detail


def test_an_agent_cannot_lead_a_request_elsewhere():
    vendors = Vendors()
    (line,) = manager(vendors).lines("../../user/api_token/?x=")
    assert line == "POST /api/data/endpoint/Agent/..%2F..%2Fuser%2Fapi_token%2F%3Fx%3D/isolate/"


def test_a_manager_that_does_not_say_how_it_stands_is_not_guessed(monkeypatch):
    vendors = Vendors()
    monkeypatch.setattr(vendors.harfanglab, "_agent", lambda agent: {"id": agent})
    assert manager(vendors).look("a-1").state == "unknown"
