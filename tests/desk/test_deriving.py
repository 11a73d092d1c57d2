from datetime import UTC, datetime, timedelta

import pytest

from endigue.communication.bulletin import Bulletin, ServiceTold, Text
from endigue.communication.events import Value
from endigue.communication.facts import BulletinWritten, EventRecorded, RoleGiven
from endigue.communication.profile import Company, Profile
from endigue.containment.facts import ContainmentPlanned, PlanApproved
from endigue.containment.plan import Action, Alternative, Alternatives
from endigue.continuity.handwork.facts import FormsIssued, Reconciled
from endigue.damage.facts import DamageAssessed
from endigue.damage.findings import AspectState, Bounds, Damage, DataDamage, Money
from endigue.desk.case import Case
from endigue.desk.deriving import MOST_NAMED, Proposal, proposals_of, record_proposals
from endigue.desk.refusal import Refusal
from endigue.evidence.facts import CompromiseAssessed, IncidentTraced, recorded
from endigue.evidence.findings import Assessment, Contribution, Finding, Suspicion
from endigue.evidence.origin.steps import Step, Trace
from endigue.journal.fact import Fact
from endigue.kernel.money import Cents
from endigue.readers.rulebook import load_rulebook
from endigue.restoration.facts import GateDecided, RestorationPlanned
from endigue.restoration.schedule import Schedule
from endigue.stores.memory import MemoryStore

T0 = datetime(2026, 2, 6, 16, tzinfo=UTC)
BOOK = load_rulebook()
GROUP = Profile(
    "G", "Europe/Paris", "EUR", "FR",
    (Company("co", "Co", frozenset({"dora"})), Company("b", "B", frozenset())),
)  # fmt: skip
SIGN = Contribution("ransom_note", 4.0, observed_at=T0)
CLEAN = Contribution("clean_scan", -1.0, observed_at=T0 - timedelta(9))
LIKELY = Suspicion("srv-1", 0.97, (SIGN, CLEAN))


@pytest.fixture
def case() -> Case:
    return Case(MemoryStore(), None, lambda: T0 + timedelta(days=9), "Keeper")  # type: ignore[arg-type]


def proposed(case: Case, *facts: Fact, at: datetime = T0) -> dict[str, Proposal]:
    if facts:
        case.record(facts, case.ledger(), at)
    return {one.event: one for one in proposals_of(case.store.read(), GROUP, BOOK)}


def values(found: dict[str, Proposal]) -> dict[str, Value]:
    return {event: one.value for event, one in found.items()}


def test_a_case_that_knows_nothing_proposes_nothing(case: Case) -> None:
    assert proposed(case) == {}


def test_findings_say_since_when_by_what_and_on_what(case: Case) -> None:
    findings = (
        Finding("ransom_note", "SRV-1", detail="README.txt", techniques=("T1486",)),
        Finding("ioc_match", "SRV-1", detail="a" * 64, techniques=("T1566.002", "T1059")),
        Finding("sigma_low", "PC-2", detail="noise"),
    )
    assessment = Assessment((LIKELY, Suspicion("pc-2", 0.2)))
    found = proposed(
        case, *recorded("f", "0" * 64, "csv", findings), CompromiseAssessed(assessment, "t")
    )
    assert values(found) == {
        "occurred": None,
        "malicious-access": True,
        "incident-type": ("cybersecurity-related",),
        "techniques": (
            "data_encryption_for_impact_including_ransomware",
            "social_engineering_including_phishing",
        ),
        "indicators": f"SRV-1: README.txt\nSRV-1: {'a' * 64}",
        "infrastructure-hit": "yes",
        "infrastructure": "srv-1",
    }
    assert found["occurred"].at == T0  # a clean scan is no sign, however early
    steps = (Step("m", "message", T0 - timedelta(hours=3)), Step("p", "process", T0))
    traced = proposed(case, IncidentTraced(Trace(steps), (), ()))
    assert (traced["occurred"].at, traced["occurred"].basis) == (T0 - timedelta(hours=3), "trace")


def test_a_long_list_is_cut_and_counted(case: Case) -> None:
    many = tuple(Suspicion(f"pc-{n:03}", 0.6) for n in range(MOST_NAMED + 7))
    found = proposed(case, CompromiseAssessed(Assessment(many), "t"))
    assert str(found["infrastructure"].value).endswith(f"pc-{MOST_NAMED - 1:03}, + 7")
    assert "malicious-access" not in found  # likely is not certain


def told(state: str, at: datetime) -> BulletinWritten:
    text = Text("a", "b")
    services = tuple(ServiceTold(name, state, text, since=at) for name in ("phone", "area"))  # type: ignore[arg-type]
    return BulletinWritten(Bulletin(update=text, service=services))


def test_downtime_runs_until_everything_is_back_and_the_backlog_is_served(case: Case) -> None:
    down = proposed(case, told("stopped", T0))
    assert down["service-down"].at == T0 and "services-recovered" not in down
    some = proposed(case, GateDecided("phone", True, T0 + timedelta(days=2)))
    assert "services-recovered" not in some
    back = proposed(case, GateDecided("area", True, T0 + timedelta(days=3)))
    assert back["services-recovered"].at == T0 + timedelta(days=3)
    assert "backlog-served" not in back
    one = Reconciled("crm", "m", {}, {}, "k", False)
    wrong = proposed(case, one, at=T0 + timedelta(days=4))
    assert "backlog-served" not in wrong
    balanced = Reconciled("crm", "m", {}, {}, "k", True)
    served = proposed(case, balanced, at=T0 + timedelta(days=5))
    assert served["backlog-served"].at == T0 + timedelta(days=5)
    other = proposed(case, Reconciled("ledger", "m", {}, {}, "k", False))
    assert "backlog-served" not in other  # one target does not balance


def test_work_by_hand_the_plan_and_what_was_sent_answer_the_rest(case: Case) -> None:
    schedule = Schedule((), (), Cents(1_234_500), Cents(0), 0.0, 0.0, 0, 1)
    found = proposed(
        case,
        FormsIssued("call", 1, "desk", 1, 9),
        RestorationPlanned("i", "s", T0, schedule),
        EventRecorded("complaint-filed"),
        EventRecorded("gdpr-notified"),
    )
    assert values(found) == {
        "continuity-plan-activated": True,
        "cost-revenue": 1_234_500,
        "other-authorities": ("data_protection_authority", "police_law_enforcement"),
    }
    assert found["other-authorities"].entries == (3, 4)


def test_what_a_person_recorded_stands_and_what_was_derived_is_renewed(case: Case) -> None:
    assessment = CompromiseAssessed(Assessment((LIKELY,)), "t")
    by_hand = EventRecorded("infrastructure", "", "two servers")
    own = EventRecorded("incident-type", "co", ("other",))
    found = proposed(case, assessment, by_hand, own)
    assert found["infrastructure"].standing == "recorded"
    assert found["incident-type"].standing == "recorded"  # of one company: not overridden for it
    ledger, recorded_ones = record_proposals(case, case.ledger(), BOOK, found.values())
    assert {one.event for one in recorded_ones} == {
        "occurred", "malicious-access", "infrastructure-hit",
    }  # fmt: skip
    view = ledger.communication
    assert view.value("infrastructure", "") == "two servers"
    access = view.latest("malicious-access", "")
    assert access is not None and (access.estimated, access.verified) == (True, False)
    assert access.note.startswith("derived: findings")
    occurred = view.latest("occurred", "")
    assert occurred is not None and occurred.occurred_at == T0
    again = proposed(case)
    assert {one.standing for one in again.values()} == {"same", "recorded"}
    sign = Contribution("ransom_note", 4.0, observed_at=T0 - timedelta(1))
    earlier = Suspicion("srv-1", 0.97, (sign,))
    renewed = proposed(case, CompromiseAssessed(Assessment((earlier,)), "t"))
    assert renewed["occurred"].standing == "newer"
    _, once_more = record_proposals(case, case.ledger(), BOOK, renewed.values())
    assert [one.event for one in once_more] == ["occurred"]


def test_the_approved_cut_is_the_temporary_measure(case: Case, planned: ContainmentPlanned) -> None:
    plan = planned.alternatives.alternatives[0]
    assert "temporary-measures" not in proposed(case, planned)
    levers = tuple(action.lever for action in plan.actions)
    found = proposed(case, PlanApproved(plan.name, levers, planned.input_hash))
    assert found["temporary-measures"].value is True
    assert found["temporary-measures"].entries == (2,)
    assert found["temporary-measures-description"].value == "isolate host: 1"


def test_the_damage_says_which_losses_how_many_people_and_what_it_costs(case: Case) -> None:
    sure, excluded = AspectState("confirmed"), AspectState("excluded")
    data = (
        DataDamage("claims", 9, sure, AspectState("suspected"), excluded),
        DataDamage("payroll", 9, excluded, excluded, sure),
    )
    damage = Damage(
        T0, None, data, Bounds(1, 700, 900), Bounds(0, 40, 900), (), (),
        Money(Cents(5_000), Cents(0), Cents(7_000), Cents(9_000)), (),
    )  # fmt: skip
    schedule = Schedule((), (), Cents(1_234_500), Cents(0), 0.0, 0.0, 0, 1)
    found = proposed(case, RestorationPlanned("i", "s", T0, schedule), DamageAssessed("i", damage))
    assert values(found) == {
        "data-losses": ("availability", "integrity"),
        "breach-people": 700,
        "cost-replacement": 7_000,
        "cost-revenue": 5_000,
    }
    assert found["cost-revenue"].basis == "damage"


def test_an_observer_records_nothing(case: Case) -> None:
    roles = (RoleGiven("Director", "strategic"), RoleGiven("Keeper", "observer"))
    found = proposed(case, CompromiseAssessed(Assessment((LIKELY,)), "t"), *roles)
    with pytest.raises(Refusal, match=r"communication\.not_allowed"):
        record_proposals(case, case.ledger(), BOOK, found.values())
    assert record_proposals(case, case.ledger(), BOOK, ())[1] == ()


@pytest.fixture
def planned() -> ContainmentPlanned:
    action = Action(
        "isolate-pc-1", "isolate_host", "pc-1", 5.0, "it", Cents(500), "operational", True, "",
        (), 0, 0, Cents(0), "",
    )  # fmt: skip
    nothing = Cents(0)
    plan = Alternative(
        "plan", 0.5, (), nothing, nothing, None, None, True, nothing, nothing, nothing,
        (), (), (), (), (action,), 5.0, nothing,
    )  # fmt: skip
    return ContainmentPlanned(Alternatives((plan,), ()), "h", 0, "s")
