from dataclasses import replace

from endigue.desk.names import Names
from endigue.organisation.model import Flow, Organisation, Zone


def test_things_are_called_by_their_names(organisation: Organisation) -> None:
    zones = (*organisation.zones, Zone("net", "Internet", "", 3))
    flows = (Flow("f-1", "net", "lan", "tcp", 443), Flow("f-2", "lan", "net", "any", 0))
    names = Names(replace(organisation, zones=zones, flows=flows))
    assert names.all_of(["pc-1", "lan", "voice", "co"]) == ("PC-1", "LAN", "voice", "Company")
    assert names.all_of(["f-1", "f-2"]) == ("Internet → LAN (tcp 443)", "LAN → Internet (any)")
    assert names.entity_of("pc-1") == names.entity_of("lan") == "Company"
    assert names.entity_of("nobody") == ""
