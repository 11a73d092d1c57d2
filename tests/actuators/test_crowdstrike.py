import pytest

from endigue.actuators.crowdstrike import Falcon, FalconLogOn
from endigue.actuators.web import Signed, Web
from endigue.containment.enforcement.change import Trouble
from fake_vendors import SECRET, Vendors


def falcon(vendors: Vendors, secret: str = SECRET) -> Falcon:
    return Falcon(Signed(Web(vendors.address("falcon")), FalconLogOn("us", secret)))


def test_the_exchange_is_the_documented_one():
    vendors = Vendors()
    console = falcon(vendors)
    assert console.find("pc-1") == ["aid1"]
    console.isolate("aid1")
    assert vendors.heard == [
        "POST /oauth2/token",
        "GET /devices/queries/devices/v1",
        "POST /devices/entities/devices/v2",
        "POST /devices/entities/devices/v2",
        "POST /devices/entities/devices-actions/v2",
    ]
    assert vendors.falcon.status == {"aid1": "containment_pending", "aid2": "normal"}


def test_what_is_pending_is_half_there_and_not_asked_for_again():
    vendors = Vendors()
    console = falcon(vendors)
    console.isolate("aid1")
    asked = vendors.heard.count("POST /devices/entities/devices-actions/v2")
    vendors.falcon.status["aid1"] = "containment_pending"
    console.isolate("aid1")
    assert vendors.heard.count("POST /devices/entities/devices-actions/v2") == asked
    vendors.falcon.status["aid1"] = "containment_pending"
    assert console.look("aid1").state == "half"
    assert console.look("aid1").state == "in_force"


def test_a_status_that_is_not_documented_is_not_guessed():
    vendors = Vendors()
    vendors.falcon.status["aid1"] = "quantum"
    assert falcon(vendors).look("aid1").state == "unknown"


def test_an_error_in_an_answer_that_says_yes_is_a_refusal(monkeypatch):
    vendors = Vendors()
    plain = vendors.falcon.answer

    def answer(asked):
        if "actions" in asked.path:
            return 202, {"resources": [], "errors": [{"code": 409, "message": "hidden host"}]}
        return plain(asked)

    monkeypatch.setattr(vendors.falcon, "answer", answer)
    with pytest.raises(Trouble) as refused:
        falcon(vendors).isolate("aid1")
    assert (refused.value.answer, refused.value.detail) == ("refused", "409 hidden host")


def test_a_wrong_secret_is_a_refusal_that_does_not_repeat_it():
    with pytest.raises(Trouble) as refused:
        falcon(Vendors(), "wr0ng").find("pc-1")
    assert refused.value.answer == "refused"
    assert "wr0ng" not in refused.value.detail
