import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.dependencies.tables import csv_rows
from endigue.readers.files import Part


@pytest.mark.parametrize("separator", [",", ";"])
def test_rows_are_read_by_column_in_small_letters(separator: str) -> None:
    text = f"\ufeffID{separator} Name \n1{separator} x \n{separator}\n2\n"
    rows = list(csv_rows(Part("f.csv", text.encode())))
    assert rows == [{"id": "1", "name": "x"}, {"id": "2"}]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"a\n\xff", "importing.not_text"), (b"a\n" + b"x" * 70_000, "importing.not_csv")],
)
def test_what_is_no_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        list(csv_rows(Part("f.csv", content)))
    assert refused.value.code == code
