"""Workbooks made cell by cell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

Rows = list[list[object]]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., str]:
    """`book(Operations=[[heading, ...], [cell, ...]])` writes a workbook; its path."""

    def make(**sheets: Rows) -> str:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for number, row in enumerate(rows, start=1):
                for position, value in enumerate(row, start=1):
                    sheet.cell(row=number, column=position, value=value)
        path = tmp_path / "book.xlsx"
        workbook.save(path)
        return str(path)

    return make
