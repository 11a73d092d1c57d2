import pytest

from endigue.organisation.account_roles import role_of
from endigue.organisation.model import Asset

DOMAIN = "S-1-5-21-1-2-3"


def account(identifier: str, name: str = "", *aliases: str) -> Asset:
    return Asset(id=identifier, name=name or identifier, kind="account", aliases=aliases)


@pytest.mark.parametrize(
    "one",
    [
        account(f"{DOMAIN}-502", "KRBTGT@ACME.TEST"),
        account(f"{DOMAIN}-1151", "KRBTGT_8221@ACME.TEST", "krbtgt_8221"),
        account("krb", r"ACME\krbtgt"),
        account(f"{DOMAIN}-500", "ADMINISTRATEUR@ACME.TEST"),
        account("admin", "root@acme.test", f"{DOMAIN}-500"),
        account("ACME.TEST-S-1-5-20", "NETWORK SERVICE@ACME.TEST"),
        account("S-1-5-18", "SYSTEM"),
    ],
    ids=lambda one: one.name,
)
def test_nobody_disables_what_holds_the_directory_up(one: Asset) -> None:
    assert role_of(one) == "untouchable"


@pytest.mark.parametrize(
    "one",
    [
        account(f"{DOMAIN}-2001", "SVC_PAYADMIN@ACME.TEST"),
        account(f"{DOMAIN}-2002", "GMSA_WEB$@ACME.TEST"),
        account(f"{DOMAIN}-2003", "HEALTHMAILBOX12AB@ACME.TEST"),
        account("acc-1", "backup.operator"),
        account(f"{DOMAIN}-501", "GUEST@ACME.TEST"),
        account("acc-2", r"ACME\web-svc"),
    ],
    ids=lambda one: one.name,
)
def test_accounts_of_services_are_told_by_their_names(one: Asset) -> None:
    assert role_of(one) == "service"


@pytest.mark.parametrize(
    "name", ["ALICE@ACME.TEST", "t1_admin@acme.test", "Sally.Services-Smith", "Administrator"]
)
def test_everyone_else_is_a_person(name: str) -> None:
    expected = "service" if "services-" in name.casefold() else "person"
    assert role_of(account(f"{DOMAIN}-1104", name)) == expected


def test_the_account_of_a_machine_is_not_disabled_since_the_machine_is_isolated() -> None:
    one = account(f"{DOMAIN}-1105", "PC-1$@ACME.TEST")
    assert role_of(one, {"pc-1$"}) == "untouchable"
    assert role_of(one) == "service"
