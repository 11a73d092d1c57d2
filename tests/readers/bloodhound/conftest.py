"""Small collections, written as a collector writes them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

DOMAIN = "S-1-5-21-1-2-3"
Json = dict[str, object]


def _thing(kind: str, number: int | str, name: str, fields: Json, properties: Json) -> Json:
    identifier = f"{DOMAIN}-{number}" if isinstance(number, int) else number
    return {
        "ObjectIdentifier": identifier,
        "Properties": {
            "name": name,
            "domain": "ACME.TEST",
            "domainsid": DOMAIN,
            **properties,
        },
        "Aces": [],
        "IsDeleted": False,
        "IsACLProtected": False,
        "ContainedBy": None,
        **fields,
    }


@pytest.fixture
def thing() -> Callable[..., Json]:
    """`thing("User", 1101, "ALICE@ACME.TEST", fields, properties)`: one collected object."""

    def make(
        kind: str,
        number: int | str,
        name: str = "",
        fields: Json | None = None,
        properties: Json | None = None,
    ) -> Json:
        return _thing(kind, number, name, fields or {}, properties or {})

    return make


@pytest.fixture
def ace() -> Callable[..., Json]:
    """`ace("GenericAll", 1101)`: one access control entry."""

    def make(right: str, principal: int | str, kind: str = "User") -> Json:
        who = f"{DOMAIN}-{principal}" if isinstance(principal, int) else principal
        return {
            "PrincipalSID": who,
            "PrincipalType": kind,
            "RightName": right,
            "IsInherited": False,
        }

    return make


@pytest.fixture
def collection(tmp_path: Path) -> Callable[..., str]:
    """`collection(users=[...], groups=[...])` writes one file a type; the folder's path."""

    def write(version: object = 6, **types: list[Json]) -> str:
        for kind, data in types.items():
            meta = {"methods": 0, "type": kind, "count": len(data), "version": version}
            path = tmp_path / f"20260101000000_{kind}.json"
            path.write_text(json.dumps({"data": data, "meta": meta}), encoding="utf-8-sig")
        return str(tmp_path)

    return write
