"""Zones and the flows that the firewalls let through."""

from typing import NamedTuple

from endigue.organisation.model import Flow, Zone

ZONES = (
    Zone("zone-core", "Cœur de confiance", "it", 0),
    Zone("zone-backup", "Sauvegardes", "it", 0),
    Zone("zone-admin", "Administration et déploiement", "it", 1),
    Zone("zone-dmz", "Zone exposée", "it", 1),
    Zone("zone-apps", "Serveurs applicatifs", "mutual", 1),
    Zone("zone-data", "Bases de données et fichiers", "mutual", 1),
    Zone("zone-mail", "Messagerie", "mutual", 1),
    Zone("zone-voice", "Téléphonie", "mutual", 1),
    Zone("zone-test", "Recette et développement", "it", 1),
    Zone("zone-provident", "Serveurs de la prévoyance", "provident", 1),
    Zone("zone-care", "Serveurs des soins", "care", 1),
    Zone("zone-ws-hq", "Postes de travail du siège", "mutual", 2),
    Zone("zone-ws-regional", "Postes de travail du site régional", "mutual", 2),
    Zone("zone-ws-provident", "Postes de travail de la prévoyance", "provident", 2),
    Zone("zone-ws-care", "Postes de travail des centres de soins", "care", 2),
    Zone("zone-ws-it", "Postes de travail de l'informatique", "it", 2),
    Zone("zone-internet", "Internet", "", 3),
    Zone("zone-partners", "Liaisons avec les partenaires", "", 3),
)

WORKSTATION_ZONES = ("ws-hq", "ws-regional", "ws-provident", "ws-care", "ws-it")


class Rule(NamedTuple):
    """A flow, its zones without their prefix."""

    source: str
    target: str
    name: str
    port: int

    @property
    def id(self) -> str:
        """Identifier of the flow."""
        return f"flow-{self.source}-{self.target}-{self.name}"


_DOMAIN_OF = {
    "ws-hq": "core",
    "ws-regional": "core",
    "ws-it": "core",
    "ws-provident": "provident",
    "ws-care": "care",
}
"""Zone of the domain controllers that each zone of workstations logs on to."""

RULES = (
    *(Rule(zone, zone, "smb", 445) for zone in WORKSTATION_ZONES),
    *(Rule(zone, _DOMAIN_OF[zone], "auth", 88) for zone in WORKSTATION_ZONES),
    *(Rule(zone, "apps", "https", 443) for zone in WORKSTATION_ZONES),
    *(Rule(zone, "data", "smb", 445) for zone in ("ws-hq", "ws-regional", "ws-it")),
    *(Rule(zone, "mail", "https", 443) for zone in WORKSTATION_ZONES),
    *(Rule(zone, "voice", "sip", 5060) for zone in ("ws-hq", "ws-regional")),
    *(Rule(zone, "internet", "web", 443) for zone in WORKSTATION_ZONES),
    *(Rule("admin", zone, "agent", 10123) for zone in ("ws-hq", "ws-regional", "ws-it")),
    Rule("ws-provident", "provident", "https", 443),
    Rule("ws-care", "care", "https", 443),
    Rule("ws-it", "admin", "rdp", 3389),
    Rule("ws-it", "test", "ssh", 22),
    Rule("admin", "core", "winrm", 5985),
    Rule("admin", "apps", "winrm", 5985),
    Rule("admin", "data", "winrm", 5985),
    Rule("test", "apps", "smb", 445),
    Rule("dmz", "apps", "https", 443),
    Rule("dmz", "mail", "smtp", 25),
    Rule("dmz", "core", "ldaps", 636),
    Rule("dmz", "care", "https", 443),
    Rule("apps", "data", "sql", 1433),
    Rule("apps", "core", "ldaps", 636),
    Rule("apps", "mail", "smtp", 25),
    Rule("apps", "provident", "bus", 8443),
    Rule("provident", "apps", "bus", 8443),
    Rule("care", "apps", "bus", 8443),
    Rule("voice", "apps", "cti", 8080),
    Rule("backup", "apps", "backup", 10006),
    Rule("backup", "data", "backup", 10006),
    Rule("backup", "core", "backup", 902),
    Rule("apps", "partners", "claims", 443),
    Rule("apps", "partners", "teletransmission", 5100),
    Rule("apps", "partners", "bank", 4433),
    Rule("partners", "voice", "trunk", 5060),
    Rule("partners", "dmz", "sftp", 22),
    Rule("partners", "admin", "maintenance", 3389),
    Rule("internet", "dmz", "https", 443),
    Rule("internet", "dmz", "smtp", 25),
    Rule("internet", "dmz", "vpn", 4433),
    Rule("dmz", "internet", "smtp", 25),
)

FLOWS = tuple(
    Flow(rule.id, f"zone-{rule.source}", f"zone-{rule.target}", "tcp", rule.port) for rule in RULES
)

FLOW_AT = {flow.id: position for position, flow in enumerate(FLOWS)}
"""Position of every flow."""

_ADDRESSES_IN_ZONE = 2**19  # the network 10.0.0.0/8 in 32 equal parts
_FIRST_HOST = 11


def address(zone: str, number: int) -> str:
    """The private address (RFC 1918) of the host with this number, from 0, in a zone."""
    part = next(place for place, one in enumerate(ZONES) if one.id == zone)
    if not 0 <= number < _ADDRESSES_IN_ZONE - _FIRST_HOST:
        raise ValueError(f"{zone} has no room for host {number}")
    value = (10 << 24) + part * _ADDRESSES_IN_ZONE + _FIRST_HOST + number
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))
