"""Names, and which was meant."""

from endigue.organisation.validation import names as module
from endigue.organisation.validation.cells import Fault
from endigue.organisation.validation.names import FirstUse, Kind, Names


def given_out(*pairs: tuple[str, Kind]) -> Names:
    names = Names()
    for line, (name, kind) in enumerate(pairs, start=2):
        names.give(name, FirstUse(kind, f"{kind}s.csv", line))
    return names


def test_an_identifier_is_given_out_once_over_what_a_need_or_a_lever_can_name() -> None:
    names = given_out(("mail", "asset"))
    again = FirstUse("service", "services.toml", 1)
    assert names.give("mail", again) == FirstUse("asset", "assets.csv", 2)
    assert names.give("mail", FirstUse("crew", "crews.csv", 2)) is None


def test_the_nearest_name_is_found_in_any_case() -> None:
    names = given_out(("SRV-DB1", "asset"), ("SRV-APP1", "asset"), ("flow-db", "flow"))
    assert names.nearest("srv-bd1", ("asset",)) == "SRV-DB1"
    assert names.nearest("flow-bd", ("asset", "flow", "service")) == "flow-db"
    assert names.nearest("printer", ("asset",)) == ""


def test_names_of_an_unreadable_part_are_not_called_unknown() -> None:
    parse = Names(unreadable={"zone"}).known("zone", "organisation.unknown_zone")
    assert parse("dmz") == "dmz"


def test_an_unknown_name_is_a_fault_with_the_nearest() -> None:
    fault = given_out(("dmz", "zone")).known("zone", "organisation.unknown_zone")("dmzz")
    assert fault == Fault("organisation.unknown_zone", {"found": "dmzz", "nearest": "dmz"})


def test_the_search_for_near_names_ends(monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST_COMPARISONS", 5)
    names = given_out(("dmz", "zone"), ("lan", "zone"))
    found = [names.nearest("dmzz", ("zone",)) for _ in range(4)]
    assert found == ["dmz", "dmz", "", ""]
