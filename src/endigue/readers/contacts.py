"""Contacts from `contacts.csv` of an organisation folder: name, telephone, and if wanted role,
operation (its identifier) and called_by (who calls them in an alarm).
"""

from pathlib import Path

from endigue.continuity.degraded import Contact
from endigue.desk.refusal import Refusal
from endigue.readers.plain_table import read_plain_table

FILE = "contacts.csv"


def read_contacts(folder: str) -> tuple[Contact, ...]:
    """The contacts in order; none where there is no file. Raises Refusal where it is no such
    table.
    """
    path = Path(folder) / FILE
    if not path.exists():
        return ()
    rows = read_plain_table(str(path))
    if rows and not {"name", "telephone"} <= rows[0].texts.keys():
        found = ", ".join(rows[0].texts)
        raise Refusal("continuity.contacts_header", file=str(path), found=found)
    return tuple(
        Contact(
            name=row.texts["name"].strip(),
            telephone=row.texts["telephone"].strip(),
            role=row.texts.get("role", "").strip(),
            operation=row.texts.get("operation", "").strip(),
            called_by=row.texts.get("called_by", "").strip(),
        )
        for row in rows
    )
