from endigue.evidence.facts import StatementMade
from endigue.organisation.facts import LeversDerived, OrganisationAdopted
from endigue.organisation.view import see, see_levers

ADOPTED = OrganisationAdopted("Small", "d" * 64, {}, {})
DERIVED = LeversDerived({"isolate_host": 2}, "t" * 64)
STATED = StatementMade("pc-1", "confirmed", "seen")


def test_the_last_folder_is_known_and_other_facts_change_nothing() -> None:
    assert see(None, ADOPTED) == ADOPTED
    assert see(ADOPTED, DERIVED) == see(ADOPTED, STATED) == ADOPTED


def test_levers_are_derived_for_one_folder_and_forgotten_with_the_next() -> None:
    assert see_levers(None, DERIVED) == DERIVED
    assert see_levers(DERIVED, STATED) == DERIVED
    assert see_levers(DERIVED, ADOPTED) is None
