"""The gates: when a step of one asset counts.

Each takes the dossier before the step and gives the code of what stands against it, with the
arguments of its sentence, or None. What stands on what is asked by `endigue.eradication.board`.
"""

from collections.abc import Sequence

from endigue.eradication.checks import Check
from endigue.eradication.dossier import Dossier, same_person

Against = tuple[str, dict[str, str]] | None


def against_cleaning(dossier: Dossier, sound_evidence: bool) -> Against:
    """Evidence before cleaning. `sound_evidence`: some of it has a hash and an unbroken chain."""
    if dossier.gone:
        return _gone(dossier)
    if dossier.state in {"verified", "reconnected"}:
        return "eradication.already_verified", {}
    if dossier.waived or sound_evidence or dossier.state == "cleaning":
        return None
    return ("eradication.evidence_broken" if dossier.evidence else "eradication.no_evidence"), {}


def against_end_of_cleaning(dossier: Dossier) -> Against:
    """What was not begun does not end."""
    if dossier.gone:
        return _gone(dossier)
    return None if dossier.state == "cleaning" else ("eradication.not_cleaning", {})


def against_check(dossier: Dossier, check: str, person: str, known: Sequence[str]) -> Against:
    """A check that passed counts on something that is not the intruder's any more, and by
    somebody else than who rebuilt it.
    """
    if dossier.gone:
        return _gone(dossier)
    if check not in known:
        return "eradication.no_such_check", {"check": check, "checks": ", ".join(known)}
    if not person.strip():
        return "eradication.no_person", {}
    return _against_looking(dossier, person)


def against_verifying(dossier: Dossier, person: str, needed: Sequence[Check]) -> Against:
    """Verified is what passed every check that its kind needs, said by a second person."""
    if dossier.gone:
        return _gone(dossier)
    if not person.strip():
        return "eradication.no_person", {}
    if (against := _against_looking(dossier, person)) is not None:
        return against
    if lacking := [check.id for check in needed if check.id not in dossier.passed]:
        return "eradication.checks_lacking", {"checks": ", ".join(lacking)}
    return None


def against_reconnecting(dossier: Dossier, missing: Sequence[str]) -> Against:
    """Reconnected is only what is verified, and so is all that it stands on; `missing` is not."""
    if dossier.gone:
        return _gone(dossier)
    if dossier.state not in {"verified", "reconnected"}:
        return "eradication.not_verified", {"state": dossier.state}
    if missing:
        few = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        return "eradication.stands_on_unverified", {"things": few, "count": str(len(missing))}
    return None


def _against_looking(dossier: Dossier, person: str) -> Against:
    if dossier.state == "cleaning" and dossier.cleaned_at is None:
        return "eradication.still_cleaning", {}
    if dossier.held and dossier.state != "cleaning":
        return "eradication.not_cleaned", {}
    if same_person(person) in dossier.cleaners:
        return "eradication.own_work", {"person": person}
    return None


def _gone(dossier: Dossier) -> Against:
    return f"eradication.is_{dossier.state}", {}
