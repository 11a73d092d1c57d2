"""What hangs on the wall, and what one shift leaves to the next."""

from endigue.communication.profile import Profile
from endigue.communication.situation import Situation
from endigue.journal.entry import Head
from endigue.locale.speech import Speech
from endigue.writers.papers.paper import Paper, Paragraph, Part, Table
from endigue.writers.papers.situation import (
    actions_of,
    clocks_of,
    decisions_of,
    services_of,
    uncertainties_of,
)


def wall_paper(situation: Situation, profile: Profile, head: Head, speech: Speech) -> Paper:
    """The dashboard: services, clocks, decisions, actions, on one A3 sheet where they fit."""
    say = speech.say
    parts = (
        Part(say("papers.impacts"), services_of(situation, speech)),
        Part(say("papers.all_clocks"), clocks_of(situation, profile, speech)),
        Part(say("papers.decisions"), decisions_of(situation, speech)),
        Part(say("papers.actions"), actions_of(situation, speech)),
        Part(say("papers.uncertainties"), uncertainties_of(situation, speech)),
    )
    return _paper(situation, say("papers.wall"), parts, head, speech, sheet="a3", landscape=True)


def handover_paper(
    situation: Situation,
    profile: Profile,
    roles: dict[str, tuple[str, ...]],
    people: tuple[str, str, str, str],
    head: Head,
    speech: Speech,
) -> Paper:
    """What is open when a post changes hands; `people` are the post, who leaves, who comes, and a
    note.
    """
    say = speech.say
    post, leaving, coming, note = people
    who = Table(
        caption="",
        headings=(say("papers.person"), say("papers.roles")),
        rows=tuple((person, ", ".join(held)) for person, held in roles.items() if held),
        weights=(1.0, 2.0),
    )
    said = say("papers.handed_over", post=post, leaving=leaving, coming=coming)
    parts = (
        Part(say("papers.handover"), (Paragraph("\n".join(t for t in (said, note) if t)),)),
        Part(say("papers.actions"), actions_of(situation, speech)),
        Part(say("papers.decisions"), decisions_of(situation, speech)),
        Part(say("papers.all_clocks"), clocks_of(situation, profile, speech)),
        Part(say("papers.uncertainties"), uncertainties_of(situation, speech)),
        Part(say("papers.people"), (who,)),
    )
    return _paper(situation, say("papers.handover"), parts, head, speech)


def _paper(
    situation: Situation,
    title: str,
    parts: tuple[Part, ...],
    head: Head,
    speech: Speech,
    *,
    sheet: str = "a4",
    landscape: bool = False,
) -> Paper:
    return Paper(
        language=speech.language,
        title=title,
        organisation=situation.organisation,
        moment=speech.moment(situation.at),
        at=situation.at,
        marks=("TLP:AMBER", "PAP:AMBER"),
        parts=parts,
        foot=speech.say("communication.foot", entry=head.sequence, hash=head.hash[:16]),
        sheet=sheet,
        landscape=landscape,
    )
