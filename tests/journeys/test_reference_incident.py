"""The story that the reference mutual tells: from its files to the ways to respond."""

from itertools import pairwise
from pathlib import Path

import pytest

from endigue.containment.alternatives import alternatives
from endigue.containment.plan import Alternatives
from endigue.evidence.assess import assess
from endigue.evidence.findings import Assessment
from endigue.organisation.model import Organisation
from endigue.readers.findings import read_findings
from endigue.readers.likelihood import load_likelihoods
from endigue.readers.link_kinds import load_link_kinds
from endigue.readers.organisation_folder import read_organisation
from endigue.spread.forecast import forecast
from endigue.spread.problem import build, unknown_kinds

EXAMPLE = Path(__file__).parents[2] / "examples" / "mutual"


@pytest.fixture(scope="module")
def mutual() -> Organisation:
    return read_organisation(str(EXAMPLE)).organisation


@pytest.fixture(scope="module")
def assessment(mutual: Organisation) -> Assessment:
    files = sorted((EXAMPLE / "evidence").iterdir())
    findings = [finding for path in files for finding in read_findings(path).findings]
    return assess(mutual, findings, {}, load_likelihoods())


@pytest.fixture(scope="module")
def probabilities(assessment: Assessment) -> dict[str, float]:
    return {one.asset: one.probability for one in assessment.suspicions}


@pytest.fixture(scope="module")
def responses(mutual: Organisation, probabilities: dict[str, float]) -> Alternatives:
    return alternatives(mutual, probabilities, seconds=600.0)


def test_strangers_are_named_and_nobody_else(assessment: Assessment) -> None:
    assert {one.name: one.ambiguous for one in assessment.unmatched} == {
        "10.77.3.14": False,
        "BORNE-ACCUEIL-2": False,
        "PARTAGES": True,
    }


def test_each_way_to_respond_costs_clearly_less_than_the_one_before(
    responses: Alternatives,
) -> None:
    names = ("do_nothing", "pull_the_plug", "isolate_known", "plan")
    harms = [responses.named(name).harm for name in names]
    assert all(1.5 * after < before for before, after in pairwise(harms))
    plan = responses.named("plan")
    assert plan.gap is not None
    assert plan.gap < 0.01


def test_under_the_plan_most_runs_some_goes_on_by_hand_and_some_stops(
    mutual: Organisation, responses: Alternatives
) -> None:
    plan, plug = responses.named("plan"), responses.named("pull_the_plug")
    assert len(plug.operations_down) == len(mutual.operations)
    assert {"telephone", "third-party-payment", "post-scanning"}.isdisjoint(plan.operations_down)
    assert {"e-mail", "member-web-site"} <= set(plan.by_hand)
    assert "member-area" in set(plan.operations_down) - set(plan.by_hand)


def test_the_service_account_stays_in_work_because_its_ways_out_are_closed(
    responses: Alternatives,
) -> None:
    pulled = {action.lever for action in responses.named("plan").actions}
    assert "svc-scan" in responses.evaluated_on
    assert "disable-svc-scan" not in pulled
    assert {"pause-backups", "unplug-test"} <= pulled


def test_bold_is_not_enough(responses: Alternatives) -> None:
    bold, plan = responses.named("plan_bold"), responses.named("plan")
    assert bold.harm > 5 * plan.harm


def test_the_core_of_trust_is_likely_to_fall_within_a_day_unless_the_plan_is_done(
    mutual: Organisation, probabilities: dict[str, float], responses: Alternatives
) -> None:
    kinds = load_link_kinds()
    assert unknown_kinds(mutual, kinds) == ()
    chances = []
    for name in ("do_nothing", "plan"):
        pulled = {action.lever for action in responses.named(name).actions}
        problem = build(mutual, probabilities, kinds, pulled)
        result = forecast(problem, hours=(4.0, 24.0), samples=400, seed=1)
        chances.append({one.id: one.p[-1] for one in result.assets}.get("dom-rivages", 0.0))
    assert chances[0] > 0.8
    assert chances[1] < 0.15
