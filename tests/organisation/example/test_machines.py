from endigue.organisation.example.machines import ROLE_CODES
from endigue.organisation.example.mutual import reference_mutual
from endigue.organisation.model import Organisation
from endigue.readers.lever_figures import load_lever_figures

FIGURES = load_lever_figures()


def count(organisation: Organisation, code: str) -> int:
    return sum(one.id.rpartition("-")[0] == code for one in organisation.assets)


def test_every_role_has_machines(mutual: Organisation) -> None:
    assert all(count(mutual, code) for code in ROLE_CODES)


def test_clusters_grow_and_single_machines_stay_single(mutual: Organisation) -> None:
    large = reference_mutual(5, 7000, figures=FIGURES)
    assert count(large, "srv-claims") == 10 * count(mutual, "srv-claims")
    assert count(large, "srv-bkp") == count(mutual, "srv-bkp") == 1


def test_a_host_goes_by_its_dns_name_netbios_name_sid_and_address(mutual: Organisation) -> None:
    host = mutual.assets[mutual.asset_index["prv-app-03"]]
    dns, netbios, sid, address = host.aliases
    assert dns == "prv-app-03.prevoyance.rivages.example"
    assert netbios == "PREVOYANCE\\PRV-APP-03"
    assert sid.startswith("S-1-5-21-")
    assert len(sid.split("-")) == 8
    assert address.startswith("10.")
