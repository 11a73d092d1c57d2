"""iTop's CSV exports: one file a class, with the codes of its fields as columns.

The class stands in the column `finalclass`, or else it is the name of the file. Objects have `id`
and `name`. A list of links is one cell: links apart by `|`, fields by `;`, name and value by `:`,
each field possibly in single quotes, which are iTop's own separators (`link_set_item_separator` and
its like in its configuration). A file of links (`lnk…`) has the keys of both ends.
"""

from collections.abc import Iterator

from endigue.readers.dependencies.tables import csv_rows
from endigue.readers.files import Part

LISTS = ("functionalcis_list", "applicationsolutions_list", "hypervisor_list")

ENDS = {
    "lnkapplicationsolutiontofunctionalci": ("applicationsolution_id", "functionalci_id"),
    "lnkapplicationsolutiontobusinessprocess": ("businessprocess_id", "applicationsolution_id"),
}
"""By class of link, in small letters: what needs, and what is needed."""


def objects(part: Part) -> Iterator[dict[str, object]]:
    """The objects of a file, in the shape of what iTop's REST service answers."""
    stem = _stem(part)
    if stem.casefold() in ENDS:
        return
    for row in csv_rows(part):
        fields: dict[str, object] = {**row}
        for name in LISTS:
            if name in row:
                fields[name] = links(row[name])
        yield {"class": row.get("finalclass") or stem, "key": row.get("id", ""), "fields": fields}


def needs(part: Part) -> Iterator[tuple[str, str]]:
    """The pairs of keys of a file of links: what needs, and what is needed."""
    ends = ENDS.get(_stem(part).casefold())
    if ends is None:
        return
    for row in csv_rows(part):
        pair = row.get(ends[0], ""), row.get(ends[1], "")
        if all(pair):
            yield pair


def links(cell: str) -> list[dict[str, object]]:
    """The links of one cell, each by its fields."""
    found = []
    for link in cell.split("|"):
        fields: dict[str, object] = {}
        for field in link.split(";"):
            name, joined, value = field.strip().strip("'").partition(":")
            if joined:
                fields[name.strip()] = value.strip()
        if fields:
            found.append(fields)
    return found


def _stem(part: Part) -> str:
    return part.name.rpartition("/")[2].rpartition(".")[0]
