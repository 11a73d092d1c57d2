"""What has to be left alone so that an operation keeps running."""

from endigue.organisation.model import Organisation
from endigue.organisation.needs import leaves


def needed_by(organisation: Organisation, operation: str) -> tuple[str, ...]:
    """Everything with a lever that the operation needs, its redundant parts too: assets,
    accounts and flows, and the zones that they stand in. In the order of the organisation's
    levers; empty where the operation is none.
    """
    found: set[str] = set()
    pending = [
        name for one in organisation.operations if one.id == operation for name in leaves(one.needs)
    ]
    while pending:
        name = pending.pop()
        if name in found:
            continue
        found.add(name)
        if name in organisation.service_by_id:
            pending += leaves(organisation.service_by_id[name].needs)
        elif name in organisation.asset_index:
            found.add(organisation.assets[organisation.asset_index[name]].zone)
    return tuple(dict.fromkeys(one.target for one in organisation.levers if one.target in found))
