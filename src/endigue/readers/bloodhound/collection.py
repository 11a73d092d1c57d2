"""The envelope of a collection file: `{"data": [...], "meta": {"type", "version", "count"}}`.

`meta.count` is not checked: real collections that were edited by hand carry a wrong one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from endigue.desk.refusal import Refusal
from endigue.kernel.identifier import is_identifier
from endigue.readers.json_bytes import decode_json
from endigue.readers.json_fields import flag, integer, kind_name, mapping, text

VERSIONS = (4, 5, 6)
"""Schemas that agree in what is read here; 4 has local groups under other names."""

TYPES = {
    "computers": "Computer",
    "users": "User",
    "groups": "Group",
    "domains": "Domain",
    "ous": "OU",
    "containers": "Container",
    "gpos": "GPO",
    "certtemplates": "CertTemplate",
    "aiacas": "AIACA",
    "rootcas": "RootCA",
    "enterprisecas": "EnterpriseCA",
    "ntauthstores": "NTAuthStore",
    "issuancepolicies": "IssuancePolicy",
}
"""The type of the objects of a file by its `meta.type`."""


@dataclass(frozen=True, slots=True)
class Collected:
    """One object as collected; `fields` is the whole JSON object."""

    type: str
    """Computer, User, Group, …"""
    id: str
    """Its identifier as given."""
    key: str
    """Its identifier in upper case."""
    properties: dict[str, object]
    fields: dict[str, object]

    @property
    def deleted(self) -> bool:
        """Whether the directory keeps it as deleted."""
        return flag(self.fields, "IsDeleted")

    @property
    def domain(self) -> str:
        """The full name of its domain in lower case; empty where it cannot name a zone."""
        name = text(self.properties, "domain").lower()
        return name if is_identifier(f"{name}-workstations") else ""

    @property
    def domain_sid(self) -> str:
        """The identifier of its domain in upper case, or empty."""
        own = self.key if self.type == "Domain" else ""
        return (own or text(self.fields, "DomainSID") or text(self.properties, "domainsid")).upper()


@dataclass(frozen=True, slots=True)
class CollectionFile:
    """One file; `type` is empty where its `meta.type` is not known here."""

    type: str
    named: str
    """Its `meta.type` as given."""
    data: list[msgspec.Raw]

    def __len__(self) -> int:
        return len(self.data)

    def objects(self) -> Iterator[Collected | None]:
        """Each object; None where it is no object, has no identifier or cannot be decoded."""
        for raw in self.data:
            yield _collected(raw, self.type)


class _Envelope(msgspec.Struct):
    data: list[msgspec.Raw] | None = None
    meta: dict[str, object] | None = None
    graph: msgspec.Raw = msgspec.Raw()


def open_collection(content: bytes, name: str) -> CollectionFile:
    """The file's objects, not decoded yet.

    Raises Refusal where it is no JSON, no collection, or of a schema that is not known.
    """
    envelope = decode_json(content, _Envelope, name)
    if envelope.data is None and bytes(envelope.graph):
        raise Refusal("importing.opengraph_instead", file=name)
    if envelope.data is None or envelope.meta is None:
        raise Refusal("importing.not_bloodhound", file=name)
    version = integer(envelope.meta, "version")
    if version not in VERSIONS:
        raise Refusal(
            "importing.bloodhound_version",
            file=name,
            found=envelope.meta.get("version"),
            known=", ".join(map(str, VERSIONS)),
        )
    named = kind_name(envelope.meta, "type")
    return CollectionFile(type=TYPES.get(named.lower(), ""), named=named, data=envelope.data)


def _collected(raw: msgspec.Raw, kind: str) -> Collected | None:
    try:
        fields = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    identifier = text(fields, "ObjectIdentifier")
    if not identifier:
        return None
    return Collected(
        type=kind,
        id=identifier,
        key=identifier.upper(),
        properties=mapping(fields, "Properties"),
        fields=fields,
    )
