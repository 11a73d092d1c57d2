"""An organisation with the names that people write in every way, and the shipped table."""

import pytest

from endigue.evidence.likelihood import Table
from endigue.organisation.model import Asset, Organisation
from endigue.readers.likelihood import load_likelihoods


@pytest.fixture(scope="session")
def table() -> Table:
    return load_likelihoods()


@pytest.fixture(scope="session")
def organisation() -> Organisation:
    return Organisation(
        name="Mutuelle de la Lys",
        assets=(
            Asset(
                "ws-107",
                "WS-ACCUEIL-0107",
                "machine",
                aliases=("ws-accueil-0107.lys.example", "10.20.0.17", "2001:db8::17"),
            ),
            Asset("srv-files", "SRV-FILES", "machine", aliases=("srv-files.lys.example",)),
            Asset(
                "srv-long",
                "SRV-GESTION-SINISTRES-01",
                "machine",
                aliases=("S-1-5-21-1004336348-1177238915-682003330-1104",),
            ),
            Asset("twin-a", "INTRANET", "machine", aliases=("intranet.lys.example",)),
            Asset("twin-b", "INTRANET", "machine", aliases=("intranet.scarpe.example",)),
            Asset("fw1", "FW1", "appliance", aliases=("192.0.2.1",)),
            Asset(
                "acc-moreau",
                "c.moreau",
                "account",
                aliases=(
                    "LYS\\c.moreau",
                    "c.moreau@lys.example",
                    "S-1-5-21-1004336348-1177238915-682003330-2107",
                ),
            ),
            Asset("box-moreau", "c.moreau@lys.example", "mailbox"),
            Asset("acc-petit", "n.petit", "account"),
            Asset("gmsa-sql", "gmsa_sql$", "account"),
            Asset("admins", "Domain Admins", "group"),
        ),
    )
