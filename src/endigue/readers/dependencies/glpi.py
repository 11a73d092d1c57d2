"""GLPI: its impact relations as CSV, as the database keeps them.

    SELECT itemtype_source, items_id_source, itemtype_impacted, items_id_impacted
    FROM glpi_impactrelations

The source impacts the other: the other needs it. Names come from further CSV files with the columns
`itemtype`, `id` and `name`; without one a thing is called `Computer-12`. GLPI knows no redundancy,
so everything that impacts a thing is needed.
"""

from collections.abc import Sequence

from endigue.desk.refusal import Refusal
from endigue.organisation.inventory import Inventory
from endigue.readers.dependencies.graph import Model, Role, Thing, inventory
from endigue.readers.dependencies.tables import csv_rows
from endigue.readers.files import parts
from endigue.readers.json_fields import LONGEST_KIND, printable

RELATION = ("itemtype_source", "items_id_source", "itemtype_impacted", "items_id_impacted")
NAMES = ("itemtype", "id", "name")

APPLIANCES = frozenset({"NetworkEquipment", "Peripheral", "Printer", "Phone", "PDU", "Enclosure"})
SERVICES = frozenset(
    {"Appliance", "Software", "DatabaseInstance", "Database", "Cluster", "Domain", "Certificate"}
)
OPERATIONS = frozenset({"PluginCmdbOperationprocess"})
"""Item types of business processes: of the CMDB plug-in."""


def read(paths: Sequence[str]) -> Inventory:
    """The things that impact each other. Raises Refusal for what is no such export."""
    model = Model()
    names: dict[str, str] = {}
    relations: list[tuple[str, str, str, str]] = []
    understood = False
    for part in parts(paths, frozenset({".csv"})):
        if part.content is None:
            model.left_out[part.name.rpartition("/")[2], "importing.no_csv"] += 1
            continue
        for row in csv_rows(part):
            if all(row.get(column) for column in RELATION):
                ends = tuple(printable(row[column]) for column in RELATION)
                relations.append((ends[0], ends[1], ends[2], ends[3]))
            elif all(row.get(column) for column in NAMES):
                names[f"{row['itemtype']}-{row['id']}"] = printable(row["name"])
            elif set(RELATION) <= row.keys() or set(NAMES) <= row.keys():
                model.left_out["row", "importing.object_broken"] += 1
            else:
                raise Refusal("importing.not_glpi", file=part.name)
            understood = True
    if not understood:
        raise Refusal("importing.nothing_to_read", file=", ".join(paths))
    for source_type, source, impacted_type, impacted in relations:
        needed = _thing(model, names, source_type, source)
        model.need(_thing(model, names, impacted_type, impacted), needed)
    return inventory(model)


def _thing(model: Model, names: dict[str, str], itemtype: str, identifier: str) -> str:
    key = f"{itemtype}-{identifier}"
    if key not in model.things:
        role: Role = "machine"
        if itemtype in OPERATIONS:
            role = "operation"
        elif itemtype in SERVICES:
            role = "service"
        kind = printable(itemtype, LONGEST_KIND)
        model.things[key] = Thing(
            key, names.get(key, key), role, kind, appliance=itemtype in APPLIANCES
        )
    return key
