"""`targets.toml`: who can be commanded, how, and what must never be cut.

Secrets do not stand in it: `password_from` names an environment variable (`env:NAME`) or a file
(`file:PATH`). Docs: `docs/reference/enforcement.md`.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import msgspec

from endigue.actuators.directory import Directory
from endigue.actuators.dovecot import DovecotQuarantine, dovecot_login
from endigue.actuators.machine import Machine, by_ssh, here, in_namespace
from endigue.actuators.management import Management
from endigue.actuators.nftables_host import NftablesHost
from endigue.actuators.nftables_router import ON_ASSETS, ON_FLOWS, ON_ZONES, NftablesRouter
from endigue.actuators.nginx import nginx
from endigue.actuators.postfix import postfix
from endigue.actuators.samba_share import samba_share
from endigue.actuators.squid import squid
from endigue.actuators.unbound import unbound
from endigue.containment.enforcement.change import Actuator
from endigue.containment.enforcement.rails import Rails
from endigue.desk.enforcing_ports import Targets
from endigue.desk.refusal import Refusal

LARGEST = 1 << 20
"""Bytes of a configuration; assumed."""


class Over(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a machine is reached; one of the first three."""

    ssh: str = ""
    """[USER@]HOST; {host} in it is the machine that an order names."""
    namespace: str = ""
    """A network namespace of this machine; {host} as above."""
    here: bool = False
    options: tuple[str, ...] = ()
    """For ssh, such as -F FILE."""
    seconds: float = 20.0
    """Within which an answer is expected."""


class Close(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command that closes sessions."""

    over: Over
    run: tuple[str, ...]


class _Target(msgspec.Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    name: str


class Router(_Target, frozen=True, tag="nftables-router"):
    """See `nftables_router`."""

    over: Over
    zones: dict[str, tuple[str, ...]] = {}
    ports: dict[str, str] = {}
    levers: tuple[str, ...] = ()
    roll_back_seconds: int = 30


class Host(_Target, frozen=True, tag="nftables-host"):
    """See `nftables_host`."""

    over: Over
    hosts: dict[str, str] = {}
    only_these: bool = False
    roll_back_seconds: int = 30


class Accounts(_Target, frozen=True, tag="directory"):
    """See `directory`."""

    address: str
    user: str
    base: str
    password_from: str
    flavour: str = "active_directory"
    authority: str = ""
    seconds: float = 20.0
    close: tuple[Close, ...] = ()


class Mail(_Target, frozen=True, tag="dovecot"):
    """See `dovecot`."""

    over: Over
    config: str
    denied: str = ""
    """The file of denied logins; empty where mailboxes cannot be shut."""
    levers: tuple[str, ...] = ("shut_mailbox", "disable_account")


class Postfix(_Target, frozen=True, tag="postfix"):
    """See `postfix`."""

    over: Over
    config: str
    senders: str


class Unbound(_Target, frozen=True, tag="unbound"):
    """See `unbound`."""

    over: Over
    config: str
    zone: str
    file: str


class Squid(_Target, frozen=True, tag="squid"):
    """See `squid`."""

    over: Over
    config: str
    file: str


class Share(_Target, frozen=True, tag="samba-share"):
    """See `samba_share`."""

    over: Over
    config: str
    file: str
    shares: dict[str, str]


class Site(_Target, frozen=True, tag="nginx"):
    """See `nginx`."""

    over: Over
    flag: str
    site: str


class Safety(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must not be cut."""

    ourselves: tuple[str, ...] = ()
    ports: tuple[int, ...] = (22,)
    administrators: tuple[str, ...] = ()
    telephone: tuple[str, ...] | None = None
    never: tuple[str, ...] = ()


Any_ = Router | Host | Accounts | Mail | Postfix | Unbound | Squid | Share | Site


class Configuration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    safety: Safety = Safety()
    target: tuple[Any_, ...] = ()


def read_targets(file: str, environment: Mapping[str, str] = os.environ) -> Targets:
    """The components of a file. Raises Refusal where it cannot be read or has another shape."""
    try:
        with Path(file).open("rb") as stream:
            found = parse_targets(stream.read(LARGEST + 1))
        return targets_of(found, environment)
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=file, why=trouble.strerror or "") from None
    except (ValueError, RecursionError) as trouble:
        why = " ".join(str(trouble).split())
        raise Refusal("enforcement.targets_wrong", file=file, why=why) from None


def parse_targets(content: bytes) -> Configuration:
    """The file as it stands. ValueError with a sentence where it has another shape."""
    if len(content) > LARGEST:
        raise ValueError(f"it has more than {LARGEST:,} bytes")
    return msgspec.convert(tomllib.loads(content.decode("utf-8-sig")), Configuration)


def targets_of(found: Configuration, environment: Mapping[str, str]) -> Targets:
    """The hands on every component. ValueError with a sentence where something is missing."""
    names = [one.name for one in found.target]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two targets are named {name}")
    safety = found.safety
    management = Management(
        tuple(one for one in safety.ourselves if one.count(".") == 3), safety.ports
    )
    machines = _Machines()
    actuators: list[Actuator] = []
    for one in found.target:
        if isinstance(one, Router | Host) and not management.addresses:
            raise ValueError("[safety] ourselves names no IPv4 address of ours to be let in from")
        actuators += _made(one, management, machines, environment)
    components = tuple(machines.reached)
    rails = Rails(safety.ourselves, components, safety.ports, safety.administrators,
                  safety.telephone, safety.never)  # fmt: skip
    return Targets(tuple(actuators), rails)


def _made(
    one: Any_, management: Management, machines: "_Machines", environment: Mapping[str, str]
) -> list[Actuator]:
    match one:
        case Router():
            levers = frozenset(one.levers) or ON_ASSETS | ON_FLOWS | ON_ZONES
            machine = machines.of(one.over)
            return [NftablesRouter(one.name, machine, management, one.zones, one.ports,
                                   one.roll_back_seconds, levers)]  # fmt: skip
        case Host():
            reach = machines.any_of(one.over)
            return [NftablesHost(one.name, reach, one.hosts, management,
                                 one.roll_back_seconds, one.only_these)]  # fmt: skip
        case Accounts():
            return [_directory(one, machines, environment)]
        case Mail():
            machine = machines.of(one.over)
            mail: list[Actuator] = [DovecotQuarantine(one.name, machine, one.config)]
            if one.denied:
                mail.append(dovecot_login(f"{one.name}-login", machine, one.denied, one.config,
                                          frozenset(one.levers)))  # fmt: skip
            return mail
        case Postfix():
            return [postfix(one.name, machines.of(one.over), one.senders, one.config)]
        case Unbound():
            return [unbound(one.name, machines.of(one.over), one.file, one.zone, one.config)]
        case Squid():
            return [squid(one.name, machines.of(one.over), one.file, one.config)]
        case Share():
            machine = machines.of(one.over)
            return [samba_share(one.name, machine, one.file, one.config, one.shares)]
        case Site():
            return [nginx(one.name, machines.of(one.over), one.flag, one.site)]


def _directory(one: Accounts, machines: "_Machines", environment: Mapping[str, str]) -> Directory:
    password = _secret(one.password_from, environment)
    try:
        # It is asked for only where a directory is configured, so that it can be left out.
        from endigue.actuators.ldap_session import LdapOpening
    except ModuleNotFoundError:
        raise ValueError("a directory needs the extra: pip install 'endigue[directory]'") from None
    opening = LdapOpening(one.address, one.user, password, one.base, one.authority, one.seconds)
    enders = tuple((machines.of(each.over), each.run) for each in one.close)
    flavour: Any = one.flavour
    if flavour not in ("active_directory", "openldap"):
        raise ValueError(f"flavour of {one.name}: active_directory or openldap, not '{flavour}'")
    return Directory(one.name, flavour, opening, enders)


def _secret(place: str, environment: Mapping[str, str]) -> str:
    sort, _, name = place.partition(":")
    if sort == "env":
        if name not in environment:
            raise ValueError(f"the environment has no {name}, which password_from names")
        return environment[name]
    if sort == "file":
        return Path(name).read_text("utf-8").rstrip("\r\n")
    raise ValueError(f"password_from is 'env:NAME' or 'file:PATH', not '{place}'")


class _Machines:
    """Machines as they are reached; those behind ssh share connections."""

    def __init__(self) -> None:
        self.reached: dict[str, None] = {}
        """Hosts that are commanded."""
        self._sockets = ""

    def of(self, over: Over) -> Machine:
        """The machine that a section names."""
        return self.any_of(over)("")

    def any_of(self, over: Over) -> Callable[[str], Machine]:
        """Machines by host."""
        if [bool(over.ssh), bool(over.namespace), over.here].count(True) != 1:
            raise ValueError("over has one of: ssh, namespace, here")
        if over.ssh and not self._sockets:
            self._sockets = mkdtemp(prefix="endigue-ssh-")
        if over.ssh and "{host}" not in over.ssh:
            self.reached[over.ssh.rpartition("@")[2]] = None

        def reach(host: str) -> Machine:
            if over.ssh:
                destination = over.ssh.replace("{host}", host)
                return by_ssh(destination, over.options, over.seconds, self._sockets)
            if over.namespace:
                return in_namespace(over.namespace.replace("{host}", host), over.seconds)
            return here(over.seconds)

        return reach
