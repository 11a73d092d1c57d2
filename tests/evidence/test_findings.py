import msgspec

from endigue.evidence.findings import Assessment, Finding, Suspicion


def test_an_assessment_reads_back_from_json() -> None:
    written = Assessment((Suspicion("srv-files", 0.5, statement="cleared"),), counts={"listed": 1})
    assert msgspec.json.decode(msgspec.json.encode(written), type=Assessment) == written


def test_a_finding_cannot_be_changed() -> None:
    finding = Finding("listed", host="a")
    assert msgspec.structs.replace(finding, host="b") == Finding("listed", host="b")
    assert Finding.__struct_config__.frozen
