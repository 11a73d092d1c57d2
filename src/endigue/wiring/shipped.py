"""Tables that ship, each of which a person may bring instead."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from endigue.communication.rulebook import Rulebook
    from endigue.eradication.checks import Check
    from endigue.evidence.likelihood import Table
    from endigue.organisation.lever_figures import LeverFigures
    from endigue.spread.link_kinds import LinkKinds


def verifier() -> bytes:
    return files("endigue.journal").joinpath("standalone", "verify_journal.py").read_bytes()


def checks(path: str | None) -> tuple[Check, ...]:
    from endigue.readers.checks import load_checks

    return load_checks(path)


def likelihoods() -> Table:
    from endigue.readers.likelihood import load_likelihoods

    return load_likelihoods()


def link_kinds() -> LinkKinds:
    from endigue.readers.link_kinds import load_link_kinds

    return load_link_kinds()


def lever_figures() -> LeverFigures:
    from endigue.readers.lever_figures import load_lever_figures

    return load_lever_figures()


def rulebook() -> Rulebook:
    from endigue.readers.rulebook import load_rulebook

    return load_rulebook()
