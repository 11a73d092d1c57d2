"""What the story is told from on the smallest organisation of `tests/desk`."""

from hashlib import sha256

from endigue.desk.respond import Given
from endigue.desk.settings import Settings
from endigue.evidence.facts import recorded
from endigue.evidence.findings import Finding
from endigue.organisation.loaded import Loaded
from endigue.organisation.model import Organisation
from endigue.readers.lever_figures import load_lever_figures
from endigue.readers.likelihood import load_likelihoods
from endigue.readers.link_kinds import load_link_kinds

FILE, CONTENT = "organisation.toml", b'name = "Small"'
NOTE = Finding("ransom_note", host="PC-1", source="seen.csv", row=2)
SETTINGS = Settings(samples=200, scenarios=8)


def given(organisation: Organisation, *findings: Finding) -> Given:
    """The organisation and what was found, as read from files."""
    return Given(
        loaded=Loaded(organisation, (), "d" * 64, {FILE: sha256(CONTENT).hexdigest()}),
        files={FILE: CONTENT},
        findings=[
            recorded("seen.csv", sha256(repr(findings).encode()).hexdigest(), "csv", findings)
        ],
        likelihoods=load_likelihoods(),
        link_kinds=load_link_kinds(),
        lever_figures=load_lever_figures(),
    )
