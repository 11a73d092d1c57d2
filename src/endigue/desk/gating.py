"""Nothing comes back unverified: the steps of the restoration keep to the gates of the eradication.

They do once anything was reported of the eradication of a case; before, the restoration's own order
of steps is all there is.
"""

from datetime import datetime

from endigue.desk.case import Case
from endigue.desk.eradicating import Site, refusal_of, site, write
from endigue.desk.ledger import Ledger
from endigue.desk.lifting import against_lifting, lift, pulled_now
from endigue.desk.refusal import Refusal
from endigue.eradication import facts
from endigue.eradication.checks import Checks
from endigue.eradication.states import CLEAN
from endigue.organisation.model import Organisation
from endigue.restoration.schedule import Step


def keep_to_gates(
    case: Case,
    ledger: Ledger,
    organisation: Organisation,
    checks: Checks | None,
    asset: str,
    step: Step,
    at: datetime,
    *,
    done: bool,
) -> Ledger:
    """Let a step of the restoration begin, or be done. A reconnection that is done is written on
    the board too.

    Raises Refusal where a gate stops it, and ValueError where the case has a board and no checks
    are given to ask it with.
    """
    if not ledger.eradication.begun:
        return ledger
    if checks is None:
        raise ValueError("a case with a board of eradication is asked with its checks")
    here = site(ledger, organisation, checks, at)
    if asset in organisation.flow_index:
        return _reopen(case, ledger, here, organisation, asset, done=done)
    standing = here.board().of(asset)
    if step in {"rebuild", "clean"} and standing.state not in {"cleaning", *CLEAN}:
        way: facts.Way = "clean" if step == "clean" else "rebuild"
        start = facts.CleaningStarted((asset,), way, case.author)
        for objection in here.objections(ledger, [start], case.author):
            raise refusal_of(objection)
    if step == "verify" and done and standing.state not in CLEAN:
        raise Refusal("eradication.verify_first", asset=asset)
    if step == "reconnect" and standing.state != "reconnected":
        back = facts.AssetsReconnected((asset,), case.author)
        if done:
            return write(case, ledger, here, [back])
        for objection in here.objections(ledger, [back], case.author):
            raise refusal_of(objection)
    return ledger


def _reopen(
    case: Case, ledger: Ledger, here: Site, organisation: Organisation, flow: str, *, done: bool
) -> Ledger:
    """Open a flow again: the levers on it are undone, if that lets nothing unverified out or in."""
    if ledger.containment.approved is None:
        return ledger
    pulled = pulled_now(ledger, organisation)
    levers = [lever for lever in pulled if organisation.lever_by_id[lever].target == flow]
    if not levers:
        return ledger
    if done:
        return lift(case, ledger, here, organisation, levers, case.author)
    if (against := against_lifting(here, organisation, pulled, levers)) is not None:
        raise against
    return ledger
