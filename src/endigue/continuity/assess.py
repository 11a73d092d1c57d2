"""Which operations run, which go on by hand, which stop, and for want of what."""

from collections.abc import Collection
from fractions import Fraction

from endigue.continuity.state import OperationState
from endigue.kernel.money import share_of
from endigue.organisation.harm import manual_share
from endigue.organisation.model import Operation, Organisation, Service
from endigue.organisation.needs import first_missing, is_met, with_services_down


def assess(organisation: Organisation, down: Collection[str]) -> tuple[OperationState, ...]:
    """The state of every operation, in the organisation's order, while the assets, accounts
    and flows `down` are lost. The services lost with them are derived.
    """
    services = organisation.service_by_id
    lost = with_services_down(services, down)
    return tuple(_state(operation, lost, services) for operation in organisation.operations)


def pace_by_hand(operation: Operation) -> Fraction:
    """Share of the arrivals that hand-work serves while it lasts: min(1, capacity / arrivals),
    0 where nothing can be done by hand.
    """
    manual = operation.manual
    return Fraction(0) if manual is None else manual_share(operation, manual.stamina_hours)


def _state(
    operation: Operation, lost: Collection[str], services: dict[str, Service]
) -> OperationState:
    if is_met(operation.needs, lost):
        return OperationState(
            id=operation.id,
            state="running",
            mtpd_hours=operation.mtpd_hours,
            rto_hours=operation.rto_hours,
        )
    manual = operation.manual
    manual_missing: tuple[str, ...] = ()
    if manual is not None and manual.needs is not None:
        manual_missing = first_missing(manual.needs, lost, services)
    pace = Fraction(0) if manual_missing else pace_by_hand(operation)
    by_hand = manual is not None and pace > 0
    return OperationState(
        id=operation.id,
        state="by_hand" if by_hand else "stopped",
        missing=first_missing(operation.needs, lost, services),
        manual_missing=manual_missing,
        by_hand_share=float(pace),
        form=manual.form if manual is not None and by_hand else "",
        stamina_hours=manual.stamina_hours if manual is not None and by_hand else 0.0,
        mtpd_hours=operation.mtpd_hours,
        rto_hours=operation.rto_hours,
        loss_per_hour=share_of(operation.value_per_hour, 1 - pace),
    )
