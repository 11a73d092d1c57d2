"""The way by which Endigue itself reaches machines, which no rule of ours may cut."""

import msgspec

from endigue.actuators.ruleset import group


class Management(msgspec.Struct, frozen=True):
    """From where, and on which ports."""

    addresses: tuple[str, ...] = ()
    """IPv4 addresses of the machines that Endigue runs on."""
    ports: tuple[int, ...] = (22,)

    @property
    def from_us(self) -> str:
        """What matches a packet of ours."""
        ports = group([str(port) for port in sorted(self.ports)])
        return f"ip saddr {group(sorted(self.addresses))} tcp dport {ports}"

    @property
    def to_us(self) -> str:
        """What matches an answer to us, but not the first packet of a call from the same port.

        The tracking of connections would tell it too, but it does not know those that stood before
        it was first asked, and would cut the one that we command by.
        """
        ports = group([str(port) for port in sorted(self.ports)])
        answer = f"ip daddr {group(sorted(self.addresses))} tcp sport {ports}"
        return f"{answer} tcp flags != syn / syn,ack"
