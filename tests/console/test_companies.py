"""Who speaks for one company of the group sees and acts on that one alone, by every way in."""

import re

import pytest

from endigue.communication.facts import EventRecorded, EventWithdrawn
from endigue.console.application import PAGES
from endigue.containment.enforcement.facts import WorkOrdered
from event_stream import Stream

SECRET = "the-figure-of-the-other-company"
OWN = "the-figure-of-our-company"
WITH_ENTRY = [one for one in PAGES if "{entry}" in one.path]


class Group:
    """Two companies of the group, an entry of each and one of the group; Lea sees the first."""

    def __init__(self, door) -> None:
        self.door = door
        companies = door.room.profile(door.room.chronicle.ledger).companies
        # Two that owe the same notices, so that a clock of each runs.
        owing = [one for one in companies if "gdpr" in one.regimes]
        self.own, self.other = owing[0], owing[1]
        self.dan = door.enter("Dan", "strategic")
        self.lea = door.enter("Lea", "legal")
        data = {"person": "Lea", "companies": self.own.id}
        assert self.dan.post("/people/scope", data=data).status_code == 303
        self.of_own = self.record(self.own.id, OWN)
        self.of_other = self.record(self.other.id, SECRET)
        self.of_group = self.record("", "of the group")

    def record(self, company: str, note: str) -> int:
        fact = EventRecorded("personal-data-breach", company=company, verified=True, note=note)
        return self.door.room.record("Dan", fact).head.sequence

    def last(self) -> tuple[str, str]:
        line = self.door.room.chronicle.lines()[-1]
        return line.fact, line.author

    def ask(self, client, served, path: str, **fields):
        if served.method == "GET":
            return client.get(path, params=fields)
        return client.post(path, data=fields)


@pytest.fixture
def group(door) -> Group:
    return Group(door)


def filled(path: str, entry: int = 1) -> str:
    return re.sub(r"\{[^}]*\}", str(entry), path)


def test_naming_another_company_is_refused_on_every_route_and_written(group) -> None:
    assert len(PAGES) > 40
    for served in PAGES:
        before = group.door.room.chronicle.ledger.head.sequence
        answer = group.ask(group.lea, served, filled(served.path), company=group.other.id)
        assert answer.status_code == 403, (served.method, served.path)
        assert SECRET not in answer.text
        assert group.door.room.chronicle.ledger.head.sequence == before + 1
        assert group.last() == ("communication.action_refused", "Lea")


def test_an_entry_of_another_company_is_refused_on_every_route_and_written(group) -> None:
    assert len(WITH_ENTRY) >= 3
    for served in WITH_ENTRY:
        fields = {"text": "changed", "reason": "because"} if served.method == "POST" else {}
        answer = group.ask(group.lea, served, filled(served.path, group.of_other), **fields)
        assert answer.status_code == 403, (served.method, served.path)
        assert SECRET not in answer.text
        assert group.last() == ("communication.action_refused", "Lea")
    assert group.of_other not in group.door.room.chronicle.ledger.communication.withdrawn


def test_entries_of_the_own_company_and_of_the_group_are_open(group) -> None:
    assert OWN in group.lea.get(f"/logbook/{group.of_own}").text
    assert "of the group" in group.lea.get(f"/logbook/{group.of_group}").text
    assert SECRET in group.dan.get(f"/logbook/{group.of_other}").text


def test_that_an_entry_of_another_company_was_withdrawn_is_as_little_seen(group) -> None:
    gone = group.door.room.record("Dan", EventWithdrawn(group.of_other, SECRET)).head.sequence
    assert group.lea.get(f"/logbook/{gone}").status_code == 403
    assert SECRET in group.dan.get(f"/logbook/{gone}").text


def test_no_page_shows_what_was_recorded_for_another_company(group) -> None:
    for path in [one.path for one in PAGES if one.method == "GET" and "{" not in one.path]:
        for asked in ({}, {"words": "figure"}, {"entry": str(group.of_other)}):
            assert SECRET not in group.lea.get(path, params=asked).text, (path, asked)


def test_the_logbook_shows_each_what_is_theirs(group) -> None:
    assert OWN in group.lea.get("/logbook").text
    whole = group.dan.get("/logbook").text
    assert OWN in whole
    assert SECRET in whole


def test_the_clocks_are_those_of_the_own_company(group) -> None:
    clocks = group.door.room.clocks(group.door.room.chronicle.ledger, group.door.clock.now)
    running = {one.company for one in clocks if one.state != "not_started"}
    assert {group.own.id, group.other.id} <= running
    rows = re.compile(r'<section[^>]*id="clocks".*?</section>', re.S)
    (whole,), (own,) = (rows.findall(one.get("/tell").text) for one in (group.dan, group.lea))
    table = re.compile(r"<tbody>.*?</tbody>", re.S)
    assert group.other.name in table.search(whole)[0]
    assert group.own.name in table.search(own)[0]
    assert group.other.name not in table.search(own)[0]


def test_events_are_recorded_for_the_own_company_alone(group) -> None:
    said = {"event": "personal-data-breach", "verified": "yes"}
    for company in ({"company": group.other.id}, {"company": ""}, {}):
        before = len(group.door.room.chronicle.ledger.communication.records)
        assert group.lea.post("/tell/record", data={**said, **company}).status_code == 403
        assert group.last() == ("communication.action_refused", "Lea")
        assert len(group.door.room.chronicle.ledger.communication.records) == before
    own = {**said, "company": group.own.id}
    assert group.lea.post("/tell/record", data=own).status_code == 303
    assert group.door.room.chronicle.ledger.communication.records[-1].company == group.own.id


def test_the_group_does_not_withdraw_through_a_company(group) -> None:
    path, data = f"/logbook/{group.of_group}/withdraw", {"reason": "wrong"}
    assert group.lea.post(path, data=data).status_code == 403
    assert group.last() == ("communication.action_refused", "Lea")
    own = f"/logbook/{group.of_own}/withdraw"
    assert group.lea.post(own, data=data).status_code == 303


def test_work_orders_are_papers_of_the_group(group) -> None:
    lever = group.door.room.organisation(group.door.room.chronicle.ledger).levers[0].id
    group.door.room.record("Dan", WorkOrdered(1, lever, "apply", "enforcement.no_component", {}))
    assert group.dan.get("/cut/work-orders").status_code == 200
    assert group.lea.get("/cut/work-orders").status_code == 403
    assert group.last() == ("communication.action_refused", "Lea")


def test_what_was_approved_for_the_group_is_not_done_by_who_speaks_for_a_company(group) -> None:
    data = {"person": "Ida", "companies": group.own.id}
    ida = group.door.enter("Ida", "operational")
    assert group.dan.post("/people/scope", data=data).status_code == 303
    assert ida.post("/cut/rehearse", data={}).status_code == 403
    assert group.last() == ("communication.action_refused", "Ida")


def test_the_scope_is_set_by_who_gives_roles_and_taken_back(group) -> None:
    data = {"person": "Lea", "companies": group.other.id}
    assert group.lea.post("/people/scope", data=data).status_code == 403
    strange = {"person": "Lea", "companies": "no such company"}
    assert group.dan.post("/people/scope", data=strange).status_code == 422
    assert group.lea.get(f"/logbook/{group.of_other}").status_code == 403
    assert group.own.name in group.dan.get("/people").text
    assert group.dan.post("/people/scope", data={"person": "Lea"}).status_code == 303
    assert group.lea.get(f"/logbook/{group.of_other}").status_code == 200


def test_the_companies_of_an_account_hold_without_a_scope(group) -> None:
    eve = group.door.enter("Eve", "legal", companies=(group.own.id,))
    assert eve.get(f"/logbook/{group.of_other}").status_code == 403
    assert eve.get(f"/logbook/{group.of_own}").status_code == 200


def test_the_stream_passes_over_what_concerns_another_company(open_at) -> None:
    address, door = open_at()
    companies = door.room.profile(door.room.chronicle.ledger).companies
    own, other = companies[0].id, companies[1].id
    token = door.token("Lea", "legal", companies=(own,))
    head = door.room.chronicle.ledger.head.sequence
    stream = Stream(address, token, head)
    for company, note in ((own, "one"), (other, SECRET), ("", "two"), (own, "three")):
        door.room.record("Dan", EventRecorded("detected", company=company, note=note))
    numbers, texts = [], []
    for number, event, data in stream.messages():
        if event == "entry":
            numbers.append(number)
            texts.append(data)
        if len(numbers) == 3:
            break
    stream.cut()
    assert numbers == [head + 1, head + 3, head + 4]
    assert SECRET not in "".join(texts)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/clean/begin", {}),
        ("/clean/step", {"step": "krbtgt"}),
        ("/clean/labels", {}),
        ("/clean/scanned", {"station": "in", "codes": "1"}),
        ("/prepare/organisation/files", {"kind": "nmap"}),
    ],
)
def test_what_is_the_groups_is_not_for_who_speaks_for_one_company(group, path, fields) -> None:
    assert group.lea.post(path, data=fields).status_code == 403
    assert group.last() == ("communication.action_refused", "Lea")


def test_a_machine_of_another_company_is_not_reported_on(group) -> None:
    room = group.door.room
    organisation = room.organisation(room.chronicle.ledger)
    owned = {one.entity: one.id for one in organisation.assets}
    for company, expected in ((group.own.id, 303), (group.other.id, 403)):
        data = {"assets": owned[company], "state": "suspected", "why": "seen"}
        assert group.lea.post("/clean/state", data=data).status_code == expected
