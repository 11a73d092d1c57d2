"""Work by hand: its chains, its kit, its connectors."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from endigue.desk.refusal import Refusal
from endigue.locale.speech import Speech
from endigue.stores.case_folder import write_whole

if TYPE_CHECKING:
    from endigue.continuity.handwork.facts import FormsIssued
    from endigue.continuity.reconciliation.replay import Connector
    from endigue.desk.case import Clock
    from endigue.desk.handwork_ports import ChainsFound, HandworkHands, Kit
    from endigue.journal.entry import Entry
    from endigue.organisation.model import Organisation


EXTRACTS = {"operations.toml", "services.toml", "crews.csv", "zones.csv", "assets.csv"}
"""Tables of an organisation that help on a clean laptop; how to move in it does not."""


class Chains:
    def read(self, folder: str) -> ChainsFound:
        from endigue.stores.chains import read_chains

        return read_chains(folder)

    def parse(self, content: bytes) -> tuple[Entry, ...]:
        from endigue.stores.chains import parse_chain

        return parse_chain(content)


class KitPrints:
    def sheets(self, kit: Kit, language: str) -> bytes:
        from endigue.writers.kit.sheets import sheets_print

        return sheets_print(kit.sheets, kit.forms, kit.organisation.name, Speech(language))

    def contacts(self, kit: Kit, language: str) -> bytes:
        from endigue.writers.kit.sheets import contacts_print

        names = {one.id: one.name.get(language, one.id) for one in kit.organisation.operations}
        return contacts_print(kit.contacts, names, kit.organisation.name, Speech(language))

    def forms(self, kit: Kit, issued: FormsIssued, language: str) -> bytes:
        from endigue.writers.kit.forms import forms_print

        form, organisation = kit.forms[issued.form], kit.organisation
        speech = Speech(language)
        return forms_print(form, issued, organisation.name, organisation.currency, speech)

    def tables(self, organisation: Organisation) -> Mapping[str, bytes]:
        from endigue.writers.organisation_folder import write_organisation

        with TemporaryDirectory() as elsewhere:
            folder = Path(elsewhere) / "organisation"
            write_organisation(organisation, str(folder), bulk="csv")
            return {
                path.name: path.read_bytes()
                for path in sorted(folder.iterdir())
                if path.name in EXTRACTS
            }

    def archive(self, documents: Mapping[str, bytes], passphrase: str) -> bytes:
        from endigue.writers.kit.archive import LEAST_CHARACTERS, archive

        try:
            return archive(documents, passphrase)
        except ValueError:
            raise Refusal("continuity.passphrase_short", least=LEAST_CHARACTERS) from None


class Connectors:
    def open(self, location: str, case: str, headers: str | None, seconds: float) -> Connector:
        from endigue.connectors.opening import open_connector

        return open_connector(location, case, headers, seconds, write_whole)


def handwork(clock: Clock) -> HandworkHands:
    from endigue.desk.handwork_ports import HandworkHands
    from endigue.kernel.uuid7 import CHANCE_BITS, uuid7
    from endigue.readers.contacts import read_contacts
    from endigue.readers.forms import load_forms
    from endigue.readers.keyed_sheets import read_keyed_sheets
    from endigue.readers.plain_table import read_plain_table
    from endigue.writers.handwork_page import handwork_page

    def new_name() -> str:
        return uuid7(int(clock().timestamp() * 1000), secrets.randbits(CHANCE_BITS))

    return HandworkHands(
        forms=load_forms,
        chains=Chains(),
        keyed=read_keyed_sheets,
        table=read_plain_table,
        connectors=Connectors(),
        contacts=read_contacts,
        prints=KitPrints(),
        page=handwork_page,
        new_name=new_name,
    )
