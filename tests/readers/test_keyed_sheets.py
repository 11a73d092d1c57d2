from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.keyed_sheets import read_keyed_sheets


def test_a_sheet_is_its_serial_and_its_fields(tmp_path: Path) -> None:
    file = tmp_path / "batch.csv"
    file.write_text("who,serial\nLéa,CA-1\n", encoding="utf-8")
    (sheet,) = read_keyed_sheets(str(file))
    assert (sheet.line, sheet.serial, sheet.texts) == (2, "CA-1", {"who": "Léa"})


def test_a_batch_without_serials_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "batch.csv"
    file.write_text("number,who\n1,x\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_keyed_sheets(str(file))
    assert refused.value.code == "continuity.keyed_header"
