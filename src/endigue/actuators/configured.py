"""`targets.toml`: who can be commanded, how, and what must never be cut.

Secrets do not stand in it: `password_from` names an environment variable (`env:NAME`) or a file
(`file:PATH`). Docs: `docs/reference/enforcement.md`.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlsplit

import msgspec

from endigue.actuators.ansible import Ansible
from endigue.actuators.crowdstrike import Falcon, FalconLogOn
from endigue.actuators.directory import Directory
from endigue.actuators.dovecot import DovecotQuarantine, dovecot_login
from endigue.actuators.endpoint import Console, Endpoint
from endigue.actuators.entra import Entra, EntraLogOn
from endigue.actuators.harfanglab import HarfangLab
from endigue.actuators.look import Look
from endigue.actuators.machine import Machine, by_ssh, here, in_namespace
from endigue.actuators.management import Management
from endigue.actuators.nftables_host import NftablesHost
from endigue.actuators.nftables_router import ON_ASSETS, ON_FLOWS, ON_ZONES, NftablesRouter
from endigue.actuators.nginx import nginx
from endigue.actuators.openc2 import KINDS, OpenC2
from endigue.actuators.postfix import postfix
from endigue.actuators.samba_share import samba_share
from endigue.actuators.sections import (
    Accounts,
    Agents,
    AnyTarget,
    Configuration,
    Consumer,
    CrowdStrike,
    EntraTenant,
    Harfang,
    Host,
    Mail,
    Over,
    Playbooks,
    Postfix,
    Quarantine,
    Router,
    Share,
    Site,
    Squid,
    Unbound,
    WazuhManager,
)
from endigue.actuators.squid import squid
from endigue.actuators.unbound import unbound
from endigue.actuators.velociraptor import Velociraptor
from endigue.actuators.wazuh import Wazuh, WazuhLogOn
from endigue.actuators.web import Api, Keyed, Signed, Web
from endigue.containment.enforcement.change import Actuator
from endigue.containment.enforcement.rails import Rails
from endigue.desk.enforcing_ports import Targets
from endigue.desk.refusal import Refusal

LARGEST = 1 << 20
"""Bytes of a configuration; assumed."""


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
    one: AnyTarget, management: Management, machines: "_Machines", environment: Mapping[str, str]
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
        case Playbooks():
            return [Ansible(one.name, machines.of(one.over), one.inventory, one.doing, one.undoing,
                            frozenset(one.levers), one.on)]  # fmt: skip
        case CrowdStrike() | Harfang() | WazuhManager() | Quarantine():
            return [Endpoint(one.name, _console(one, machines, environment), one.wait_seconds)]
        case EntraTenant():
            return [_entra(one, machines, environment)]
        case Consumer():
            return [_consumer(one, machines, environment)]


def _console(one: Agents, machines: "_Machines", environment: Mapping[str, str]) -> Console:
    if isinstance(one, Quarantine):
        return Velociraptor(machines.of(one.over), one.config, one.program)
    password = _secret(one.password_from, environment)
    web = machines.web(one.address, one.seconds, one.authority, password)
    match one:
        case CrowdStrike():
            return Falcon(Signed(web, FalconLogOn(one.client, password)))
        case Harfang():
            return HarfangLab(Keyed(web, f"Token {password}"))
        case WazuhManager():
            signed = Signed(web, WazuhLogOn(one.user, password))
            return Wazuh(signed, one.isolating, one.releasing, one.mark)


def _entra(one: EntraTenant, machines: "_Machines", environment: Mapping[str, str]) -> Entra:
    password = _secret(one.password_from, environment)
    login = machines.web(one.log_on, one.seconds, one.authority, password)
    graph = machines.web(one.address, one.seconds, one.authority, password)
    log_on = EntraLogOn(login, one.tenant, one.client, password)
    return Entra(one.name, Signed(graph, log_on), one.domain)


def _consumer(one: Consumer, machines: "_Machines", environment: Mapping[str, str]) -> OpenC2:
    key = _secret(one.authorization_from, environment) if one.authorization_from else ""
    web = machines.web(one.address, one.seconds, one.authority, key)
    api: Api = Keyed(web, key) if key else web
    look = Look(machines.of(one.look.over), one.look.run) if one.look else None
    return OpenC2(one.name, api, look, frozenset(one.levers) or KINDS)


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


@cache
def _sockets() -> str:
    """One folder a process: the file is read for every page that shows its components."""
    return mkdtemp(prefix="endigue-ssh-")


class _Machines:
    """Machines as they are reached; those behind ssh share connections."""

    def __init__(self) -> None:
        self.reached: dict[str, None] = {}
        """Hosts that are commanded."""

    def of(self, over: Over) -> Machine:
        """The machine that a section names."""
        return self.any_of(over)("")

    def web(self, address: str, seconds: float, authority: str, secret: str) -> Web:
        """An address that is commanded over HTTPS."""
        web = Web(address, seconds, authority, (secret,) if secret else ())
        self.reached[urlsplit(address).hostname or ""] = None
        return web

    def any_of(self, over: Over) -> Callable[[str], Machine]:
        """Machines by host."""
        if [bool(over.ssh), bool(over.namespace), over.here].count(True) != 1:
            raise ValueError("over has one of: ssh, namespace, here")
        if over.ssh and "{host}" not in over.ssh:
            self.reached[over.ssh.rpartition("@")[2]] = None

        def reach(host: str) -> Machine:
            if over.ssh:
                destination = over.ssh.replace("{host}", host)
                return by_ssh(destination, over.options, over.seconds, _sockets())
            if over.namespace:
                return in_namespace(over.namespace.replace("{host}", host), over.seconds)
            return here(over.seconds)

        return reach
