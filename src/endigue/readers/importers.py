"""Every importer by the name that the command line gives it.

To add one: write `read(paths) -> Inventory` in a file of its own (see `_example.py`), add a
line here, its sentences to `endigue.locale.sentences.importing`, and a section to
`docs/reference/importers.md`.
"""

from collections.abc import Sequence
from typing import Protocol

from endigue.organisation.inventory import Inventory
from endigue.readers import bloodhound, flows, nmap, opengraph, workbook
from endigue.readers.dependencies import ciso_assistant, glpi, itop, nbservice


class Importer(Protocol):
    """Reads files of one format into an inventory.

    Raises `endigue.desk.refusal.Refusal` for what cannot be read; what was read and not
    understood is counted in `Inventory.left_out`.
    """

    def __call__(self, paths: Sequence[str]) -> Inventory:
        """The inventory of all files together."""
        ...


IMPORTERS: dict[str, Importer] = {
    "bloodhound": bloodhound.read,
    "opengraph": opengraph.read,
    "nmap": nmap.read,
    "flows": flows.read,
    "workbook": workbook.read,
    "ciso-assistant": ciso_assistant.read,
    "glpi": glpi.read,
    "itop": itop.read,
    "nbservice": nbservice.read,
}
