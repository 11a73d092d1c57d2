"""squid: sites that nobody reaches through the proxy any more, by a file of domains."""

from endigue.actuators.file_block import FileBlock
from endigue.actuators.machine import Machine
from endigue.actuators.naming import domains


def squid(target: str, machine: Machine, path: str, config: str) -> FileBlock:
    """The proxy that denies what stands in `path` (`acl bad dstdomain -n "PATH"`)."""
    return FileBlock(
        target=target,
        machine=machine,
        path=path,
        kinds=frozenset({"block_name"}),
        lines_of=lambda order: tuple(f".{one}" for one in domains(order)),
        step="step.block_in_proxy",
        told=lambda _order: [["squid", "-f", config, "-k", "reconfigure"]],
    )
