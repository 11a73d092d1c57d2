"""STIX 2.1 bundles (https://docs.oasis-open.org/cti/stix/v2.1/).

A finding is a sighting: something (sighting_of_ref) was seen somewhere: on the systems,
people and infrastructure of where_sighted_refs, in the observations of observed_data_refs. A
relationship `compromises` to infrastructure is one too. What was seen decides the kind: malware
is a confirmed implant, anything else a match of an indicator. Indicators and observations
without a sighting, and organisations, are no findings.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.evidence.findings import Role
from endigue.readers.findings._collect import Collector, FindingsFile
from endigue.readers.findings._format import FindingsFormat, Head
from endigue.readers.findings._json import JsonObject, Unread, at_path, documents
from endigue.readers.findings._text import open_text
from endigue.readers.findings._words import clean, techniques

NAME = "stix"

_ALONE = ("indicator", "observed-data", "malware")

_SEEN = {
    "ipv4-addr": ("host", "value"),
    "ipv6-addr": ("host", "value"),
    "domain-name": ("host", "value"),
    "infrastructure": ("host", "name"),
    "user-account": ("account", "account_login"),
    "email-addr": ("account", "value"),
}
"""Objects that name somebody: the role, and the property that holds the name."""

_HOST_PROPERTIES = ("hostname", "x_hostname", "x_host", "host_name", "fqdn", "name")
"""Where objects of custom types, such as x-oca-asset, name a host."""


def recognises(head: Head) -> bool:
    """Whether the file is a bundle."""
    return head.first.get("type") == "bundle"


def read(path: Path, mapping: Mapping[str, str] | None = None) -> FindingsFile:
    """One finding for every host and account of a sighting; the row is the sighting's place
    among the objects. Raises Refusal where the file is no bundle.
    """
    collector = Collector(path, NAME, mapping)
    collector.refuse_columns()
    objects = _objects(path, collector)
    by_id = {clean(each.get("id")): each for _, each in objects}
    sighted: set[str] = set()
    for row, each in objects:
        if each.get("type") == "sighting":
            sighted |= _add_sighting(collector, row, each, by_id)
        elif each.get("relationship_type") == "compromises":
            target = by_id.get(clean(each.get("target_ref")))
            source = by_id.get(clean(each.get("source_ref")))
            if target is not None:
                _add(collector, row, each, source, target)
    _leave_out(collector, objects, sighted)
    return collector.file()


def _objects(path: Path, collector: Collector) -> list[tuple[int, JsonObject]]:
    with open_text(path) as stream:
        _, bundle = next(documents(stream, collector.source), (0, None))
    if bundle is None or isinstance(bundle, Unread) or bundle.get("type") != "bundle":
        raise Refusal("evidence.file_is_no_bundle", file=collector.source)
    members = bundle.get("objects")
    objects: list[tuple[int, JsonObject]] = []
    for row, member in enumerate(members if isinstance(members, list) else [], start=1):
        if isinstance(member, dict):
            objects.append((row, member))
        else:
            collector.not_understood(row, "evidence.row_is_no_object")
    return objects


def _add_sighting(
    collector: Collector, row: int, sighting: JsonObject, by_id: Mapping[str, JsonObject]
) -> set[str]:
    """Add its findings; the identifiers of everything that it refers to."""
    what = clean(sighting.get("sighting_of_ref"))
    places = _references(sighting.get("where_sighted_refs"))
    observed = _references(sighting.get("observed_data_refs"))
    named = [by_id[place] for place in places if place in by_id]
    for observation in observed:
        named += _observables(by_id.get(observation, {}), by_id)
    if by_id.get(what, {}).get("type") == "infrastructure":
        named.append(by_id[what])
    added = [_add(collector, row, sighting, by_id.get(what), each) for each in named]
    if not any(added):
        collector.not_understood(row, "evidence.sighting_names_nothing")
    return {what, *places, *observed}


def _add(
    collector: Collector, row: int, seen: JsonObject, what: JsonObject | None, where: JsonObject
) -> bool:
    """Add a finding for one object that names a host or an account; whether it does."""
    named = _name(where)
    if named is None:
        return False
    role, name = named
    sighted = what or {}
    collector.found(
        row,
        "confirmed_implant" if sighted.get("type") == "malware" else "ioc_match",
        host=name if role == "host" else "",
        account=name if role == "account" else "",
        time=seen.get("first_seen") or seen.get("last_seen") or seen.get("created"),
        detail=sighted.get("name") or seen.get("description") or sighted.get("type"),
        techniques=_techniques(sighted),
    )
    return True


def _name(where: JsonObject) -> tuple[Role, str] | None:
    kind = clean(where.get("type"))
    if kind == "identity":
        role: Role = "host" if where.get("identity_class") == "system" else "account"
        name = clean(where.get("name"))
        known = where.get("identity_class") in {"system", "individual"}
        return (role, name) if name and known else None
    if kind in _SEEN:
        role_of, key = _SEEN[kind]
        name = clean(where.get(key)) or clean(where.get("user_id"))
        return ("host" if role_of == "host" else "account", name) if name else None
    if kind.startswith("x-"):
        name = next((text for key in _HOST_PROPERTIES if (text := clean(where.get(key)))), "")
        return ("host", name) if name else None
    return None


def _observables(observation: JsonObject, by_id: Mapping[str, JsonObject]) -> Iterator[JsonObject]:
    """What an observation saw: by reference, or within it as STIX 2.0 has it."""
    for reference in _references(observation.get("object_refs")):
        if reference in by_id:
            yield by_id[reference]
    within = observation.get("objects")
    if isinstance(within, dict):
        yield from (each for each in within.values() if isinstance(each, dict))


def _references(value: object) -> list[str]:
    return [clean(each) for each in value] if isinstance(value, list) else []


def _techniques(sighted: JsonObject) -> tuple[str, ...]:
    references = sighted.get("external_references")
    return techniques(
        *(
            at_path(reference, "external_id")
            for reference in (references if isinstance(references, list) else [])
        )
    )


def _leave_out(
    collector: Collector, objects: list[tuple[int, JsonObject]], sighted: set[str]
) -> None:
    alone = Counter(
        clean(each["type"])
        for _, each in objects
        if each.get("type") in _ALONE and clean(each.get("id")) not in sighted
    )
    for kind, count in alone.items():
        for _ in range(count):
            collector.leave_out(kind, "evidence.object_was_not_sighted")


FORMAT = FindingsFormat(NAME, recognises, read)
