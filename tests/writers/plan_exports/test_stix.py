import json
import re
from dataclasses import replace
from uuid import UUID, uuid5

from endigue.desk.marking import TLP_LEVELS, Marking
from endigue.desk.plan_export import PlanExport
from endigue.locale.speech import Speech
from endigue.writers.plan_exports.stix import TLP_MARKS, write

REQUIRED = {
    "identity": {"name", "created", "modified"},
    "course-of-action": {"name", "created", "modified"},
    "infrastructure": {"name", "created", "modified"},
    "grouping": {"context", "object_refs", "created", "modified"},
    "relationship": {"relationship_type", "source_ref", "target_ref", "created", "modified"},
    "marking-definition": {"created"},
    "user-account": set(),
    "domain-name": {"value"},
    "ipv4-addr": {"value"},
    "ipv6-addr": {"value"},
}
"""Properties that STIX 2.1 requires of each type that we write, beside the common ones."""

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
OBSERVABLES = {"user-account", "domain-name", "ipv4-addr", "ipv6-addr"}


def sound(bundle: dict) -> dict[str, list[dict]]:
    """Checks the bundle against the standard; its objects by type."""
    assert bundle.keys() == {"type", "id", "objects"} and bundle["type"] == "bundle"
    objects = bundle["objects"]
    ids = [one["id"] for one in objects]
    assert len(set(ids)) == len(ids)
    for one in objects:
        kind, _, number = one["id"].partition("--")
        assert kind == one["type"] and str(UUID(number)) == number
        assert one["spec_version"] == "2.1"
        assert REQUIRED[kind] <= one.keys()
        for key in ("created", "modified"):
            assert key not in one or INSTANT.fullmatch(one[key])
        refs = [value for key, value in one.items() if key.endswith("_ref")]
        refs += [ref for key, each in one.items() if key.endswith("_refs") for ref in each]
        assert set(refs) <= set(ids)
        assert all(value not in ("", [], {}) for value in one.values())
        for reference in one.get("external_references", ()):
            assert reference["source_name"] and reference.keys() & {"url", "external_id"}
    found: dict[str, list[dict]] = {}
    for one in objects:
        found.setdefault(one["type"], []).append(one)
    return found


def test_each_action_is_a_course_of_action_that_is_related_to_what_it_acts_on(
    plan, english: Speech
) -> None:
    export: PlanExport = plan()
    found = sound(json.loads(write(export, english)))
    actions = export.alternative.actions
    assert len(found["course-of-action"]) == len(actions)
    related = [one for one in found["relationship"] if one["relationship_type"] == "related-to"]
    assert {one["source_ref"] for one in related} == {
        one["id"] for one in found["course-of-action"]
    }
    assert len(related) == len(actions)
    (grouping,) = found["grouping"]
    courses = [one["id"] for one in found["course-of-action"]]
    assert grouping["object_refs"][: len(courses)] == courses
    everything = {one["id"] for kind in found.values() for one in kind}
    left_out = {"identity", "marking-definition", "grouping"}
    assert set(grouping["object_refs"]) == {
        one for one in everything if one.partition("--")[0] not in left_out
    }


def test_names_and_addresses_of_hosts_are_observables_and_sids_are_not(
    plan, english: Speech
) -> None:
    found = sound(json.loads(write(plan(), english)))
    assert [one["value"] for one in found["domain-name"]] == ["pc-1.acme.test"]
    assert [one["value"] for one in found["ipv4-addr"]] == ["10.0.1.7"]
    assert [one["value"] for one in found["ipv6-addr"]] == ["2001:db8::7"]
    (account,) = found["user-account"]
    assert account["account_login"] == "jane@acme.test"


def test_observables_have_the_identifiers_that_the_standard_gives(plan, english: Speech) -> None:
    # Section 2.9 of STIX 2.1: UUID version 5 over the canonical JSON of what identifies them.
    found = sound(json.loads(write(plan(), english)))
    (address,) = found["ipv4-addr"]
    namespace = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
    number = uuid5(namespace, '{"value":"10.0.1.7"}')
    assert address["id"] == f"ipv4-addr--{number}"


def test_techniques_are_those_of_d3fend(plan, english: Speech) -> None:
    export: PlanExport = plan()
    found = sound(json.loads(write(export, english)))
    said = [
        reference["external_id"]
        for one in found["course-of-action"]
        for reference in one.get("external_references", ())
    ]
    assert said == [action.d3fend for action in export.alternative.actions if action.d3fend]


def test_marks_are_the_published_ones_of_tlp_and_a_statement_of_pap(plan, english: Speech) -> None:
    assert TLP_MARKS.keys() == set(TLP_LEVELS)
    found = sound(json.loads(write(plan("off", marking=Marking("RED", "GREEN")), english)))
    tlp, pap = found["marking-definition"]
    assert tlp["id"] == "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
    assert tlp["extensions"].popitem()[1]["tlp_2_0"] == "red"
    assert pap["definition"] == {"statement": "PAP:GREEN"}
    (course,) = found["course-of-action"]
    assert course["object_marking_refs"] == [tlp["id"], pap["id"]]


def test_the_same_plan_gives_the_same_bytes_and_a_later_one_other_objects(
    plan, english: Speech
) -> None:
    export = plan()
    assert write(export, english) == write(plan(), english)
    later = replace(export, at=export.at.replace(hour=22))
    one, other = (sound(json.loads(write(each, english))) for each in (export, later))
    assert one["identity"] == other["identity"]
    names = [{each["id"] for each in found["course-of-action"]} for found in (one, other)]
    assert not names[0] & names[1]


def test_a_plan_that_does_nothing_is_a_bundle_still(idle: PlanExport, english: Speech) -> None:
    found = sound(json.loads(write(idle, english)))
    assert "course-of-action" not in found
    assert found["grouping"][0]["object_refs"] == [found["identity"][0]["id"]]
