from importlib.resources import files

import numpy as np
import pytest

from endigue.evidence.likelihood import Table, parse_table
from endigue.organisation.example.incident import Incident, incident_findings
from endigue.organisation.example.mutual import reference_mutual
from endigue.organisation.levers import open_links
from endigue.organisation.model import Organisation
from endigue.readers.lever_figures import load_lever_figures

FIGURES = load_lever_figures()


@pytest.fixture(scope="session")
def mutual() -> Organisation:
    return reference_mutual(5, figures=FIGURES)


@pytest.fixture(scope="session")
def incident(mutual: Organisation) -> Incident:
    return incident_findings(mutual, 5)


@pytest.fixture(scope="session")
def reached():
    """Identifiers of the assets that can be reached while levers are pulled, over many rounds
    of following every open link.
    """

    def follow(
        organisation: Organisation, sources: list[str], pulled: tuple[str, ...] = ()
    ) -> set[str]:
        still = open_links(organisation, pulled)
        source, target = organisation.links.source[still], organisation.links.target[still]
        held = np.zeros(len(organisation.assets), bool)
        held[[organisation.asset_index[name] for name in sources]] = True
        count = 0
        while held.sum() > count:
            count = held.sum()
            held[target[held[source]]] = True
        return {organisation.assets[at].id for at in np.flatnonzero(held)}

    return follow


@pytest.fixture(scope="session")
def likelihoods() -> Table:
    text = files("endigue.evidence").joinpath("likelihood.toml").read_text(encoding="utf-8")
    return parse_table(text)
