"""A share of Samba that can only be read, or is closed, by a file that its section includes.

What was open with the old rights is closed: whoever comes back finds the new ones.
"""

import re
from collections.abc import Sequence

from endigue.actuators.file_block import FileBlock
from endigue.actuators.machine import Machine
from endigue.containment.enforcement.change import CannotPlan
from endigue.containment.enforcement.order import Order

PARAMETERS = {"freeze_share": "read only = yes", "close_share": "available = no"}
_SHARE = re.compile(r"[A-Za-z0-9_.$-]{1,80}")


def samba_share(
    target: str, machine: Machine, path: str, config: str, shares: dict[str, str]
) -> FileBlock:
    """The share whose section ends with `include = PATH`. `shares` gives its name by asset."""
    control = ["smbcontrol", "-s", config, "smbd"]

    def share(order: Order) -> str:
        name = shares.get(order.target, "")
        if _SHARE.fullmatch(name) is None:
            raise CannotPlan("enforcement.no_share", name=order.name)
        return name

    def told(order: Order) -> Sequence[Sequence[str]]:
        return [[*control, "reload-config"], [*control, "close-share", share(order)]]

    return FileBlock(
        target=target,
        machine=machine,
        path=path,
        kinds=frozenset(PARAMETERS),
        lines_of=lambda order: (PARAMETERS[order.kind],),
        step="step.limit_share",
        may_be_absent=True,
        told=told,
        only=frozenset(shares),
    )
