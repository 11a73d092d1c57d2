"""The crisis cell's papers as documents, by file name."""

from datetime import datetime

from endigue.communication.cell import Decision
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.communication.situation import Situation
from endigue.journal.entry import Head
from endigue.locale.speech import Speech
from endigue.writers.papers.decisions import decisions_csv, decisions_paper
from endigue.writers.papers.print import paper_print
from endigue.writers.papers.shift import handover_paper, wall_paper
from endigue.writers.papers.situation import situation_paper


def situation_documents(
    situation: Situation, profile: Profile, book: Rulebook, head: Head, speech: Speech
) -> dict[str, bytes]:
    """The PDF of a situation report."""
    paper = situation_paper(situation, profile, book, head, speech)
    return {f"situation-{situation.number:03}.pdf": paper_print(paper)}


def wall_documents(
    situation: Situation, profile: Profile, head: Head, speech: Speech
) -> dict[str, bytes]:
    """The dashboard for the wall."""
    return {"wall.pdf": paper_print(wall_paper(situation, profile, head, speech))}


def handover_documents(
    situation: Situation,
    profile: Profile,
    roles: dict[str, tuple[str, ...]],
    people: tuple[str, str, str, str],
    head: Head,
    speech: Speech,
) -> dict[str, bytes]:
    """What one shift leaves to the next."""
    paper = handover_paper(situation, profile, roles, people, head, speech)
    return {"handover.pdf": paper_print(paper)}


def decision_documents(
    decisions: tuple[Decision, ...], profile: Profile, head: Head, at: datetime, speech: Speech
) -> dict[str, bytes]:
    """The register of decisions as CSV and PDF."""
    return {
        "decisions.csv": decisions_csv(decisions),
        "decisions.pdf": paper_print(decisions_paper(decisions, profile, head, at, speech)),
    }
