"""What was seen on an asset after it had been verified: is the intruder back?"""

from collections.abc import Iterator, Mapping

import msgspec

from endigue.desk.eradicating import Site
from endigue.desk.ledger import Ledger
from endigue.eradication.board import Standing
from endigue.eradication.states import CLEAN
from endigue.evidence.assess import assess
from endigue.evidence.findings import Finding, Suspicion
from endigue.evidence.likelihood import Table
from endigue.evidence.matching import Index, index_names, resolve_account, resolve_host
from endigue.organisation.model import Organisation


def seen_again(
    ledger: Ledger, here: Site, organisation: Organisation, table: Table
) -> tuple[Suspicion, ...]:
    """How likely each clean asset is compromised anew, most likely first: by findings that were
    made after it had been verified, and by those alone. Findings without a time are left out.

    Nobody is sent back by this: a person decides, with `find_bad`.
    """
    clean = {
        name: one
        for name, one in here.board().assets.items()
        if one.state in CLEAN and one.verified_at is not None
    }
    if not clean:
        return ()
    index = index_names(organisation)
    names = [asset.id for asset in organisation.assets]
    findings = [
        kept
        for finding in ledger.evidence.findings
        for kept in _after(finding, index, names, clean)
    ]
    found = assess(organisation, findings, {}, table, index).suspicions
    return tuple(one for one in found if one.asset in clean)


def _after(
    finding: Finding, index: Index, names: list[str], clean: Mapping[str, Standing]
) -> Iterator[Finding]:
    """The finding for the machine and for the account that it names, each where it is of one clean
    asset and later than its verification.
    """
    seen = finding.observed_at
    if seen is None:
        return
    hosts = resolve_host(index, finding.host) or ()
    accounts = resolve_account(index, finding.account) or ()
    alone = (
        (hosts, msgspec.structs.replace(finding, account="")),
        (accounts, msgspec.structs.replace(finding, host="")),
    )
    for places, kept in alone:
        standing = clean.get(names[places[0]]) if len(places) == 1 else None
        if (
            standing is not None
            and standing.verified_at is not None
            and seen > standing.verified_at
        ):
            yield kept
