import pytest

from endigue.containment.alternatives import alternatives
from endigue.containment.facts import ContainmentPlanned, DerogationRecorded, PlanApproved
from endigue.journal.fact import Vocabulary, fact_body, fact_name


@pytest.fixture
def facts(draw):
    instance = draw(5)
    found = alternatives(instance.organisation, dict.fromkeys(instance.seeds, 1.0))
    return [
        ContainmentPlanned(found, "0" * 64, 5, "HiGHS 1.0.0"),
        PlanApproved("plan", ("one", "two"), "0" * 64),
        DerogationRecorded("net", "nobody could work"),
    ]


def test_facts_have_the_names_under_which_they_are_kept(facts):
    assert [fact_name(fact) for fact in facts] == [
        "containment.planned",
        "containment.plan_approved",
        "containment.derogation_recorded",
    ]


def test_facts_read_back_what_was_written(facts):
    vocabulary = Vocabulary([ContainmentPlanned, PlanApproved, DerogationRecorded])
    for fact in facts:
        assert vocabulary.read(fact_name(fact), fact_body(fact)) == fact
