"""Accounts of Samba and of OpenLDAP: disabled at every door, and what was open is closed."""

import subprocess
import time
from contextlib import suppress

import ldap3
import pytest

from endigue.actuators.directory import Directory
from endigue.actuators.ldap_session import LdapOpening
from endigue.actuators.machine import in_namespace
from endigue.containment.enforcement.change import CannotPlan, Trouble
from endigue.lab import directory as domain
from endigue.lab.network import inside
from endigue.lab.services import begin, folder, wait_for
from endigue.lab.town import BY_NAME
from lab_orders import thing

DC = f"ldaps://{BY_NAME['dc-1'].address}"
CLOSE = ("ss", "-K", "state", "established", "( sport = :389 or sport = :636 )")


def bound(login: str, address=DC, user="{}@mutual.lab", password=domain.PASSWORD):
    return ldap3.Connection(
        ldap3.Server(address, connect_timeout=5, get_info=ldap3.NONE),
        user.format(login), password, receive_timeout=3, raise_exceptions=True,
    )  # fmt: skip


def ended(connection) -> None:
    with suppress(ldap3.core.exceptions.LDAPException):
        connection.unbind()
    if connection.socket is not None:
        connection.socket.close()


def gets_in(login: str, **more) -> bool:
    connection = bound(login, **more)
    try:
        return connection.bind()
    except ldap3.core.exceptions.LDAPOperationResult:
        return False
    finally:
        ended(connection)


def still_reads(connection, base=domain.BASE) -> bool:
    try:
        return connection.search(base, "(objectClass=person)", attributes=["cn"])
    except ldap3.core.exceptions.LDAPException:
        return False


@pytest.fixture
def samba(lab):
    opening = LdapOpening(DC, domain.MASTER, domain.MASTER_PASSWORD, domain.BASE, seconds=10.0)
    return Directory("ad", "active_directory", opening, ((in_namespace("dc-1", 10.0), CLOSE),))


def test_a_disabled_account_gets_in_nowhere_and_what_it_had_open_is_closed(samba):
    session = bound("alice")
    session.bind()
    assert still_reads(session)
    change = samba.plan(thing("disable_account", "ALICE@MUTUAL.LAB"))
    assert gets_in("alice")
    samba.apply(change)
    assert samba.verify(change).state == "in_force"
    assert not gets_in("alice")
    assert not still_reads(session)
    ended(session)
    share = ["smbclient", "-U", f"alice%{domain.PASSWORD}", "//10.77.1.11/sysvol", "-c", "ls"]
    denied = subprocess.run(share, capture_output=True, text=True, check=False)
    assert "NT_STATUS_ACCOUNT_DISABLED" in denied.stdout + denied.stderr
    assert gets_in("bob")
    samba.apply(change)
    samba.undo(change)
    assert samba.verify(change).state == "absent"
    assert gets_in("alice")
    opened = subprocess.run(share, capture_output=True, text=True, check=False)
    assert "NT_STATUS_ACCOUNT_DISABLED" not in opened.stdout + opened.stderr


def test_without_a_command_that_closes_a_session_goes_on_reading(samba):
    blunt = Directory("ad", "active_directory", samba.open)
    session = bound("bob")
    session.bind()
    change = blunt.plan(thing("disable_account", "bob"))
    blunt.apply(change)
    assert not gets_in("bob")
    assert still_reads(session), "if this fails the directory closes sessions: say so in the docs"
    blunt.undo(change)
    ended(session)


def test_who_is_not_there_and_who_may_not_are_told_apart(samba):
    with pytest.raises(CannotPlan):
        samba.plan(thing("disable_account", "nobody"))
    weak = LdapOpening(DC, "bob@mutual.lab", domain.PASSWORD, domain.BASE, seconds=10.0)
    change = samba.plan(thing("disable_account", "carol"))
    with pytest.raises(Trouble) as trouble:
        Directory("ad", "active_directory", weak).apply(change)
    assert trouble.value.answer == "refused"
    assert samba.verify(change).state == "absent"
    nowhere = LdapOpening("ldaps://10.77.1.53", "x", "y", domain.BASE, seconds=2.0)
    with pytest.raises(Trouble) as trouble:
        Directory("ad", "active_directory", nowhere).plan(thing("disable_account", "carol"))
    assert trouble.value.answer == "down"


@pytest.fixture(scope="module")
def openldap(lab):
    room = folder("slapd")
    (room / "db").mkdir()
    (room / "slapd.conf").write_text(f"""
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
pidfile {room}/pid
database mdb
suffix dc=old
rootdn cn=admin,dc=old
rootpw secret
directory {room}/db
overlay ppolicy
ppolicy_default cn=default,dc=old
access to attrs=userPassword by anonymous auth by * none
access to * by users read
""")
    entries = (
        "dn: dc=old\nobjectClass: domain\ndc: old\n\n"
        "dn: uid=zoe,dc=old\nobjectClass: inetOrgPerson\nuid: zoe\ncn: zoe\nsn: z\n"
        "userPassword: pw\n\n"
        "dn: cn=default,dc=old\nobjectClass: applicationProcess\nobjectClass: pwdPolicy\n"
        "cn: default\npwdAttribute: userPassword\npwdLockout: TRUE\n"
    )
    inside("app-1", "slapadd", "-f", str(room / "slapd.conf"), given=entries)
    begin("app-1", ["slapd", "-d0", "-f", str(room / "slapd.conf"), "-h", "ldap://0.0.0.0:389"])
    wait_for("app-1", 389)
    address = f"ldap://{BY_NAME['app-1'].address}"
    opening = LdapOpening(address, "cn=admin,dc=old", "secret", "dc=old", seconds=5.0)
    close = ((in_namespace("app-1", 10.0), CLOSE),)
    return Directory("old", "openldap", opening, close), address


def test_openldap_locks_and_unlocks_an_account_and_closes_its_session(openldap):
    actuator, address = openldap
    zoe = {"address": address, "user": "uid={},dc=old", "password": "pw"}
    session = bound("zoe", **zoe)
    session.bind()
    assert still_reads(session, "dc=old")
    change = actuator.plan(thing("disable_account", "zoe"))
    actuator.apply(change)
    assert actuator.verify(change).state == "in_force"
    assert not gets_in("zoe", **zoe)
    time.sleep(0.1)
    assert not still_reads(session, "dc=old")
    ended(session)
    actuator.apply(change)
    actuator.undo(change)
    assert actuator.verify(change).state == "absent"
    assert gets_in("zoe", **zoe)
