from datetime import UTC, datetime

import pytest

from endigue.evidence.facts import (
    FACTS,
    MOST_IN_ONE,
    CompromiseAssessed,
    FindingsRecorded,
    HuntRun,
    IncidentTraced,
    LogsScanned,
    RuleCount,
    StatementMade,
    recorded,
)
from endigue.evidence.findings import Assessment, Contribution, Finding, Suspicion, Unmatched
from endigue.evidence.origin.steps import Cause, Step, Trace
from endigue.evidence.tracing.coverage import Coverage, Span
from endigue.journal.entry import LONGEST_TEXT
from endigue.journal.fact import Fact, Vocabulary, fact_body, fact_name

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)

EXAMPLES: tuple[tuple[Fact, str, str], ...] = (
    (
        FindingsRecorded("a.csv", "00", "csv", (Finding("listed", "srv1", observed_at=NOON),)),
        "evidence.findings_recorded",
        '{"findings":[{"account":"","detail":"","host":"srv1","kind":"listed",'
        '"observed_at":"2021-02-05T12:00:00Z","row":0,"source":"","techniques":[]}],'
        '"format":"csv","left_out":0,"not_understood":0,"part":1,"parts":1,"sha256":"00",'
        '"source":"a.csv"}',
    ),
    (
        StatementMade("srv1", "cleared", "réinstallé"),
        "evidence.statement_made",
        '{"asset":"srv1","reason":"réinstallé","verdict":"cleared"}',
    ),
    (
        CompromiseAssessed(
            Assessment(
                (Suspicion("srv1", 0.5, (Contribution("listed", 1.5, row=2),), "confirmed"),),
                (Unmatched("srv2", "host", 3, ("srv1",)),),
                {"listed": 4},
                ("a.csv",),
            ),
            "11",
        ),
        "evidence.compromise_assessed",
        '{"assessment":{"counts":{"listed":4},"sources":["a.csv"],"suspicions":[{"asset":"srv1",'
        '"contributions":[{"counted":true,"detail":"","kind":"listed","log_odds":1.5,'
        '"observed_at":null,"row":2,"source":""}],"not_shown":0,"probability":0.5,'
        '"statement":"confirmed"}],"unmatched":[{"ambiguous":false,"candidates":["srv1"],'
        '"count":3,"name":"srv2","role":"host","row":0,"source":""}]},"table":"11"}',
    ),
    (
        IncidentTraced(
            Trace((Step("click-1", "click", NOON, "ws-1"),), (Cause("a", "click-1", 0.5, "x"),)),
            (Coverage("proxy", 2, (Span(NOON, NOON),)),),
            ("proxy.log",),
        ),
        "evidence.incident_traced",
        '{"coverage":[{"kind":"proxy","records":2,"spans":[["2021-02-05T12:00:00Z",'
        '"2021-02-05T12:00:00Z"]]}],"sources":["proxy.log"],"steps_left_out":0,"trace":{"causes":'
        '[{"cause":"a","effect":"click-1","strength":0.5,"why":"x"}],"steps":[{"account":"",'
        '"at":"2021-02-05T12:00:00Z","code":"","detail":"","host":"ws-1","id":"click-1",'
        '"kind":"click","row":0,"source":"","weight":0.0}]}}',
    ),
    (
        LogsScanned(
            hits="aa",
            rules="bb",
            files=2,
            events=30,
            bytes=400,
            counts=(RuleCount("r1", "Shadow copies deleted", "high", 3),),
            findings=(Finding("sigma_high", "srv1", observed_at=NOON, row=7),),
            left_out=1,
            not_understood=4,
        ),
        "evidence.logs_scanned",
        '{"bytes":400,"counts":[{"count":3,"level":"high","rule":"r1",'
        '"title":"Shadow copies deleted"}],"events":30,"files":2,"findings":[{"account":"",'
        '"detail":"","host":"srv1","kind":"sigma_high","observed_at":"2021-02-05T12:00:00Z",'
        '"row":7,"source":"","techniques":[]}],"hits":"aa","left_out":1,"not_understood":4,'
        '"rules":"bb"}',
    ),
    (
        HuntRun("store", "bb", ("r1", "r2"), "aa"),
        "evidence.hunt_run",
        '{"hits":"aa","rules":"bb","runs":["r1","r2"],"store":"store"}',
    ),
)


@pytest.mark.parametrize(("fact", "name", "body"), EXAMPLES, ids=lambda each: str(each)[:20])
def test_the_bytes_of_a_fact_are_frozen_and_read_back(fact: Fact, name: str, body: str) -> None:
    assert fact_name(fact) == name
    assert fact_body(fact) == body
    assert Vocabulary(FACTS).read(name, body) == fact


def test_every_kind_of_fact_has_an_example() -> None:
    assert {type(fact) for fact, _, _ in EXAMPLES} == set(FACTS)


def test_a_long_file_takes_several_facts_and_an_empty_one_takes_one() -> None:
    findings = tuple(Finding("listed", host=f"h{row}") for row in range(MOST_IN_ONE * 2 + 1))
    facts = recorded("a.csv", "00", "csv", findings, not_understood=3)
    assert [(fact.part, fact.parts, len(fact.findings)) for fact in facts] == [
        (1, 3, MOST_IN_ONE),
        (2, 3, MOST_IN_ONE),
        (3, 3, 1),
    ]
    assert tuple(finding for fact in facts for finding in fact.findings) == findings
    assert [fact.parts for fact in recorded("a.csv", "00", "csv", ())] == [1]


def test_a_full_fact_of_the_longest_texts_fits_an_entry() -> None:
    longest = Finding(
        kind="confirmed_implant",
        host="\U0001f525" * 256,
        account="\U0001f525" * 256,
        observed_at=NOON.replace(microsecond=1),
        source="\U0001f525" * 256,
        row=10**9,
        detail="\U0001f525" * 500,
        techniques=tuple(f"T1{row:03}.001" for row in range(20)),
    )
    (fact,) = recorded("a" * 256, "0" * 64, "csv", (longest,) * MOST_IN_ONE)
    assert len(fact_body(fact).encode()) < LONGEST_TEXT - 4096
