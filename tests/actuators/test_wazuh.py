import pytest

from endigue.actuators.wazuh import Wazuh, WazuhLogOn
from endigue.actuators.web import Signed, Web
from endigue.containment.enforcement.change import Trouble
from fake_vendors import SECRET, Vendors


def manager(vendors: Vendors, mark: str = "/var/ossec/var/isolated") -> Wazuh:
    signed = Signed(Web(vendors.address("wazuh")), WazuhLogOn("us", SECRET))
    return Wazuh(signed, "isolate", "release", mark)


def test_a_name_that_another_begins_with_is_not_that_other():
    assert manager(Vendors()).find("pc-1") == ["001"]


def test_the_exchange_is_the_documented_one():
    vendors = Vendors()
    console = manager(vendors)
    console.isolate("001")
    assert console.look("001").state == "in_force"
    assert console.look("002").state == "absent"
    assert vendors.heard == [
        "POST /security/user/authenticate",
        "PUT /active-response",
        "GET /syscheck/001",
        "GET /syscheck/002",
    ]


def test_a_response_that_leaves_no_mark_is_not_believed():
    console = manager(Vendors(), mark="/var/ossec/var/other")
    console.isolate("001")
    assert console.look("001").state == "absent"


def test_an_agent_that_is_gone_is_a_refusal_though_the_manager_says_200():
    vendors = Vendors()
    vendors.wazuh.gone = ("001",)
    with pytest.raises(Trouble) as refused:
        manager(vendors).isolate("001")
    assert (refused.value.answer, refused.value.detail) == ("refused", "1707 not active")
