import pytest

from endigue.continuity.handwork.facts import (
    FACTS,
    ChainMerged,
    DeviceOpened,
    FormsIssued,
    Reconciled,
    RecordEntered,
    SheetsReturned,
)
from endigue.journal.fact import Fact, Vocabulary, fact_body, fact_name

VALUES = {"a": 4250, "b": True, "c": "é"}
GOLDEN: list[tuple[Fact, str, str]] = [
    (
        DeviceOpened("017f", "Laptop 2", "Claims"),
        "continuity.device_opened",
        '{"desk":"Claims","device":"017f","name":"Laptop 2"}',
    ),
    (
        FormsIssued("claim-slip", 1, "Claims", 1, 50),
        "continuity.forms_issued",
        '{"desk":"Claims","edition":1,"first":1,"form":"claim-slip","last":50}',
    ),
    (
        SheetsReturned("claim-slip", 48, 50, "blank", "not used"),
        "continuity.sheets_returned",
        '{"first":48,"form":"claim-slip","how":"blank","last":50,"reason":"not used"}',
    ),
    (
        RecordEntered(
            "017f",
            "0180",
            "claim-slip",
            1,
            7,
            "paper",
            {"a": 4250, "b": True, "c": "é"},
            ("x",),
            "y",
        ),
        "continuity.record_entered",
        '{"corrects":["x"],"device":"0180","edition":1,"form":"claim-slip","medium":"paper",'
        '"reason":"y","record":"017f","serial":7,"values":{"a":4250,"b":true,"c":"é"}}',
    ),
    (
        ChainMerged("ab", 12, "cd", "ef", "desk-2.jsonl"),
        "continuity.chain_merged",
        '{"blob":"ef","chain":"ab","entries":12,"head":"cd","source":"desk-2.jsonl"}',
    ),
    (
        Reconciled("h", "ab", {"present": 1}, {"present": 2}, "cd", True),
        "continuity.reconciled",
        '{"amounts":{"present":2},"balanced":true,"counts":{"present":1},"keys":"cd",'
        '"mapping":"ab","target":"h"}',
    ),
]


@pytest.mark.parametrize(("fact", "name", "body"), GOLDEN)
def test_the_bytes_of_each_fact_never_change(fact: Fact, name: str, body: str) -> None:
    assert (fact_name(fact), fact_body(fact)) == (name, body)
    assert Vocabulary(FACTS).read(name, body) == fact


def test_every_fact_of_hand_work_is_golden() -> None:
    assert {type(fact) for fact, _name, _body in GOLDEN} == set(FACTS)


@pytest.mark.parametrize("body", ['"first":0,"last":5', '"first":1,"last":1000000000000'])
def test_a_range_that_would_fill_the_memory_is_not_read(body: str) -> None:
    with pytest.raises(ValueError, match="Expected"):
        Vocabulary(FACTS).read(
            "continuity.forms_issued", f'{{"desk":"d","edition":1,"form":"f",{body}}}'
        )
