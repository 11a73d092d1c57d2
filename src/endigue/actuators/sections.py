"""What stands in `targets.toml`, section by section."""

import msgspec


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
    """A command that closes sessions, or looks."""

    over: Over
    run: tuple[str, ...]


class Target(msgspec.Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    """One component."""

    name: str


class Router(Target, frozen=True, tag="nftables-router"):
    """See `nftables_router`."""

    over: Over
    zones: dict[str, tuple[str, ...]] = {}
    ports: dict[str, str] = {}
    levers: tuple[str, ...] = ()
    roll_back_seconds: int = 30


class Host(Target, frozen=True, tag="nftables-host"):
    """See `nftables_host`."""

    over: Over
    hosts: dict[str, str] = {}
    only_these: bool = False
    roll_back_seconds: int = 30


class Accounts(Target, frozen=True, tag="directory"):
    """See `directory`."""

    address: str
    user: str
    base: str
    password_from: str
    flavour: str = "active_directory"
    authority: str = ""
    seconds: float = 20.0
    close: tuple[Close, ...] = ()


class Mail(Target, frozen=True, tag="dovecot"):
    """See `dovecot`."""

    over: Over
    config: str
    denied: str = ""
    """The file of denied logins; empty where mailboxes cannot be shut."""
    levers: tuple[str, ...] = ("shut_mailbox", "disable_account")


class Postfix(Target, frozen=True, tag="postfix"):
    """See `postfix`."""

    over: Over
    config: str
    senders: str


class Unbound(Target, frozen=True, tag="unbound"):
    """See `unbound`."""

    over: Over
    config: str
    zone: str
    file: str


class Squid(Target, frozen=True, tag="squid"):
    """See `squid`."""

    over: Over
    config: str
    file: str


class Share(Target, frozen=True, tag="samba-share"):
    """See `samba_share`."""

    over: Over
    config: str
    file: str
    shares: dict[str, str]


class Site(Target, frozen=True, tag="nginx"):
    """See `nginx`."""

    over: Over
    flag: str
    site: str


class Online(Target, frozen=True):
    """What is commanded over HTTPS; see `web`."""

    address: str
    authority: str = ""
    seconds: float = 20.0


class CrowdStrike(Online, frozen=True, kw_only=True, tag="crowdstrike"):
    """See `crowdstrike`."""

    client: str
    password_from: str
    wait_seconds: float = 20.0


class Harfang(Online, frozen=True, kw_only=True, tag="harfanglab"):
    """See `harfanglab`; the password is the token of its API."""

    password_from: str
    wait_seconds: float = 20.0


class WazuhManager(Online, frozen=True, kw_only=True, tag="wazuh"):
    """See `wazuh`."""

    user: str
    password_from: str
    isolating: str
    releasing: str
    mark: str
    wait_seconds: float = 20.0


class Quarantine(Target, frozen=True, tag="velociraptor"):
    """See `velociraptor`."""

    over: Over
    config: str
    program: str = "velociraptor"
    wait_seconds: float = 20.0


class EntraTenant(Target, frozen=True, tag="entra"):
    """See `entra`."""

    tenant: str
    client: str
    password_from: str
    domain: str
    address: str = "https://graph.microsoft.com"
    log_on: str = "https://login.microsoftonline.com"
    authority: str = ""
    seconds: float = 20.0


class Consumer(Online, frozen=True, kw_only=True, tag="openc2"):
    """See `openc2`."""

    authorization_from: str = ""
    """The whole header Authorization, where the consumer wants one."""
    look: Close | None = None
    levers: tuple[str, ...] = ()


class Playbooks(Target, frozen=True, tag="ansible"):
    """See `ansible`."""

    over: Over
    inventory: str
    doing: str
    undoing: str
    levers: tuple[str, ...]
    on: str = ""


class Safety(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must not be cut."""

    ourselves: tuple[str, ...] = ()
    ports: tuple[int, ...] = (22,)
    administrators: tuple[str, ...] = ()
    telephone: tuple[str, ...] | None = None
    never: tuple[str, ...] = ()


OnMachines = Router | Host | Accounts | Mail | Postfix | Unbound | Squid | Share | Site
Agents = CrowdStrike | Harfang | WazuhManager | Quarantine
AnyTarget = OnMachines | Playbooks | Agents | EntraTenant | Consumer


class Configuration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    safety: Safety = Safety()
    target: tuple[AnyTarget, ...] = ()
