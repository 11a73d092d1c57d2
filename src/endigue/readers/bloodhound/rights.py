"""Access rights on an object: which let an intruder travel, which do not on their own."""

from endigue.readers.bloodhound.ends import End, end
from endigue.readers.bloodhound.raw import (
    HALF_OF_A_RIGHT,
    KIND_NOT_UNDERSTOOD,
    NO_PATH_ALONE,
    OWNER_RIGHTS,
    Relation,
)
from endigue.readers.json_fields import kind_name

PATHS = frozenset(
    {
        "GenericAll",
        "GenericWrite",
        "WriteDacl",
        "WriteOwner",
        "WriteOwnerLimitedRights",
        "Owns",
        "OwnsLimitedRights",
        "AllExtendedRights",
        "ForceChangePassword",
        "AddMember",
        "AddSelf",
        "AddKeyCredentialLink",
        "AddAllowedToAct",
        "WriteSPN",
        "WriteAccountRestrictions",
        "WriteGPLink",
        "ReadLAPSPassword",
        "ReadGMSAPassword",
        "SyncLAPSPassword",
        "DCSync",
    }
)

EXTENDED_RIGHTS_MATTER_ON = frozenset({"User", "Computer", "Domain"})
"""AllExtendedRights resets a password, reads a LAPS password or replicates secrets; on a
certificate template or authority it only lets one enrol."""

HALVES = frozenset({"GetChanges", "GetChangesAll", "GetChangesInFilteredSet"})
"""Used in pairs: see DCSync and SyncLAPSPassword in `derived`."""

NO_PATHS = frozenset(
    {
        "Enroll",
        "ManageCA",
        "ManageCertificates",
        "WritePKIEnrollmentFlag",
        "WritePKINameFlag",
        "OwnsRaw",
        "WriteOwnerRaw",
    }
)
"""Certificate rights matter only in combinations (ADCS escalations) that are not derived
here yet; the `Raw` kinds repeat others."""

_OWNER_RIGHTS = "S-1-3-4"


def access_relation(entry: dict[str, object], target: End) -> Relation:
    """What one access control entry on `target` says."""
    principal = end(entry, "PrincipalSID", "PrincipalType")
    kind = kind_name(entry, "RightName")
    return Relation(principal, target, kind or "Aces", _why_not(principal, target, kind))


def _why_not(principal: End, target: End, kind: str) -> str:
    if kind in HALVES:
        return HALF_OF_A_RIGHT
    if kind in NO_PATHS:
        return NO_PATH_ALONE
    if kind not in PATHS:
        return KIND_NOT_UNDERSTOOD
    if kind == "AllExtendedRights" and target.type not in EXTENDED_RIGHTS_MATTER_ON:
        return NO_PATH_ALONE
    return OWNER_RIGHTS if principal.id.endswith(_OWNER_RIGHTS) else ""
