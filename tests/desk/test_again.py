from dataclasses import replace
from types import SimpleNamespace

import pytest

from endigue.containment.choice import Orders
from endigue.containment.solve import Watch
from endigue.desk.again import ANSWER, FOLLOWED, REBUILT, STORY, Asked, compute_again
from endigue.desk.case import Case
from endigue.desk.refusal import Refusal
from endigue.desk.respond import respond
from endigue.evidence.facts import recorded
from endigue.evidence.findings import Finding
from endigue.kernel.money import Cents
from endigue.organisation.model import Organisation
from endigue.readers.lever_figures import load_lever_figures
from endigue.readers.likelihood import load_likelihoods
from endigue.readers.link_kinds import load_link_kinds
from small_story import NOTE, SETTINGS, given

ON_SERVER = Finding("ransom_note", host="SRV-1", source="later.csv", row=2)
NONE = Orders()


class Onlooker:
    """The hands that a computation needs, and what it was told."""

    def __init__(self, organisation: Organisation) -> None:
        kept = SimpleNamespace(kept=lambda _files: SimpleNamespace(organisation=organisation))
        self.hands = SimpleNamespace(
            organisations=kept, lever_figures=load_lever_figures, link_kinds=load_link_kinds,
            likelihoods=load_likelihoods,
        )  # fmt: skip
        self.begun: list[tuple[int, int, str]] = []

    def asked(self) -> Asked:
        return Asked(self.hands, SETTINGS, lambda *step: self.begun.append(step), Watch())

    @property
    def stages(self) -> tuple[str, ...]:
        """As told; their numbers must count up to how many there are."""
        count = len(self.begun)
        assert [(number, of) for number, of, _ in self.begun] == [
            (number, count) for number in range(1, count + 1)
        ]
        return tuple(stage for _, _, stage in self.begun)


@pytest.fixture
def onlooker(organisation: Organisation) -> Onlooker:
    return Onlooker(organisation)


@pytest.fixture
def told(case: Case, organisation: Organisation) -> Case:
    respond(case, given(organisation, NOTE), SETTINGS, lambda _stage: None)
    return case


def test_what_the_journal_holds_already_is_not_computed_again(told: Case, onlooker) -> None:
    entries = told.ledger().head.sequence
    compute_again(told, onlooker.asked(), NONE)
    assert onlooker.stages == STORY
    again = told.ledger()
    assert again.containment.planned is not None
    facts = [entry.fact for entry in told.store.read(after=entries)]
    assert not {"spread.forecast", "containment.planned", "evidence.assessed"} & set(facts), facts


def test_new_evidence_is_followed_to_the_end_of_the_story(told: Case, onlooker) -> None:
    before = told.ledger()
    assert {one.state for one in before.continuity.operations} == {"running"}
    told.record(recorded("later.csv", "e" * 64, "csv", [ON_SERVER]), before)
    ledger = compute_again(told, onlooker.asked(), NONE)
    assert ledger.containment.planned.input_hash != before.containment.planned.input_hash
    assert {one.state for one in ledger.continuity.operations} == {"stopped"}
    assert "srv-1" in {task.asset for task in ledger.restoration.plan.schedule.tasks}
    assert ledger == told.ledger()


def test_orders_are_answered_beside_the_plan_and_adopted_when_that_is_asked(
    told: Case, onlooker, organisation: Organisation
) -> None:
    before = told.ledger().containment.planned
    ledger = compute_again(told, onlooker.asked(), Orders(keep=("pc-1",)))
    assert onlooker.stages == ANSWER
    assert ledger.containment.planned == before
    (name,) = ledger.containment.answers
    follower = Onlooker(organisation)
    ledger = compute_again(told, follower.asked(), NONE, name)
    assert follower.stages == FOLLOWED
    assert ledger.containment.planned.input_hash == name


def test_the_rebuild_alone_leaves_everything_else_as_it_was(told: Case, onlooker) -> None:
    before = told.ledger()
    ledger = compute_again(told, onlooker.asked(), NONE, rebuild=True)
    assert onlooker.stages == REBUILT
    assert ledger.containment == before.containment
    assert ledger.spread == before.spread
    assert ledger.restoration.plan is not None


def test_a_case_without_an_organisation_or_such_an_answer_is_refused(
    case: Case, onlooker, organisation: Organisation
) -> None:
    with pytest.raises(Refusal, match="nothing_adopted"):
        compute_again(case, onlooker.asked(), NONE)
    respond(case, given(organisation, NOTE), SETTINGS, lambda _stage: None)
    with pytest.raises(Refusal, match="no_such_answer"):
        compute_again(case, onlooker.asked(), NONE, "f" * 64)


def test_the_organisation_is_the_adopted_one_with_its_levers(
    told: Case, organisation: Organisation
) -> None:
    assert Onlooker(organisation).asked().organisation(told) == organisation
    bare = Onlooker(replace(organisation, levers=()))
    derived = bare.asked().organisation(told)
    assert derived.levers, "an organisation that describes none is given the standard ones"
    assert all(lever.cost >= Cents(0) for lever in derived.levers)
