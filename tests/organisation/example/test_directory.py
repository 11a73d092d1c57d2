import numpy as np

from endigue.organisation.model import Organisation


def pairs(organisation: Organisation, kind: str) -> set[tuple[str, str]]:
    links, assets = organisation.links, organisation.assets
    chosen = links.kind == links.kinds.index(kind)
    ends = zip(links.source[chosen].tolist(), links.target[chosen].tolist(), strict=True)
    return {(assets[source].id, assets[target].id) for source, target in ends}


def test_companies_are_tied_in_three_strengths(mutual: Organisation) -> None:
    forest, trusted = pairs(mutual, "SameForestTrust"), pairs(mutual, "TrustedBy")
    assert {("dom-rivages", "trust-prevoyance"), ("dom-prevoyance", "trust-prevoyance")} <= forest
    assert trusted == {("dom-rivages", "trust-soins"), ("trust-soins", "dom-soins")}
    entity = {one.id: one.entity for one in mutual.assets}
    contained = pairs(mutual, "Contains")
    assert ("dom-rivages", "ou-staff-it") in contained
    assert entity["ou-staff-it"] == "it"


def test_every_machine_and_person_belongs_to_a_unit_of_one_domain(mutual: Organisation) -> None:
    contained = pairs(mutual, "Contains")
    parents: dict[str, list[str]] = {}
    for parent, child in contained:
        parents.setdefault(child, []).append(parent)
    kinds = {"machine", "appliance", "account"}
    belonging = [
        one.id for one in mutual.assets if one.kind in kinds and not one.id.startswith("kit-")
    ]
    assert {len(parents[name]) for name in belonging} == {1}
    assert all(parents[parents[name][0]] for name in belonging)


def test_whoever_holds_a_domain_holds_its_machines(mutual: Organisation, reached) -> None:
    held = reached(mutual, ["dom-soins"])
    care = {
        one.id
        for one in mutual.assets
        if one.entity == "care" and one.kind in {"machine", "account"}
    }
    assert care <= held


def test_no_links_lead_from_the_care_domain_upwards(mutual: Organisation) -> None:
    links = mutual.links
    source = mutual.asset_index["trust-soins"]
    assert [
        mutual.assets[at].id for at in links.target[np.flatnonzero(links.source == source)]
    ] == ["dom-soins"]
