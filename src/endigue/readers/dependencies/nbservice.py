"""NetBox with the plug-in nbservice: what its API answers, as JSON files.

Pages of `/api/plugins/nb_service/services/`, `applications/` and `ics/` (`{"results": [...]}`) or
plain lists. A service needs the objects of its configuration items; an application needs its
devices and virtual machines, all of them, since nbservice knows no redundancy. Relations are arrows
of a drawing and say nothing about which end needs the other, so they are counted and left out.
"""

from collections.abc import Mapping, Sequence

from endigue.desk.refusal import Refusal
from endigue.organisation.inventory import Inventory
from endigue.readers.dependencies.graph import Model, Role, Thing, inventory
from endigue.readers.files import parts
from endigue.readers.json_bytes import decode_json
from endigue.readers.json_fields import label, mapping, records, text

_DEVICE = "dcim.device"
_VM = "virtualization.virtualmachine"
_APPLICATION = "nb_service.application"
_KINDS = {_DEVICE: "device", _VM: "virtualmachine", _APPLICATION: "application"}


def read(paths: Sequence[str]) -> Inventory:
    """The services and what they need. Raises Refusal for what is no such answer."""
    model = Model()
    understood = False
    for part in parts(paths, frozenset({".json"})):
        if part.content is None:
            model.left_out[part.name.rpartition("/")[2], "importing.no_json"] += 1
            continue
        found = decode_json(part.content, object, part.name)
        page = {"results": found} if isinstance(found, list) else found
        if not isinstance(page, dict) or not isinstance(page.get("results"), list):
            raise Refusal("importing.not_nbservice", file=part.name)
        understood = True
        for record in records(page, "results"):
            _take(model, record)
    if not understood:
        raise Refusal("importing.nothing_to_read", file=", ".join(paths))
    return inventory(model)


def _take(model: Model, record: Mapping[str, object]) -> None:
    if "assigned_object_type" in record:
        _take_item(model, record)
    elif "devices" in record or "vm" in record:
        _take_application(model, record)
    elif "source" in record and "destination" in record:
        model.left_out["relation", "importing.drawing"] += 1
    elif "clients" in record or "backup_profile" in record:
        if name := label(record, "name"):
            _service(model, name)
        else:
            model.left_out["service", "importing.object_broken"] += 1
    else:
        model.left_out["object", "importing.object_broken"] += 1


def _take_item(model: Model, record: Mapping[str, object]) -> None:
    kind = text(record, "assigned_object_type")
    service, assigned = label(record, "service"), mapping(record, "assigned_object")
    key = _object(model, kind, assigned)
    if not service or not key:
        model.left_out["configuration item", "importing.object_broken"] += 1
        return
    model.need(_service(model, service), key)


def _take_application(model: Model, record: Mapping[str, object]) -> None:
    key = _object(model, _APPLICATION, record)
    if not key:
        model.left_out["application", "importing.object_broken"] += 1
        return
    for kind, field in ((_DEVICE, "devices"), (_VM, "vm")):
        for one in records(record, field):
            if on := _object(model, kind, one):
                model.need(key, on)
            else:
                model.left_out[_KINDS[kind], "importing.object_broken"] += 1


def _service(model: Model, name: str) -> str:
    key = f"service-{name}"
    model.things.setdefault(key, Thing(key, name, "service", "service"))
    return key


def _object(model: Model, kind: str, record: Mapping[str, object]) -> str:
    """The key of a device, a virtual machine or an application; empty where it is none."""
    identifier, name = record.get("id"), label(record, "name")
    if kind not in _KINDS or not isinstance(identifier, int) or not name:
        return ""
    key = f"{_KINDS[kind]}-{identifier}"
    role: Role = "service" if kind == _APPLICATION else "machine"
    model.things.setdefault(key, Thing(key, name, role, _KINDS[kind]))
    return key
