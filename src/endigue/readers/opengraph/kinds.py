"""What the kinds of nodes and edges mean here."""

from endigue.organisation.model import ASSET_KINDS, AssetKind
from endigue.readers.bloodhound.objects import ASSET_KINDS as DIRECTORY_KINDS
from endigue.readers.bloodhound.rights import HALVES, NO_PATHS

OWN = "Endigue"
"""Begins the kinds that `endigue.writers.opengraph` writes."""

NODE_KINDS: dict[str, AssetKind] = {
    **DIRECTORY_KINDS,
    "AZUser": "account",
    "AZServicePrincipal": "account",
    "AZApp": "account",
    "AZManagedIdentity": "account",
    "AZGroup": "group",
    "AZRole": "group",
    "AZVM": "machine",
    "AZDevice": "machine",
}
"""The asset kind of a node kind, as BloodHound names them."""
NODE_KINDS.update({OWN + kind.capitalize(): kind for kind in ASSET_KINDS})

OF_A_PLAN = frozenset({OWN + "Zone", OWN + "Plan"})
"""Kinds of node that `endigue.writers.plan_exports.opengraph` adds: no assets."""

NEVER_TRAVELLED = (
    HALVES
    | NO_PATHS
    | {
        *("LocalToComputer", "MemberOfLocalGroup", "RemoteInteractiveLogonRight"),
        *("CrossForestTrust", "RootCAFor", "PublishedTo", "DelegatedEnrollmentAgent"),
        *("HostsCAService", "NTAuthStoreFor", "TrustedForNTAuth", "EnterpriseCAFor"),
        *("IssuedSignedBy", "EnrollOnBehalfOf", "OIDGroupLink", "ExtendedByPolicy"),
    }
)
"""Edge kinds that BloodHound keeps but does not walk."""
