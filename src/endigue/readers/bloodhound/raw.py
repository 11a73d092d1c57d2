"""The raw relation: the smallest thing that a collection says."""

from typing import NamedTuple

from endigue.readers.bloodhound.ends import End


class Relation(NamedTuple):
    """One thing said: from `source` an intruder gets to `target`, unless `why` is a code
    that says why it is no way in.
    """

    source: End
    target: End
    kind: str
    why: str = ""
    port: int = 0


NO_PATH_ALONE = "importing.no_path_alone"
HALF_OF_A_RIGHT = "importing.half_of_a_right"
KIND_NOT_UNDERSTOOD = "importing.kind_not_understood"
NOT_COLLECTED = "importing.not_collected"
OWNER_RIGHTS = "importing.owner_rights"
NO_CONTROL = "importing.group_gives_no_control"
NO_REMOTE_LOGON = "importing.no_remote_logon_right"
EXPANDED = "importing.expanded"
TRUST_FILTERED = "importing.trust_filtered"
TRUST_DISABLED = "importing.trust_disabled"
SAID_TWICE = "importing.said_twice"
SELF_REFERENCE = "importing.self_reference"
UNKNOWN_END = "importing.unknown_end"
DELETED_END = "importing.deleted_end"
OBJECT_TWICE = "importing.object_twice"
OBJECT_DELETED = "importing.object_deleted"
OBJECT_BROKEN = "importing.object_broken"
NO_JSON = "importing.no_json"
