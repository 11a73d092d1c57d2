"""Write examples/directory: what a fictional company does with the machines of a real
collection of a directory (the public BloodHound sample), and what was seen on some of them.

Run it after changing it or the template: `uv run python scripts/example_directory.py`.
Every figure is invented.
"""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from endigue.locale.workbook_sheets import SHEETS
from endigue.writers.workbook_template import timeless, write_template

EXAMPLE = Path(__file__).parent.parent / "examples" / "directory"

ASSETS = [
    {"id": "pbx-1", "name": "PBX 1", "kind": "appliance", "rebuild_hours": 6},
    {"id": "pbx-2", "name": "PBX 2", "kind": "appliance", "rebuild_hours": 6},
    {"id": "backup-1", "name": "Backup server", "kind": "appliance", "rebuild_hours": 12},
    {"id": "internet-access", "name": "Internet access", "kind": "appliance", "zone": "internet",
     "rebuild_hours": 4},
    {"id": "mobile-phones", "name": "Mobile phones", "kind": "external"},
]  # fmt: skip

ZONES = [{"id": "internet", "name": "Internet", "tier": 3}]

SERVICES = [
    {"id": "sign-on", "needs": "DC01 | DC02"},
    {"id": "voip", "needs": "PBX 1 | PBX 2"},
    {"id": "files", "needs": "FILESERVER01 & sign-on"},
    {"id": "payment-engine", "needs": r"PAYMENT01.PHANTOM.CORP & PHANTOM\svc_payadmin & sign-on"},
    {"id": "web-farm", "needs": "(SERVER01 | SERVER02) & Internet access"},
    {"id": "mail-server", "needs": "EXTEXCH01 & EXTDC01 & Internet access"},
]

OPERATIONS = [
    {
        "id": "telephone", "name_en": "Telephone platform", "name_fr": "Plateforme téléphonique",
        "entity": "PHANTOM.CORP", "needs": "voip & files", "value_per_hour": 4200,
        "arrivals_per_hour": 260, "rto_hours": 4, "mtpd_hours": 24,
        "manual_capacity_per_hour": 60, "manual_stamina_hours": 72,
        "manual_needs": "Mobile phones", "manual_form": "call-sheet",
    },
    {
        "id": "claims", "name_en": "Claims", "name_fr": "Sinistres",
        "entity": "PHANTOM.CORP", "needs": "files & sign-on", "value_per_hour": 2600,
        "arrivals_per_hour": 90, "rto_hours": 24, "mtpd_hours": 120,
        "manual_capacity_per_hour": 15, "manual_stamina_hours": 120, "manual_form": "claim-sheet",
    },
    {
        "id": "payments", "name_en": "Payments", "name_fr": "Paiements",
        "entity": "PHANTOM.CORP", "needs": "payment-engine", "value_per_hour": 6800,
        "arrivals_per_hour": 400, "rto_hours": 8, "mtpd_hours": 48,
    },
    {
        "id": "member-area", "name_en": "Member web site", "name_fr": "Espace adhérent",
        "entity": "PHANTOM.CORP", "needs": "web-farm", "value_per_hour": 900,
        "arrivals_per_hour": 700, "rto_hours": 24, "mtpd_hours": 96,
    },
    {
        "id": "mail", "name_en": "Mail", "name_fr": "Messagerie",
        "entity": "WRAITH.CORP", "needs": "mail-server", "value_per_hour": 1500,
        "arrivals_per_hour": 1200, "rto_hours": 12, "mtpd_hours": 72,
    },
    {
        "id": "partners", "name_en": "Exchange with partners", "name_fr": "Échanges partenaires",
        "entity": "WRAITH.CORP", "needs": "1 of (EXTSRV01, EXTSRV02) & EXTDC01",
        "value_per_hour": 1100, "arrivals_per_hour": 20, "rto_hours": 24, "mtpd_hours": 168,
        "manual_capacity_per_hour": 4, "manual_stamina_hours": 48,
    },
]  # fmt: skip

CREWS = [
    {"id": "endpoint", "people": 3, "hours": "24/7", "hourly_rate": 60},
    {"id": "system", "people": 4, "hours": "mon-sun 08:00-20:00", "hourly_rate": 65},
    {"id": "network", "people": 1, "hours": "mon-fri 08:00-18:00", "hourly_rate": 65},
]

LEVERS = [
    {
        "id": "cut-internet", "kind": "cut_internet", "target": "Internet", "minutes": 15,
        "crew": "network", "approval": "strategic", "doctrine": "mandatory",
    },
    {
        "id": "pause-backups", "kind": "pause_backups", "target": "Backup server", "minutes": 10,
        "crew": "system", "approval": "operational", "doctrine": "mandatory",
    },
]  # fmt: skip

ROWS = {
    "zones": ZONES,
    "assets": ASSETS,
    "services": SERVICES,
    "operations": OPERATIONS,
    "crews": CREWS,
    "levers": LEVERS,
}

FINDINGS = [
    ("2026-11-20T05:58:00Z", "SRV-COMPROMISED", "", "confirmed_implant", "beacon in memory"),
    ("2026-11-20T06:10:00Z", "FILESERVER01", "", "encrypted_files", "finance share"),
    ("2026-11-20T06:12:00Z", "fileserver01.phantom.corp", "", "ransom_note", "READ_ME.txt"),
    ("2026-11-20T06:31:00Z", "DF-WIN10-DEV01", "", "edr_alert", "credential dumping blocked"),
    ("2026-11-20T06:40:00Z", "PAYMENT01", r"PHANTOM\svc_payadmin", "sigma_high", "new service"),
    ("2026-11-20T06:44:00Z", "adminserver01.phantom.corp", "bob@phantom.corp", "suspect_logon",
     "from SRV-COMPROMISED"),
    ("2026-11-19T16:20:00Z", "alice-laptop", r"PHANTOM\alice", "clicked_link", "invoice.html"),
    ("2026-11-19T16:21:00Z", "", "charlie@phantom.corp", "received_message", "same message"),
    ("2026-11-20T07:05:00Z", "ACCOUNTS-LT-07", "", "edr_alert", "a host that nobody knows"),
    ("2026-11-20T07:09:00Z", "", "Administrator", "suspect_logon", "of which domain?"),
    ("2026-11-20T07:30:00Z", "EXTDC01.WRAITH.CORP", "", "clean_scan", "offline scan"),
]  # fmt: skip


def workbook() -> bytes:
    """The bytes of operations.xlsx: the English template with the rows above."""
    with TemporaryDirectory() as folder:
        blank = Path(folder) / "template.xlsx"
        write_template(str(blank), "en")
        book = load_workbook(BytesIO(blank.read_bytes()))
    for sheet in SHEETS:
        written = book[sheet.title("en")]
        for number, row in enumerate(ROWS.get(sheet.key, ()), start=3):
            for position, column in enumerate(sheet.columns, start=1):
                written.cell(row=number, column=position, value=row.get(column.key))
    return timeless(book)


def findings() -> bytes:
    """The bytes of findings.csv."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("time", "host", "account", "kind", "detail"))
    writer.writerows(FINDINGS)
    return text.getvalue().encode()


def main() -> None:
    """Write both files."""
    EXAMPLE.mkdir(parents=True, exist_ok=True)
    (EXAMPLE / "operations.xlsx").write_bytes(workbook())
    (EXAMPLE / "findings.csv").write_bytes(findings())


if __name__ == "__main__":
    main()
