"""Adopt an organisation: what the case computes on from now."""

from collections.abc import Mapping

from endigue.desk.case import Case
from endigue.desk.inputs import bytes_name
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.organisation.facts import OrganisationAdopted
from endigue.organisation.loaded import Loaded
from endigue.organisation.model import Organisation


def adopt(case: Case, ledger: Ledger, loaded: Loaded, files: Mapping[str, bytes]) -> Ledger:
    """Keep the files of the folder and write that it was adopted, unless it was already.

    Raises Refusal where the bytes are not those that were checked.
    """
    if ledger.organisation is not None and ledger.organisation.digest == loaded.digest:
        return ledger
    if {name: bytes_name(content) for name, content in files.items()} != loaded.files:
        raise Refusal("desk.folder_changed")
    kept = {name: case.blobs.put(content) for name, content in sorted(files.items())}
    fact = OrganisationAdopted(
        name=loaded.organisation.name,
        digest=loaded.digest,
        files=kept,
        counts=counts_of(loaded.organisation),
    )
    return case.record([fact], ledger)


def counts_of(organisation: Organisation) -> dict[str, int]:
    """Rows of every table."""
    return {
        "entities": len(organisation.entities),
        "zones": len(organisation.zones),
        "assets": len(organisation.assets),
        "links": len(organisation.links),
        "flows": len(organisation.flows),
        "levers": len(organisation.levers),
        "services": len(organisation.services),
        "operations": len(organisation.operations),
        "crews": len(organisation.crews),
    }
