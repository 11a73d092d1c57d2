"""nginx: a site that shows its maintenance page, by a file that its configuration looks for."""

from endigue.actuators.file_block import FileBlock
from endigue.actuators.machine import Machine
from endigue.containment.enforcement.order import Order


def nginx(target: str, machine: Machine, path: str, site: str) -> FileBlock:
    """The server with `if (-f PATH) { return 503; }`; nothing has to be told to it.

    An empty file closes the site too, so the last undo takes the file away.
    """
    return FileBlock(
        target=target,
        machine=machine,
        path=path,
        kinds=frozenset({"close_site"}),
        lines_of=lambda _order: (f"closed: {site}",),
        step="step.close_site",
        may_be_absent=True,
        told=_nobody,
        only=frozenset({site}),
    )


def _nobody(_order: Order) -> list[list[str]]:
    return []
