"""What is known of continuity: the last assessment, and the devices that were merged."""

import msgspec

from endigue.continuity.facts import ContinuityAssessed
from endigue.continuity.handwork.facts import ChainMerged
from endigue.continuity.state import OperationState
from endigue.journal.fact import Fact


class ContinuityView(msgspec.Struct, frozen=True):
    """The operations as last assessed; no input as long as nothing was assessed."""

    input: str = ""
    down: tuple[str, ...] = ()
    operations: tuple[OperationState, ...] = ()
    chains: tuple[ChainMerged, ...] = ()
    """The chains of other devices that were taken in, in the order of their merging."""


def see(view: ContinuityView, fact: Fact) -> ContinuityView:
    """The view after the fact; a fact of another chapter changes nothing."""
    match fact:
        case ContinuityAssessed():
            return ContinuityView(fact.input, fact.down, fact.operations, view.chains)
        case ChainMerged():
            return msgspec.structs.replace(view, chains=(*view.chains, fact))
        case _:
            return view
