"""What an account is for, as far as its identifier and its names tell.

The relative identifiers (the last number of a Windows SID) are those that Microsoft documents
under "Well-known SIDs"; the words in names are assumed.
"""

import re
from collections.abc import Collection
from typing import Literal

from endigue.organisation.model import Asset

Role = Literal["person", "service", "untouchable"]

_DOMAIN_SID = re.compile(r"S-1-5-21-\d+-\d+-\d+-(\d+)$", re.IGNORECASE)
_SYSTEM_SID = re.compile(r"(^|-)S-1-(?!5-21-|12-1-)\d+(-\d+)+$", re.IGNORECASE)
"""A SID of no domain and no cloud directory: local service, everyone, a built-in group."""

_ADMINISTRATOR, _KEY_DISTRIBUTION, _FIRST_OF_PEOPLE = 500, 502, 1000
_KEY_DISTRIBUTION_NAME = re.compile(r"krbtgt(_\d+)?")
_SERVICE_NAME = re.compile(
    r"(^|[-_.])(svc|srv|service|services|gmsa|smsa|msa|bot|batch|task|sql|backup)([-_.\d$]|$)"
    r"|^(svc|gmsa|smsa|healthmailbox|sm_|msol_|aad_|\$)|\$$"
)
_TELLING = re.compile(
    r"krbtgt|[$]|svc|srv|service|msa|bot|batch|task|sql|backup|mailbox|sm_|ol_|ad_"
)
"""What a name that is told by one of the two has in it: most names have nothing of it."""


def role_of(account: Asset, host_names: Collection[str] = frozenset()) -> Role:
    """What the account is for.

    Nobody disables to contain those that are `untouchable`:

    - `krbtgt`, of a domain or of a read-only domain controller: it signs every ticket, nobody
      logs on with it, and it is disabled by design; its secret is renewed, twice, when the
      intruder is driven out;
    - the built-in administrator (500): the one account of a domain that no lock-out shuts out
      and the way back in once every other administrator is disabled; its password is changed;
    - identities of the system, such as NETWORK SERVICE: they are no accounts of a person and
      cannot be disabled;
    - the account of a machine, one of `host_names` in lower case: the machine is isolated.
    """
    relative = _relative_identifier(account)
    if relative in {_ADMINISTRATOR, _KEY_DISTRIBUTION} or _SYSTEM_SID.search(account.id):
        return "untouchable"
    below = relative is not None and relative < _FIRST_OF_PEOPLE
    names = "\n".join((account.name, *account.aliases)).casefold()
    if _TELLING.search(names) is None:
        return "service" if below else "person"
    logins = {_login(name) for name in names.split("\n")}
    if any(_KEY_DISTRIBUTION_NAME.fullmatch(login) for login in logins):
        return "untouchable"
    if any(login.endswith("$") and login in host_names for login in logins):
        return "untouchable"
    return "service" if below or any(map(_SERVICE_NAME.search, logins)) else "person"


def _relative_identifier(account: Asset) -> int | None:
    found = _DOMAIN_SID.search(account.id)
    if found is None:
        found = next(filter(None, map(_DOMAIN_SID.search, account.aliases)), None)
    return None if found is None else int(found[1])


def _login(name: str) -> str:
    """A name without its domain."""
    return name.partition("@")[0].rpartition("\\")[2]
