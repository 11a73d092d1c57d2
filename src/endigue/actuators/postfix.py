"""Postfix: senders whose mail is refused at the door, by a table of the kind `texthash`."""

from endigue.actuators.file_block import FileBlock
from endigue.actuators.machine import Machine
from endigue.actuators.naming import mail_addresses
from endigue.containment.enforcement.order import Order

_ANSWER = "REJECT blocked by decision of the crisis cell"


def postfix(target: str, machine: Machine, path: str, config: str) -> FileBlock:
    """The server that checks senders against `path` (`check_sender_access texthash:PATH`)."""

    def lines_of(order: Order) -> tuple[str, ...]:
        return tuple(f"{one} {_ANSWER}" for one in mail_addresses(order))

    return FileBlock(
        target=target,
        machine=machine,
        path=path,
        kinds=frozenset({"block_sender"}),
        lines_of=lines_of,
        step="step.block_sender",
        told=lambda _order: [["postfix", "-c", config, "reload"]],
    )
