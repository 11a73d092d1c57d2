from collections.abc import Callable
from typing import Any

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.bloodhound import gathered, read


def test_more_relations_than_memory_holds_are_refused_before_they_are_made(
    collection: Callable[..., str], thing: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathered, "MOST_RELATIONS", 1000)
    many = [{"ObjectIdentifier": f"X-{n}", "ObjectType": "Computer"} for n in range(200)]
    changes = {"LocalAdmins": many, "AffectedComputers": many}
    with pytest.raises(Refusal) as refusal:
        read([collection(ous=[thing("OU", "OU-1", "", {"GPOChanges": changes})])])
    assert refusal.value.code == "importing.too_many_relations"


def test_nothing_to_read_is_refused(tmp_path: Any) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(Refusal) as refusal:
        read([str(tmp_path)])
    assert refusal.value.code == "importing.nothing_to_read"
