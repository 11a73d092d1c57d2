"""Sessions with a directory by ldap3 (LGPL): no other file knows it, so it can be replaced."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import ceil
from typing import Any

import ldap3
from ldap3.core import exceptions
from ldap3.utils.conv import escape_filter_chars

from endigue.containment.enforcement.change import Trouble


@dataclass(frozen=True)
class LdapOpening:
    """How to log on to one directory."""

    address: str
    """ldaps://HOST[:PORT], or ldap:// for a directory that is reached some other safe way."""
    user: str
    password: str
    base: str
    """The name below which accounts are looked for."""
    authority: str = ""
    """File of the authority's certificate; without it any certificate is taken."""
    seconds: float = 20.0

    def __call__(self) -> "LdapSession":
        """Log on, by a connection of its own."""
        checked = ssl.CERT_REQUIRED if self.authority else ssl.CERT_NONE
        tls = ldap3.Tls(validate=checked, ca_certs_file=self.authority or None)
        server = ldap3.Server(
            self.address, tls=tls, connect_timeout=self.seconds, get_info=ldap3.NONE
        )
        connection = ldap3.Connection(
            server,
            user=self.user,
            password=self.password,
            receive_timeout=ceil(self.seconds),
            raise_exceptions=True,
        )
        session = LdapSession(connection, self.base)
        try:
            with _told():
                connection.bind()
        except Trouble:
            session.close()
            raise
        return session


class LdapSession:
    """As in `directory.Session`."""

    def __init__(self, connection: Any, base: str) -> None:
        self._connection = connection
        self._base = base

    def find(self, attribute: str, value: str, wanted: str) -> list[tuple[str, str | None]]:
        """As in `Session`."""
        sought = f"({attribute}={escape_filter_chars(value)})"
        return self._searched(self._base, sought, ldap3.SUBTREE, wanted)

    def read(self, entry: str, wanted: str) -> str | None:
        """As in `Session`."""
        found = self._searched(entry, "(objectClass=*)", ldap3.BASE, wanted)
        if not found:
            raise Trouble("refused", f"{entry} is not there")
        return found[0][1]

    def set(self, entry: str, attribute: str, value: str | None) -> None:
        """As in `Session`."""
        values = [] if value is None else [value]
        with _told():
            self._connection.modify(entry, {attribute: [(ldap3.MODIFY_REPLACE, values)]})

    def close(self) -> None:
        """As in `Session`."""
        # What is broken already has nothing more to say.
        with suppress(exceptions.LDAPException):
            self._connection.unbind()
        # ldap3 leaves the socket of a connection that the other end broke.
        if self._connection.socket is not None:
            self._connection.socket.close()

    def _searched(
        self, base: str, sought: str, scope: str, wanted: str
    ) -> list[tuple[str, str | None]]:
        with _told():
            self._connection.search(base, sought, scope, attributes=[wanted])
        return [
            (one["dn"], _first(one["raw_attributes"].get(wanted)))
            for one in self._connection.response
            if one.get("type") == "searchResEntry"
        ]


def _first(values: list[bytes] | None) -> str | None:
    return values[0].decode(errors="replace") if values else None


@contextmanager
def _told() -> Iterator[None]:
    """What went wrong, in the words of the port."""
    try:
        yield
    except exceptions.LDAPSocketOpenError as trouble:
        raise Trouble("down", str(trouble)) from None
    except exceptions.LDAPResponseTimeoutError as trouble:
        raise Trouble("late", str(trouble)) from None
    except exceptions.LDAPCommunicationError as trouble:
        # The connection broke after the request: it may have been done.
        raise Trouble("late", str(trouble)) from None
    except exceptions.LDAPException as trouble:
        raise Trouble("refused", str(trouble)) from None
