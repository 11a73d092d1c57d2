from dataclasses import replace

from endigue.desk.case import Case
from endigue.desk.equipping import equip
from endigue.desk.examining import evidence_name
from endigue.evidence.facts import CompromiseAssessed
from endigue.evidence.findings import Assessment
from endigue.organisation.facts import LeversDerived, OrganisationAdopted
from endigue.organisation.lever_figures import LeverFigures
from endigue.organisation.model import Organisation
from endigue.readers.lever_figures import load_lever_figures

FIGURES = load_lever_figures()


def test_levers_that_are_described_are_kept_and_nothing_is_written(
    case: Case, organisation: Organisation
) -> None:
    ledger = case.ledger()
    assert equip(case, ledger, organisation, FIGURES) == (ledger, organisation)


def test_derived_ones_are_written_once_and_counted_by_kind(
    case: Case, organisation: Organisation
) -> None:
    bare = replace(organisation, levers=())
    ledger, equipped = equip(case, case.ledger(), bare, FIGURES)
    assert equipped.levers
    assert ledger.levers is not None
    assert sum(ledger.levers.levers.values()) == len(equipped.levers)
    assert equip(case, ledger, bare, FIGURES) == (ledger, equipped)
    assert ledger.head.sequence == 1


def test_a_new_folder_and_another_table_are_derived_for_anew(
    case: Case, organisation: Organisation
) -> None:
    bare = replace(organisation, levers=())
    ledger, _ = equip(case, case.ledger(), bare, FIGURES)
    adopted = case.record([OrganisationAdopted("Small", "d" * 64, {}, {})], ledger)
    assert adopted.levers is None
    ledger, _ = equip(case, adopted, bare, FIGURES)
    other = LeverFigures(FIGURES.rows, "another")
    changed, _ = equip(case, ledger, bare, other)
    assert changed.levers == LeversDerived(ledger.levers.levers, "another")


def test_what_was_derived_is_part_of_what_the_engines_computed_on(
    case: Case, organisation: Organisation
) -> None:
    first = [
        OrganisationAdopted("Small", "d" * 64, {}, {}),
        CompromiseAssessed(Assessment((), (), {}), "t"),
    ]
    ledger = case.record(first, case.ledger())
    derived, _ = equip(case, ledger, replace(organisation, levers=()), FIGURES)
    assert evidence_name(derived) != evidence_name(ledger)


def test_nothing_to_act_on_leaves_nothing_to_write(case: Case) -> None:
    ledger, equipped = equip(case, case.ledger(), Organisation(name="Empty"), FIGURES)
    assert (ledger.head.sequence, equipped.levers) == (0, ())
