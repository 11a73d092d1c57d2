from endigue.readers.bloodhound.ends import End, ends


def test_principals_are_read_typed_or_plain_and_nothing_is_skipped() -> None:
    record: dict[str, object] = {
        "Members": [{"ObjectIdentifier": "s-1", "ObjectType": "User"}, " s-2 ", None, {}, 7]
    }
    assert list(ends(record, "Members")) == [
        End("S-1", "User"), End("S-2", ""), End("", ""), End("", ""), End("", ""),
    ]  # fmt: skip
