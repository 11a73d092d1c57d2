from datetime import UTC, datetime, timedelta

from endigue.evidence.findings import Finding
from endigue.evidence.origin.graph import Seen, trace, with_signs
from endigue.evidence.origin.steps import Step, Trace
from endigue.evidence.origin.wrong import Wrong
from endigue.evidence.tracing.identities import identities
from endigue.evidence.tracing.records import Activity

NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)


def process(minutes: float, host: str, guid: str, parent: str = "", **fields: object) -> Activity:
    fields = {"image": f"C:\\{guid}.exe", "command": guid, **fields}
    return Activity("process", NOON + timedelta(minutes=minutes), host, process=guid,
                    parent=parent, **fields)  # type: ignore[arg-type]  # fmt: skip


def ties(found: Trace) -> set[tuple[str, str, str]]:
    names = {step.id: step.detail for step in found.steps}
    return {(names[each.cause], names[each.effect], each.why) for each in found.causes}


def test_a_movement_is_a_path_from_process_through_log_on_to_process() -> None:
    start = process(0, "ws-1", "implant", account="OURS\\ann", own_address="10.0.0.1")
    tool = process(1, "ws-1", "tool", "implant", account="OURS\\ann", command="tool \\\\srv-9 x")
    logon = Activity(
        "logon", NOON + timedelta(minutes=2), "srv-9.ours.example", account="OURS\\adm",
        peer="10.0.0.1", logon="0x9", logon_type=3,
    )  # fmt: skip
    there = process(3, "srv-9", "service", logon="0x9", account="OURS\\adm")
    each = [start, tool, logon, there]
    wrong = [Wrong(start, "payload_ran", 1.0, ""), Wrong(there, "remote_execution", 0.6, "")]
    found = trace(Seen(activities=each, known=identities(each), wrong=wrong))
    assert {
        ("implant", "tool \\\\srv-9 x", "started"),
        ("tool \\\\srv-9 x", "ws-1 → srv-9", "names_the_machine"),
        ("ws-1 → srv-9", "service", "same_session"),
    } <= ties(found)


def test_log_ons_from_where_nothing_is_wrong_or_that_lead_nowhere_are_no_steps() -> None:
    bad = process(0, "ws-1", "implant")
    logons = [
        Activity("logon", NOON + timedelta(minutes=5), "srv-1", peer="ws-7", account="a"),
        Activity("logon", NOON + timedelta(minutes=5), "srv-2", peer="ws-1", account="a"),
    ]
    each = [bad, *logons]
    found = trace(Seen(activities=each, known=identities(each),
                       wrong=[Wrong(bad, "payload_ran", 1.0, "")]))  # fmt: skip
    assert [step.kind for step in found.steps] == ["process"]


def test_what_every_session_has_explains_nothing() -> None:
    shell = process(0, "ws-1", "e", image="C:\\Windows\\explorer.exe")
    bad = process(1, "ws-1", "implant", "e")
    found = trace(Seen(activities=[shell, bad], known=identities([shell, bad]),
                       wrong=[Wrong(bad, "payload_ran", 1.0, "")]))  # fmt: skip
    assert [step.detail for step in found.steps] == ["implant"]


def test_findings_of_others_join_by_machine_and_time() -> None:
    before = Step("process-1", "process", NOON, host="srv-9", detail="p")
    found = with_signs(
        Trace((before,)),
        [
            Finding(
                "ransom_note", host="SRV-9.ours.example", observed_at=NOON + timedelta(hours=3)
            ),
            Finding("ransom_note", host="srv-8", observed_at=NOON),
            Finding("clean_scan", host="srv-9", observed_at=NOON),
            Finding("ransom_note", host="srv-9"),
        ],
    )
    assert [(step.kind, step.host) for step in found.steps] == [
        ("process", "srv-9"), ("sign", "srv-8"), ("sign", "srv-9"),
    ]  # fmt: skip
    assert [(each.cause, each.strength) for each in found.causes] == [("process-1", 0.3)]
