"""unbound: names that nobody gets an address for any more, by a response-policy zone.

The zone's log names the machines that still ask: that is evidence of what they carry, and
`readers/traffic` reads it back.
"""

import re

from endigue.actuators.file_block import FileBlock
from endigue.actuators.machine import Machine
from endigue.actuators.naming import domains
from endigue.containment.enforcement.order import Order

_SERIAL = re.compile(r"(?m)^(@ SOA \S+ \S+ )(\d+)")


def unbound(target: str, machine: Machine, path: str, zone: str, control: str) -> FileBlock:
    """The resolver with a policy zone `zone` in the file `path`; `control` is the configuration
    that `unbound-control` goes by.
    """
    command = ["unbound-control", "-c", control]

    def lines_of(order: Order) -> tuple[str, ...]:
        return tuple(f"{name} CNAME ." for one in domains(order) for name in (one, f"*.{one}"))

    def told(_order: Order) -> list[list[str]]:
        return [[*command, "auth_zone_reload", zone]]

    def has_read(asked: Machine, text: str) -> bool:
        """Whether the zone that is served bears the serial of the file."""
        serial = _SERIAL.search(text)
        for line in asked.run([*command, "list_auth_zones"]).decode().splitlines():
            name, _, said = line.partition("\t")
            if name.rstrip(".") == zone.rstrip("."):
                return serial is None or said.split() == ["serial", serial[2]]
        return False

    return FileBlock(
        target=target,
        machine=machine,
        path=path,
        kinds=frozenset({"block_name"}),
        lines_of=lines_of,
        step="step.block_in_dns",
        told=told,
        has_read=has_read,
        finished=_with_next_serial,
        comment=";",
    )


def _with_next_serial(text: str) -> str:
    return _SERIAL.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", text, count=1)
