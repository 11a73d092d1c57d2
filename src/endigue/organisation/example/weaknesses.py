"""Where the tiers of the directory leak, as they do in life: the ways to the core of trust.

Each is a line that an audit would write and a lever can cut. Counts are assumed.
"""

from endigue.organisation.example.calibration import scaled
from endigue.organisation.example.chance import Chance
from endigue.organisation.example.group import DOMAIN_OF, DOMAINS
from endigue.organisation.example.machines import ROLES
from endigue.organisation.example.network import FLOW_AT
from endigue.organisation.example.register import Register, Ways

WORKSTATIONS_WITH_HELPDESK_SESSION = 14
"""At 700 staff: workstations where a technician logged on and never logged off."""

WORKSTATIONS_WITH_SERVER_ADMIN_SESSION = 3
"""At 700 staff: administrators who use their server account on their own workstation."""


def lay_weaknesses(register: Register, ways: Ways, chance: Chance, staff: int) -> None:
    """Every weakness."""
    _lay_sessions_on_workstations(register, ways, chance, staff)
    _lay_deployment(register, ways)
    _lay_old_rights(register, ways, chance)


def _lay_sessions_on_workstations(
    register: Register, ways: Ways, chance: Chance, staff: int
) -> None:
    at = register.at
    offices = at("pc:zone-ws-hq", "pc:zone-ws-regional")
    visited = chance.some(offices, scaled(WORKSTATIONS_WITH_HELPDESK_SESSION, staff))
    ways.lead("HasSession", visited, chance.pick(at("adm-hd"), len(visited)))
    own = chance.some(at("pc:systems"), scaled(WORKSTATIONS_WITH_SERVER_ADMIN_SESSION, staff))
    ways.lead("HasSession", own, chance.pick(at("adm-t1"), len(own)))


def _lay_deployment(register: Register, ways: Ways) -> None:
    """The deployment account is administrator of everything outside the core and the backups."""
    at = register.at
    servers = [
        role.code
        for role in ROLES
        if role.zone not in {"zone-core", "zone-backup"} and DOMAIN_OF[role.entity] is DOMAINS[0]
    ]
    pcs = ("pc:zone-ws-hq", "pc:zone-ws-regional", "pc:zone-ws-it")
    ways.lead("AdminTo", at("svc-deploy"), at(*servers, *pcs))


def _lay_old_rights(register: Register, ways: Ways, chance: Chance) -> None:
    at = register.at
    # A domain administrator uses a jump server of the lower tier.
    ways.lead("HasSession", at("srv-jump")[:1], at("adm-t0")[:1])
    # The connector to the cloud directory may replicate every secret of the domain.
    ways.lead("DCSync", at("svc-idsync"), at("dom-rivages"))
    # An archive job of the scanning chain was once put among the backup operators.
    ways.lead("MemberOf", at("svc-scan"), at("grp-backup-operators"))
    # The old scanning platform is still among the test machines, with its account.
    ways.lead("MemberOf", at("svc-scan"), at("grp-test-admins"))
    # Test machines reach production by file sharing, and share one account.
    tests = at("srv-test")
    ways.lead(
        "NetworkReach",
        tests,
        chance.pick(at("srv-claims", "srv-contrib", "srv-bi", "srv-dep"), len(tests)),
        445,
        FLOW_AT["flow-test-apps-smb"],
    )
    # The help desk may open the deployment server.
    ways.lead("CanRDP", at("grp-helpdesk"), at("srv-deploy"))
    # Anyone in sales may open the remote desktops of the provident company.
    ways.lead("CanRDP", at("dep-sales"), at("prv-rds"))
