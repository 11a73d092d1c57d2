import json
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.importers import IMPORTERS

SOURCE = Path(__file__).parents[2] / "docs" / "reference" / "importers.md"


def test_every_importer_is_documented() -> None:
    text = SOURCE.read_text(encoding="utf-8")
    assert [name for name in IMPORTERS if f"\n## `{name}`" not in text] == []


@pytest.mark.parametrize("name", sorted(IMPORTERS))
def test_an_importer_refuses_what_is_not_there_and_what_is_not_its_own(
    name: str, tmp_path: Path
) -> None:
    strange = tmp_path / "strange"
    strange.write_bytes(json.dumps({"neither": "this"}).encode())
    for path in (tmp_path / "absent", strange):
        with pytest.raises(Refusal) as refusal:
            IMPORTERS[name]([str(path)])
        assert refusal.value.code.startswith("importing.")
        assert str(path) in str(refusal.value.arguments["file"])
