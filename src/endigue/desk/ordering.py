"""Orders that people typed, looked up and refused where they cannot be followed."""

from endigue.containment.choice import Orders, objections
from endigue.desk.lookup import levers_named, things_named
from endigue.desk.refusal import Refusal, Refusals
from endigue.organisation.model import Organisation


def followed(organisation: Organisation, typed: Orders) -> Orders:
    """The orders with the identifiers that their names mean.

    Raises Refusal for a name that means nothing, Refusals where the orders contradict each
    other or the doctrine.
    """
    orders = Orders(
        keep=things_named(organisation, typed.keep),
        cut=things_named(organisation, typed.cut),
        derogations=levers_named(organisation, typed.derogations),
    )
    if against := objections(organisation, orders):
        each = tuple(Refusal(code, identifier=name) for code, name in against)
        raise Refusals("containment.refused", each)
    return orders
