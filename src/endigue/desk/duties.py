"""What the law asks of the case: its profile, its clocks, its classification."""

from datetime import date, datetime

import msgspec

from endigue.communication.classification import Classification, classify
from endigue.communication.clocks import Clock, clocks_of
from endigue.communication.moves import Move, moves_of
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.desk.case import Blobs
from endigue.desk.hands import Hands
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal

SETTINGS = "organisation.toml"


class Duties(msgspec.Struct, frozen=True):
    """The legal side of a case at an instant."""

    at: datetime
    clocks: tuple[Clock, ...]
    moves: tuple[Move, ...]
    classifications: dict[str, Classification]
    """By company, of those in the scope of DORA."""


def profile_of_case(blobs: Blobs, ledger: Ledger, hands: Hands) -> Profile:
    """The profile of the organisation that the case has adopted. Refusal where it has none."""
    if ledger.organisation is None:
        raise Refusal("communication.no_organisation")
    return hands.legal_profile(blobs.get(ledger.organisation.files[SETTINGS]))


def duties_of(
    ledger: Ledger, profile: Profile, rulebook: Rulebook, at: datetime, law: date | None = None
) -> Duties:
    """Clocks, why they moved, and what the facts come to under DORA.

    Raises Refusal where the bank holidays of the country are not known.
    """
    if profile.country not in rulebook.holidays:
        raise Refusal(
            "communication.unknown_country",
            country=profile.country,
            countries=", ".join(sorted(rulebook.holidays)),
        )
    view = ledger.communication
    pack = rulebook.thresholds_on(law or at.date())
    in_scope = [company.id for company in profile.companies if "dora" in company.regimes]
    return Duties(
        at=at,
        clocks=clocks_of(view, profile, rulebook, at, law),
        moves=moves_of(view, profile, rulebook, at, law),
        classifications={} if pack is None else {c: classify(view, c, pack, at) for c in in_scope},
    )
