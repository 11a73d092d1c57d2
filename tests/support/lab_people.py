"""What people know and no scan tells: operations, services, what a machine is worth, a lever."""

import csv
from pathlib import Path

WORTH = {"dc-1": 400_000, "db-1": 250_000, "bkp-1": 150_000, "pay-1": 120_000, "app-1": 90_000,
         "file-1": 80_000, "mx-1": 30_000, "sip-1": 60_000, "web-1": 20_000}  # fmt: skip
"""Euros lost where it falls; made up."""

SERVICES = """
[[service]]
id = "voice"
needs = { all = ["sip-1.mutual.lab", "sip-2.mutual.lab", "internet-to-10.77.4.0/24-udp-5060"] }
[[service]]
id = "claims"
needs = { all = ["app-1.mutual.lab", "db-1.mutual.lab"] }
[[service]]
id = "portal"
needs = { all = ["web-1.mutual.lab", "internet-to-10.77.3.0/24-tcp-80"] }
[[service]]
id = "mail"
needs = { all = ["mx-1.mutual.lab", "dc-1.mutual.lab"] }
"""
OPERATIONS = "".join(
    f"""
[[operation]]
id = "{identifier}"
name = {{ fr = "{french}", en = "{english}" }}
entity = "mutual.lab"
needs = "{service}"
value_per_hour = {value}
arrivals_per_hour = 100
rto_hours = 4
mtpd_hours = 24
"""
    for identifier, french, english, service, value in (
        ("telephone", "Plateforme téléphonique", "Telephone platform", "voice", 4200),
        ("reimbursement", "Remboursements", "Reimbursement", "claims", 2500),
        ("members", "Espace adhérent", "Member portal", "portal", 900),
        ("letters", "Courriels", "Electronic mail", "mail", 600),
    )
)
OUTSIDE_TIER = "3"


def write(folder: Path, campaign: str) -> None:
    """Add it to an organisation folder that was imported; levers are left to be derived."""
    (folder / "services.toml").write_text(SERVICES)
    (folder / "operations.toml").write_text(OPERATIONS)
    assets = _rows(folder / "assets.csv")
    for row in assets:
        row["fall_cost"] = str(WORTH.get(row["id"].partition(".")[0], 2_000 if row["zone"] else 0))
    campaign_row = dict.fromkeys(assets[0], "")
    campaign_row |= {"id": "campaign", "name": "campaign", "kind": "external", "aliases": campaign}
    _write(folder / "assets.csv", [*assets, campaign_row])
    levers = folder / "levers.csv"
    header = levers.read_text().splitlines()[0].split(",")
    levers.write_text(",".join(header) + "\n")


def add_mail_levers(folder: Path) -> None:
    """The levers on the campaign, which no rule derives."""
    levers = _rows(folder / "levers.csv")
    for verb, kind in (("quarantine", "quarantine_mail"), ("block", "block_name")):
        row = dict.fromkeys(levers[0], "")
        row |= {"id": f"{verb}-campaign", "kind": kind, "target": "campaign", "minutes": "1",
                "cost": "1", "reversible": "true", "approval": "operational"}  # fmt: skip
        levers.append(row)
    _write(folder / "levers.csv", levers)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
