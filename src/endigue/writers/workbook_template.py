"""The operations workbook, empty or begun, for people who know what the organisation does.

The same organisation gives the same file: it carries no time and no author.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from endigue.locale.workbook import NAMES, NO, READ_ME, YES, Column, Sheet, said
from endigue.locale.workbook_sheets import SHEETS
from endigue.organisation.model import Asset, Organisation
from endigue.writers.workbook_rows import known_rows

EXAMPLE = "# "
"""Begins the identifier of an example row, which the reader skips."""
MOST_NAMES = 1_000_000
"""Rows of the sheet of names; Excel has 1,048,576."""

_LAST_ROW = 2000
"""Down to which lists are offered."""
_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 # the format has no zone, and no time is meant
_HEADING = Font(bold=True, color="FFFFFF")
_HEADING_FILL = PatternFill("solid", fgColor="1F4E79")
_EXAMPLE_FONT = Font(italic=True, color="808080")
_INTRODUCTION = (
    (
        "Operations of the organisation, for Endigue",
        "Opérations de l’organisation, pour Endigue",
    ),
    (
        "Fill one row for each operation: what the organisation does for people. What an "
        "operation needs is written with names of machines, accounts or services.",
        "Remplissez une ligne par opération : ce que l’organisation fait pour les gens. Ce dont "
        "une opération a besoin s’écrit avec des noms de machines, de comptes ou de services.",
    ),
    (
        "a & b: both. (a | b): one of them. 2 of (a, b, c): at least two of them.",
        "a & b : les deux. (a | b) : l’un des deux. 2 parmi (a, b, c) : au moins deux.",
    ),
    (
        "A name with & | ( ) or , in it stands in double quotes.",
        "Un nom qui contient & | ( ) ou , s’écrit entre guillemets droits.",
    ),
    (
        "Rows that begin with # are examples and are not read. Sheets may stay empty.",
        "Les lignes qui commencent par # sont des exemples et ne sont pas lues. Une feuille peut "
        "rester vide.",
    ),
    (
        "Figures of money are in the organisation’s currency, without a sign.",
        "Les montants sont dans la monnaie de l’organisation, sans symbole.",
    ),
)


def write_template(path: str, language: str, organisation: Organisation | None = None) -> None:
    """Write the workbook to `path` in `en` or `fr`.

    With an organisation, a sheet lists the names of its assets to choose from, and its
    entities, zones, services, operations and crews are filled in.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _write_introduction(workbook, language)
    for sheet in SHEETS:
        _write_sheet(workbook, sheet, language, organisation)
    if organisation is not None and organisation.assets:
        _write_names(workbook, organisation.assets[:MOST_NAMES], language)
        _offer_names(workbook, len(organisation.assets), language)
    Path(path).write_bytes(timeless(workbook))


def _write_introduction(workbook: Workbook, language: str) -> None:
    sheet = workbook.create_sheet(said(READ_ME, language))
    sheet.column_dimensions["A"].width = 100
    for number, words in enumerate(_INTRODUCTION, start=1):
        cell = _put(sheet, number, 1, said(words, language))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)


def _write_sheet(
    workbook: Workbook, sheet: Sheet, language: str, organisation: Organisation | None
) -> None:
    written = workbook.create_sheet(sheet.title(language))
    written.freeze_panes = "B2"
    for number, column in enumerate(sheet.columns, start=1):
        _write_heading(written, number, column, language)
        _offer_choices(written, number, column, language)
    rows = list(known_rows(sheet, organisation, language)) if organisation else []
    if not rows:
        _write_example(written, sheet, language)
    for number, row in enumerate(rows, start=2):
        for position, value in enumerate(row, start=1):
            _put(written, number, position, value)


def _write_heading(sheet: Worksheet, number: int, column: Column, language: str) -> None:
    cell = _put(sheet, 1, number, column.heading(language))
    cell.font, cell.fill = _HEADING, _HEADING_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.comment = Comment(said(column.help, language), "Endigue", height=120, width=320)
    wide = 48 if column.content == "need" else max(14, len(column.heading(language)) + 2)
    sheet.column_dimensions[get_column_letter(number)].width = min(48, wide)


def _write_example(sheet: Worksheet, described: Sheet, language: str) -> None:
    for number, column in enumerate(described.columns, start=1):
        value = _in_language(column, language)
        cell = _put(sheet, 2, number, f"{EXAMPLE}{value}" if column.key == "id" else value)
        cell.font = _EXAMPLE_FONT


def _in_language(column: Column, language: str) -> object:
    if column.content == "yes_no":
        return said(YES, language)
    words = dict(column.choices).get(str(column.example))
    return said(words, language) if words else column.example


def _offer_choices(sheet: Worksheet, number: int, column: Column, language: str) -> None:
    words = [said(words, language) for _, words in column.choices]
    if column.content == "yes_no":
        words = [said(YES, language), said(NO, language)]
    if words:
        _offer(sheet, number, '"' + ",".join(words) + '"', strict=True)


def _offer(sheet: Worksheet, number: int, choices: str, *, strict: bool) -> None:
    """A list below a heading; strict where nothing else is understood."""
    letter = get_column_letter(number)
    offered = DataValidation(
        type="list", formula1=choices, allow_blank=True, showErrorMessage=strict
    )
    offered.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(offered)


def _write_names(workbook: Workbook, assets: Sequence[Asset], language: str) -> None:
    sheet = workbook.create_sheet(said(NAMES, language))
    sheet.freeze_panes = "A2"
    headings: Iterable[tuple[str, str]] = (
        ("Name", "Nom"),
        ("Kind", "Type"),
        ("Zone", "Zone"),
        ("Identifier", "Identifiant"),
    )
    for number, words in enumerate(headings, start=1):
        cell = _put(sheet, 1, number, said(words, language))
        cell.font, cell.fill = _HEADING, _HEADING_FILL
        sheet.column_dimensions[get_column_letter(number)].width = 36
    ordered = sorted(assets, key=lambda asset: (asset.kind, asset.name, asset.id))
    for row, asset in enumerate(ordered, start=2):
        for number, value in enumerate((asset.name, asset.kind, asset.zone, asset.id), start=1):
            _put(sheet, row, number, value)


def _offer_names(workbook: Workbook, count: int, language: str) -> None:
    names = f"'{said(NAMES, language)}'!$A$2:$A${min(count, MOST_NAMES) + 1}"
    levers = next(sheet for sheet in SHEETS if sheet.key == "levers")
    target = next(n for n, one in enumerate(levers.columns, start=1) if one.key == "target")
    _offer(workbook[levers.title(language)], target, names, strict=False)


def _put(sheet: Worksheet, row: int, column: int, value: object) -> Cell:
    """Write a value; a text stays a text, even one that looks like a formula."""
    cell = sheet.cell(row=row, column=column)
    if isinstance(value, str):
        cell.value = "".join(letter for letter in value if letter.isprintable() or letter == "\n")
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def timeless(workbook: Workbook) -> bytes:
    """The bytes of a workbook with one and the same time everywhere; `Workbook.save` would
    write today's.
    """
    workbook.properties.creator = "Endigue"
    workbook.properties.created = workbook.properties.modified = _ANY_DAY
    packed = BytesIO()
    ExcelWriter(workbook, ZipFile(packed, "w", ZIP_DEFLATED)).save()
    timeless = BytesIO()
    with ZipFile(packed) as source, ZipFile(timeless, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            plain = ZipInfo(entry.filename, date_time=_ANY_DAY.timetuple()[:6])
            plain.compress_type = ZIP_DEFLATED
            target.writestr(plain, source.read(entry))
    return timeless.getvalue()
