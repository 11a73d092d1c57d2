"""iTop: what its REST service answers to `core/get`, one JSON file a class or all in one, or its
CSV exports (`endigue.readers.dependencies.itop_csv`).

    {"objects": {"Server::12": {"class": "Server", "key": "12", "fields": {"name": …}}}}

A business process is an operation. An application solution is a service that needs its
configuration items, at least as many as its `redundancy` says: `disabled` (all of them), `2`, or
`50%`. Other needs follow the fields by which iTop itself passes an impact on: the system of a
software instance, the hypervisor or farm of a virtual machine, the hosts of a farm.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from endigue.desk.refusal import Refusal
from endigue.organisation.inventory import Inventory
from endigue.readers.dependencies import itop_csv
from endigue.readers.dependencies.graph import Model, Role, Thing, inventory, minimum
from endigue.readers.files import parts
from endigue.readers.json_bytes import decode_json
from endigue.readers.json_fields import kind_name, label, mapping, records, text

OPERATIONS = frozenset({"BusinessProcess"})
SERVICES = frozenset(
    {
        "ApplicationSolution", "MiddlewareInstance", "DatabaseSchema", "WebApplication", "Farm",
        "WebServer", "DBServer", "Middleware", "OtherSoftware", "PCSoftware",
    }
)  # fmt: skip
APPLIANCES = frozenset({"NetworkDevice", "StorageSystem", "SANSwitch", "TapeLibrary", "NAS"})

UPSTREAM_LISTS = {
    "ApplicationSolution": ("functionalcis_list", "functionalci_id"),
    "BusinessProcess": ("applicationsolutions_list", "applicationsolution_id"),
    "Farm": ("hypervisor_list", "id"),
}
"""By class: the list of what it needs, and the field of the key in each row."""

UPSTREAM_FIELDS = ("system_id", "virtualhost_id", "server_id", "dbserver_id", "webserver_id",
                   "middleware_id")  # fmt: skip
"""Fields that name one thing that is needed."""


class _Document(msgspec.Struct):
    objects: dict[str, dict[str, object]] | None = None


def read(paths: Sequence[str]) -> Inventory:
    """The configuration items and their impacts. Raises Refusal for what is no such answer."""
    model = Model()
    found: dict[str, tuple[str, dict[str, object]]] = {}
    understood = False
    pairs: list[tuple[str, str]] = []
    for part in parts(paths, frozenset({".json", ".csv"})):
        if part.content is None:
            model.left_out[part.name.rpartition("/")[2], "importing.no_json"] += 1
            continue
        if part.name.casefold().endswith(".csv"):
            pairs += itop_csv.needs(part)
            for record in itop_csv.objects(part):
                understood = True
                _take(model, record, found)
            continue
        document = decode_json(part.content, _Document, part.name)
        if document.objects is None:
            raise Refusal("importing.not_itop", file=part.name)
        understood = True
        for record in document.objects.values():
            _take(model, record, found)
    if not understood:
        raise Refusal("importing.nothing_to_read", file=", ".join(paths))
    for key, (kind, fields) in found.items():
        for on in _needed(kind, fields):
            model.need(key, on)
    for key, on in pairs:
        model.need(key, on)
    return inventory(model)


def _take(
    model: Model,
    record: Mapping[str, object],
    found: dict[str, tuple[str, dict[str, object]]],
) -> None:
    kind, key, fields = kind_name(record, "class"), _key(record, "key"), mapping(record, "fields")
    name = label(fields, "name") or label(fields, "friendlyname")
    if not kind or not key or not name:
        model.left_out[kind or "object", "importing.object_broken"] += 1
        return
    if key in found:
        model.left_out[kind, "importing.object_twice"] += 1
        return
    found[key] = kind, fields
    role: Role = "machine"
    if kind in OPERATIONS:
        role = "operation"
    elif kind in SERVICES:
        role = "service"
    system = label(fields, "osfamily_name")
    model.things[key] = Thing(key, name, role, kind, appliance=kind in APPLIANCES, os=system)
    least = text(fields, "redundancy")
    try:
        minimum(least, 1)
    except ValueError:
        model.left_out[kind, "importing.redundancy_unknown"] += 1
    else:
        model.least[key] = least


def _needed(kind: str, fields: Mapping[str, object]) -> Iterator[str]:
    if kind in UPSTREAM_LISTS:
        rows, identifier = UPSTREAM_LISTS[kind]
        for row in records(fields, rows):
            if on := _key(row, identifier):
                yield on
    for name in UPSTREAM_FIELDS:
        on = _key(fields, name)
        if on not in ("", "0"):
            yield on


def _key(record: Mapping[str, object], name: str) -> str:
    """ITop writes keys as text or as numbers; they are unique over all configuration items."""
    value = record.get(name)
    return str(value).strip()[:40] if isinstance(value, (str, int)) else ""
