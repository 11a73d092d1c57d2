import json

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.bloodhound.collection import open_collection


def code_of(content: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        open_collection(content, "x.json")
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "importing.not_json"),
        (b"PK\x03\x04", "importing.not_json"),
        (b'{"data": [', "importing.not_json"),
        (b'{"data": []} x', "importing.not_json"),
        (b"\xff\xfe{", "importing.not_json"),
        (b"[]", "importing.json_other_shape"),
        (b'{"data": {}, "meta": {}}', "importing.json_other_shape"),
        (b'{"data": []}', "importing.not_bloodhound"),
        (b'{"meta": {"version": 6}}', "importing.not_bloodhound"),
        (b'{"data": [], "meta": {"type": "users"}}', "importing.bloodhound_version"),
        (b'{"data": [], "meta": {"version": "6"}}', "importing.bloodhound_version"),
        (b'{"data": [], "meta": {"version": true}}', "importing.bloodhound_version"),
        (b'{"graph": {"nodes": []}}', "importing.opengraph_instead"),
        (b'{"data":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "importing.json_too_deep"),
    ],
)
def test_what_is_no_collection_is_refused_with_the_reason(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_a_byte_order_mark_and_utf16_are_read() -> None:
    text = json.dumps({"data": [{"ObjectIdentifier": "X"}], "meta": {"type": "ous", "version": 6}})
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        found = list(open_collection(text.encode(encoding), "x.json").objects())
        assert [thing.id for thing in found if thing] == ["X"]


def test_an_object_that_cannot_be_decoded_leaves_the_others() -> None:
    data = b'{"meta":{"type":"users","version":6},"data":[1,{"ObjectIdentifier":"A"},[%b],{}]}'
    deep = b"[" * 900 + b"]" * 900
    found = list(open_collection(data % deep, "x.json").objects())
    assert [thing.id if thing else None for thing in found] == [None, "A", None, None]


def test_a_domain_that_can_name_no_zone_is_none() -> None:
    content = json.dumps(
        {
            "data": [{"ObjectIdentifier": "A", "Properties": {"domain": "BAD NAME"}}],
            "meta": {"type": "users", "version": 6},
        }
    ).encode()
    (thing,) = open_collection(content, "x.json").objects()
    assert thing is not None and thing.domain == ""
