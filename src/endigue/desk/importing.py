"""Import an inventory into an organisation folder."""

from collections.abc import Sequence

from endigue.desk.hands import Hands
from endigue.desk.refusal import Refusal, Refusals
from endigue.organisation.inventory import Inventory
from endigue.organisation.merge import MergeError, merge_inventory
from endigue.organisation.model import Organisation
from endigue.organisation.naming import adopt_known_assets, resolve_names
from endigue.organisation.standard_levers import following


def import_into(hands: Hands, kind: str, files: Sequence[str], folder: str) -> Inventory:
    """Read the files and lay them over the folder's organisation, or begin one.

    Levers that stand as they were derived follow what is known now. Nothing is written where
    anything is refused. The result is what the importer gave.
    """
    inventory = hands.imports.inventory(kind, files)
    known: Organisation | None = None
    if hands.organisations.exists(folder):
        known = hands.organisations.read(folder).organisation
    fitted = adopt_known_assets(inventory, known) if known else inventory
    resolved, problems = resolve_names(fitted, known or Organisation(name=""))
    if problems:
        each = tuple(Refusal(problem.code, **problem.arguments) for problem in problems)
        raise Refusals("organisation.refused", each, folder=folder)
    try:
        merged = merge_inventory(known, resolved)
    except MergeError as trouble:
        raise Refusal(trouble.code, **trouble.arguments) from None
    if known is not None:
        merged = following(known, merged, hands.lever_figures())
    hands.organisations.write(merged, folder)
    return inventory
