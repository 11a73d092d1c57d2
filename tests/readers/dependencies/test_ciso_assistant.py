from pathlib import Path

import pytest
from openpyxl import Workbook

from endigue.desk.refusal import Refusal
from endigue.organisation.model import KOf
from endigue.readers.dependencies.ciso_assistant import read

ASSETS = [
    ["ref_id", "name", "type", "parent_assets", "disaster_recovery_objectives"],
    ["P1", "Reimbursement", "PR", None, "rto: 1h30m,rpo: 2h,mtd: 1d2h"],
    ["S1", "claims application", "SP", "P1", ""],
    ["S2", "hypervisor", "SP", "S1|P1", ""],
    ["", "Web site", "primary", "", "rto: soon"],
    ["", "web server", "SP", "web site", ""],
    ["S9", "", "SP", "P1", ""],
    ["S1", "again", "SP", "", ""],
    ["P7", "Lonely", "PR", "", ""],
]
ASSESSMENTS = [
    ["bia_name", "asset", "asset_ref_id", "dependencies"],
    ["bia", "Reimbursement", "P1", "mail service, S2"],
]
THRESHOLDS = [
    ["bia_name", "asset", "point_in_time", "quanti_impact"],
    ["bia", "Reimbursement", 24, 100000],
]


def workbook(path: Path, *sheets: list[list[object]]) -> str:
    book = Workbook()
    book.remove(book.active)
    for place, rows in enumerate(sheets):
        sheet = book.create_sheet(f"s{place}")
        for row in rows:
            sheet.append(row)
    book.save(path)
    return str(path)


def test_assets_and_assessments_become_operations_services_and_machines(tmp_path: Path) -> None:
    found = read(
        [
            workbook(tmp_path / "assets.xlsx", ASSETS),
            workbook(tmp_path / "bia.xlsx", [["perimeter"], ["p"]], ASSESSMENTS, THRESHOLDS),
        ]
    )
    operations = {one.id: one for one in found.operations}
    reimbursement = operations["reimbursement"]
    assert reimbursement.needs == KOf(3, ("claims-application", "hypervisor", "mail-service"))
    assert (reimbursement.rto_hours, reimbursement.mtpd_hours) == (1.5, 26.0)
    web = operations["web-site"]
    assert (web.needs, web.rto_hours, web.mtpd_hours) == ("web-server", 24.0, 72.0)
    assert {one.id: one.needs for one in found.services} == {"claims-application": "hypervisor"}
    assert [one.id for one in found.assets] == ["hypervisor", "web-server", "mail-service"]
    counts = {one.why.removeprefix("importing."): one.count for one in found.left_out}
    assert counts == {
        "threshold": 1, "object_broken": 1, "object_twice": 1, "needs_nothing": 1,
        "said_twice": 1,
    }  # fmt: skip


def test_an_assessment_alone_names_what_it_needs(tmp_path: Path) -> None:
    found = read([workbook(tmp_path / "bia.xlsx", ASSESSMENTS)])
    assert [(one.id, one.needs) for one in found.operations] == [
        ("reimbursement", KOf(2, ("mail-service", "s2")))
    ]


def test_what_is_no_such_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "noise.xlsx").write_bytes(b"PK\x03\x04 noise")
    files = [
        str(tmp_path / "noise.xlsx"),
        workbook(tmp_path / "other.xlsx", [["colour"], ["red"]]),
    ]
    for file in files:
        with pytest.raises(Refusal) as refused:
            read([file])
        assert refused.value.arguments["file"] == file
