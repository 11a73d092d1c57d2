from dataclasses import replace

import msgspec
import pytest

from endigue.communication.note_facts import NoteWritten
from endigue.containment.facts import DerogationRecorded, PlanApproved
from endigue.desk.briefing import Approved
from endigue.desk.case import Case
from endigue.desk.current import current_briefing, forecast_of, organisation_of, told_by
from endigue.desk.ledger import Ledger
from endigue.desk.respond import respond
from endigue.organisation.model import Organisation
from endigue.readers.link_kinds import load_link_kinds
from small_story import NOTE, SETTINGS, given

KINDS = load_link_kinds()


@pytest.fixture
def told(case: Case, organisation: Organisation):
    return respond(case, given(organisation, NOTE), SETTINGS, lambda _stage: None)


def read(case: Case, organisation: Organisation, ledger: Ledger | None = None, **settings):
    known = case.ledger() if ledger is None else ledger
    wanted = msgspec.structs.replace(SETTINGS, **settings) if settings else SETTINGS
    reach = forecast_of(known, case.blobs)
    return current_briefing(known, case.blobs, organisation, reach, wanted, KINDS)


def test_what_is_read_is_what_was_computed(case: Case, organisation: Organisation, told) -> None:
    _, computed = told
    assert read(case, organisation) == computed


def test_reading_computes_and_writes_nothing(case: Case, organisation: Organisation, told) -> None:
    head, kept = case.ledger().head, dict(case.blobs.kept)
    read(case, organisation)
    assert (case.ledger().head, case.blobs.kept) == (head, kept)


def test_an_approval_is_in_it_at_once(case: Case, organisation: Organisation, told) -> None:
    plan = case.ledger().containment.planned.input_hash
    case.record([PlanApproved("plan", ("isolate-pc-1",), plan)], case.ledger())
    approved = read(case, organisation).approved
    assert approved == Approved("plan", of_this_plan=True)


def test_a_story_that_has_not_come_to_its_end_has_none(
    case: Case, organisation: Organisation, told
) -> None:
    ledger = case.ledger()
    for part, without in (
        ("containment", replace(ledger.containment, planned=None)),
        ("restoration", msgspec.structs.replace(ledger.restoration, plan=None)),
        ("evidence", replace(ledger.evidence, assessment=None)),
        ("spread", replace(ledger.spread, forecasts={})),
        ("continuity", msgspec.structs.replace(ledger.continuity, input="another")),
    ):
        assert read(case, organisation, replace(ledger, **{part: without})) is None, part
    assert read(case, organisation, Ledger()) is None
    assert read(case, organisation, ledger) is not None


def test_what_was_not_forecast_at_the_asked_hour_is_not_told(
    case: Case, organisation: Organisation, told
) -> None:
    assert read(case, organisation, residual_hours=13.0) is None


def test_the_forecast_is_that_of_the_levers_that_are_pulled(
    case: Case, organisation: Organisation, told
) -> None:
    ledger = case.ledger()
    nothing = forecast_of(ledger, case.blobs)
    isolated = forecast_of(ledger, case.blobs, ("isolate-pc-1",))
    assert nothing != isolated
    assert forecast_of(ledger, case.blobs, ("no such lever",)) is None
    assert forecast_of(Ledger(), case.blobs) is None


def test_it_is_told_again_only_where_something_that_it_is_made_of_changed(case: Case, told) -> None:
    before = case.ledger()
    noted = case.record([NoteWritten("the telephone rings")], before)
    assert all(one is other for one, other in zip(told_by(before), told_by(noted), strict=True))
    waived = case.record([DerogationRecorded("isolate-pc-1", "it heats the room")], noted)
    assert any(one is not other for one, other in zip(told_by(noted), told_by(waived), strict=True))


def test_a_case_without_an_organisation_has_no_digest_of_one(case: Case, told) -> None:
    assert organisation_of(case.ledger()) == "d" * 64
    assert organisation_of(Ledger()) == ""
