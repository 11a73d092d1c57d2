from collections import Counter

from clean_house import links, small
from endigue.containment.way import Way
from endigue.eradication.core.eviction import TICKET_HOURS, Step, eviction
from endigue.eradication.ground import Ground
from endigue.organisation.model import Asset, Organisation, Zone


def forest() -> Organisation:
    """Two domains that trust each other; the core of one, with who administers it."""
    assets = (
        Asset("dom-a", "DOM-A", "directory"), Asset("dom-b", "DOM-B", "directory"),
        Asset("ou-core", "Core", "directory"),
        Asset("dc-a", "DC-A", "machine", "core"), Asset("dc-b", "DC-B", "machine", "lan"),
        Asset("esx", "ESX", "machine", "core"), Asset("pc", "PC", "machine", "lan"),
        Asset("admins", "Admins", "group"), Asset("helpdesk", "Help desk", "group"),
        Asset("adm", "adm-1", "account"), Asset("svc-sync", "svc-sync", "account"),
        Asset("svc-app", "svc-app", "account"), Asset("ann", "ann", "account"),
        Asset("vault", "vault-user", "account"), Asset("rodc", "krbtgt_4711", "account"),
        Asset("krb", "krbtgt", "account"),
    )  # fmt: skip
    rows = (
        ("dc-a", "DCFor", "dom-a"), ("dc-b", "DCFor", "dom-b"), ("esx", "Hosts", "dc-a"),
        ("dom-a", "Contains", "ou-core"), ("ou-core", "Contains", "dc-a"),
        ("dom-b", "Contains", "dc-b"),
        *(("dom-a", "Contains", name) for name in
          ("adm", "svc-sync", "svc-app", "ann", "vault", "rodc", "krb", "pc")),
        ("admins", "AdminTo", "dc-a"), ("adm", "MemberOf", "admins"),
        ("svc-sync", "DCSync", "dom-a"), ("helpdesk", "GenericAll", "ou-core"),
        ("helpdesk", "ForceChangePassword", "adm"), ("pc", "HasSession", "adm"),
        ("pc", "StoresCredentialOf", "vault"),
        ("dom-a", "TrustedBy", "dom-b"), ("dom-b", "TrustedBy", "dom-a"),
        ("pc", "ADCSESC1", "dom-a"), ("ann", "MemberOf", "helpdesk"),
    )  # fmt: skip
    zones = (Zone("core", "", "", 0), Zone("lan", "", "", 2))
    return Organisation("F", zones=zones, assets=assets, links=links(assets, *rows))


def steps_of(organisation: Organisation) -> dict[str, Step]:
    return {step.id: step for step in eviction(organisation, Ground(organisation))}


def test_every_step_comes_after_those_that_it_waits_for() -> None:
    for organisation in (forest(), small()):
        seen: set[str] = set()
        for step in eviction(organisation, Ground(organisation)):
            assert set(step.after) <= seen, step.id
            seen.add(step.id)


def test_the_machines_come_first_and_the_people_last() -> None:
    order = list(steps_of(forest()))
    assert order[:3] == ["machine:esx", "machine:dc-a", "machine:dc-b"] or order[0] == "machine:esx"
    assert order[-1] == "people:dom-a"
    assert order.index("machine:dc-a") < order.index("ways:dom-a") < order.index("account:adm")
    assert order.index("account:adm") < order.index("krbtgt-1:dom-a")


def test_krbtgt_is_renewed_twice_with_the_life_of_a_ticket_between() -> None:
    steps = steps_of(forest())
    first, second = steps["krbtgt-1:dom-a"], steps["krbtgt-2:dom-a"]
    assert second.after == (first.id,)
    assert (first.wait_hours, second.wait_hours) == (0.0, TICKET_HOURS)
    assert {"account:adm", "account:svc-sync", "dsrm:dc-a", "administrator:dom-a"} <= set(
        first.after
    )
    assert steps["krbtgt:rodc"].kind == "krbtgt_read_only"


def test_who_holds_the_domain_is_read_from_its_graph() -> None:
    steps = steps_of(forest())
    assert steps["account:adm"].kind == "privileged_account"
    assert steps["account:adm"].reasons == ("exposed",)
    assert steps["account:svc-sync"].kind == "privileged_service"
    assert "account:ann" not in steps, "the help desk holds the domain by a mistake, not by design"
    assert "service:svc-app" in steps and "service:svc-sync" not in steps


def test_ways_into_the_core_are_named() -> None:
    step = steps_of(forest())["ways:dom-a"]
    assert set(step.ways) == {
        Way("helpdesk", "ou-core", "GenericAll"), Way("helpdesk", "adm", "ForceChangePassword"),
        Way("pc", "adm", "HasSession"),
    }  # fmt: skip
    assert step.count == 3


def test_a_trust_is_renewed_once_whatever_way_it_is_written() -> None:
    steps = steps_of(forest())
    (trust,) = [step for step in steps.values() if step.kind == "trust"]
    assert trust.subject == "dom-a|dom-b"
    assert set(trust.after) == {"krbtgt-1:dom-a", "krbtgt-1:dom-b"}


def test_certificates_and_stored_secrets_are_not_forgotten() -> None:
    steps = steps_of(forest())
    assert steps["certificates:dom-a"].ways == (Way("pc", "dom-a", "ADCSESC1"),)
    assert steps["stored:vault"].things == ("pc",)


def test_krbtgt_itself_is_no_account_to_renew_like_others() -> None:
    assert "account:krb" not in steps_of(forest()) and "service:krb" not in steps_of(forest())


def test_an_organisation_without_a_directory_has_its_core_only() -> None:
    assets = (Asset("vault", "", "appliance", "core"), Asset("pc", "", "machine", "lan"))
    zones = (Zone("core", "", "", 0), Zone("lan", "", "", 2))
    found = eviction(o := Organisation("O", zones=zones, assets=assets), Ground(o))
    assert Counter(step.kind for step in found) == {"core_machine": 1}


def test_hosts_that_host_each_other_still_have_an_order() -> None:
    assets = (Asset("a", "", "machine", "core"), Asset("b", "", "machine", "core"))
    rows = (("a", "Hosts", "b"), ("b", "Hosts", "a"))
    zones = (Zone("core", "", "", 0),)
    o = Organisation("O", zones=zones, assets=assets, links=links(assets, *rows))
    assert [step.id for step in eviction(o, Ground(o))] == ["machine:a", "machine:b"]
