from collections.abc import Callable
from typing import Any

import pytest

from endigue.organisation.inventory import Inventory
from endigue.readers.bloodhound import read

HOST, DOMAIN = "S-1-5-21-1-2-3-1000", "S-1-5-21-1-2-3"


@pytest.fixture
def authority(
    collection: Callable[..., str], thing: Callable[..., Any]
) -> Callable[..., Inventory]:
    def make(trusted: list[str], roots: list[str], chain: list[str], **fields: object) -> Inventory:
        ca = thing(
            "EnterpriseCA", "CA-1", "CA", {"HostingComputer": HOST, **fields},
            {"certthumbprint": "AA", "certchain": chain},
        )  # fmt: skip
        return read(
            [
                collection(
                    computers=[thing("Computer", 1000, "CA01.ACME.TEST")],
                    domains=[thing("Domain", DOMAIN, "ACME.TEST")],
                    enterprisecas=[ca],
                    rootcas=[
                        thing("RootCA", f"R-{one}", "R", {"DomainSID": DOMAIN},
                              {"certthumbprint": one})
                        for one in roots
                    ],
                    ntauthstores=[
                        thing("NTAuthStore", "NT", "NT", {"DomainSID": DOMAIN},
                              {"certthumbprints": trusted})
                    ],
                )
            ]
        )  # fmt: skip

    return make


def test_the_host_of_a_trusted_authority_holds_the_domain_and_is_core(
    authority: Callable[..., Inventory],
) -> None:
    inventory = authority(["AA"], ["ROOT"], ["AA", "ROOT"])
    assert [(link.source, link.target, link.kind) for link in inventory.links] == [
        (HOST, DOMAIN, "GoldenCert")
    ]
    host = next(asset for asset in inventory.assets if asset.id == HOST)
    assert host.zone == "acme.test-core"


@pytest.mark.parametrize(
    ("trusted", "roots", "chain"),
    [(["BB"], ["ROOT"], ["AA", "ROOT"]), (["AA"], ["OTHER"], ["AA", "ROOT"]), (["AA"], [], ["AA"])],
)
def test_an_authority_that_is_not_trusted_or_not_rooted_gives_no_way(
    trusted: list[str], roots: list[str], chain: list[str], authority: Callable[..., Inventory]
) -> None:
    inventory = authority(trusted, roots, chain)
    assert inventory.links == ()
    left = {one.kind: one.why for one in inventory.left_out}
    assert left["GoldenCert"] == "importing.no_path_alone"


def test_what_matters_only_in_combination_is_counted_by_kind(
    authority: Callable[..., Inventory], ace: Callable[..., Any]
) -> None:
    inventory = authority(
        [],
        [],
        [],
        EnabledCertTemplates=[{"ObjectIdentifier": "T", "ObjectType": "CertTemplate"}] * 2,
        CARegistryData={
            "CASecurity": {"Collected": True, "Data": [ace("ManageCA", 512), ace("Owns", 512)]},
            "EnrollmentAgentRestrictions": {"Restrictions": [{"Agent": {}}]},
        },
        Aces=[ace("Enroll", 513), ace("AllExtendedRights", 512)],
    )
    assert {one.kind: one.count for one in inventory.left_out} == {
        "PublishedTo": 2, "ManageCA": 1, "Owns": 1, "DelegatedEnrollmentAgent": 1, "Enroll": 1,
        "AllExtendedRights": 1, "GoldenCert": 1, "NTAuthStoreFor": 1,
    }  # fmt: skip
