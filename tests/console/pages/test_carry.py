"""Two levers of the approved plan, one that the board knows and one that people do by hand."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from endigue.console.keys import digest, new_code
from endigue.containment.enforcement.facts import ChangeRequested
from switches import with_board


def code_of(door, person: str) -> str:
    code = new_code()
    account = door.room.access.account(person)
    codes = (*account.codes, digest(code))
    door.room.access.save(msgspec.structs.replace(account, codes=codes))
    return code


def approve(door) -> tuple[str, ...]:
    """Have the plan approved; its levers."""
    ask = {"option": "plan", "reason": "it spreads"}
    assert door.enter("Ann").post("/cut/ask", data=ask).status_code == 303
    director = door.enter("Dan", "strategic")
    plan = door.room.chronicle.ledger.containment.planned.input_hash
    approval = {"option": "plan", "plan": plan, "figure": code_of(door, "Dan")}
    assert director.post("/cut/approve", data=approval).status_code == 303
    return door.room.chronicle.ledger.containment.approved.levers


class Scene:
    """A case with an approved plan, a board that knows its first lever, and who carries out."""

    def __init__(self, door) -> None:
        self.door = door
        levers = approve(door)
        organisation = door.room.organisation(door.room.chronicle.ledger)
        targets = [organisation.lever_by_id[lever].target for lever in levers]
        place = next(i for i, target in enumerate(targets) if targets.count(target) == 1)
        self.lever, self.circuit = levers[place], targets[place]
        self.by_hand = next(lever for lever in levers if lever != self.lever)
        self.levers = levers
        self.enforcing = with_board(door.room, [self.circuit])
        self.it = door.enter("Ida", "operational")

    def post(self, path: str, **data):
        answer = self.it.post(path, data=data)
        self.door.room.carrying.close()
        return answer

    def rehearse(self, *levers: str, **data) -> str:
        answer = self.post("/cut/rehearse", lever=list(levers), **data)
        assert answer.status_code == 303, answer.text
        return self.door.room.carrying.rehearsal.name

    def carry(self, *levers: str):
        name = self.rehearse(*levers)
        return self.post("/cut/carry", rehearsal=name, figure=code_of(self.door, "Ida"))

    @property
    def view(self):
        return self.door.room.chronicle.ledger.enforcement

    @property
    def switch(self) -> str:
        return self.enforcing.circuits()[self.circuit]


@pytest.fixture
def scene(door) -> Scene:
    return Scene(door)


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def test_a_rehearsal_shows_what_would_be_done_and_changes_and_writes_nothing(scene) -> None:
    before = scene.door.room.chronicle.catch_up().head
    scene.rehearse()
    assert scene.door.room.chronicle.catch_up().head == before
    assert scene.switch == "on"
    page = scene.it.get("/cut").text
    assert f"{scene.circuit}=off" in page
    assert "by hand" in page
    draft = scene.it.get("/cut/work-orders?rehearsal=yes")
    assert draft.headers["content-type"] == "application/pdf"
    assert "REHEARSAL" in text_of(draft.content)


def test_what_was_rehearsed_is_carried_out_and_the_rest_becomes_work_orders(scene) -> None:
    assert scene.carry(scene.lever, scene.by_hand).status_code == 303
    assert scene.door.room.carrying.last.outcome == "done"
    assert scene.switch == "off"
    assert scene.view.status_of(scene.lever) == "in_force"
    assert scene.view.status_of(scene.by_hand) == "asked"
    page = scene.it.get("/cut").text
    assert "board: in force" in page
    assert "Result of work order 1" in page
    paper = scene.it.get("/cut/work-orders")
    assert "Work order No 1" in text_of(paper.content)
    requests = [line for line in scene.door.room.chronicle.lines()
                if line.fact == "containment.change_requested"]  # fmt: skip
    assert [line.author for line in requests] == ["Ida"]


def test_what_is_out_or_done_is_not_offered_again(scene) -> None:
    scene.carry(scene.lever, scene.by_hand)
    scene.rehearse(scene.lever, scene.by_hand)
    page = scene.it.get("/cut").text
    assert 'action="/cut/carry"' not in page
    assert "done or handed out already: 2" in page
    other = next(one for one in scene.levers if one not in (scene.lever, scene.by_hand))
    scene.rehearse(scene.by_hand, other)
    page = scene.it.get("/cut").text
    assert 'action="/cut/carry"' in page
    assert "done or handed out already: 1" in page
    scene.post("/cut/work", number="1", outcome="failed", by="A. Martin")
    scene.rehearse(scene.by_hand)
    assert 'action="/cut/carry"' in scene.it.get("/cut").text, "what failed may be tried again"


def test_the_result_of_a_work_order_is_typed_in(scene) -> None:
    scene.carry(scene.by_hand)
    wrong = {"number": "7", "outcome": "done", "by": "A. Martin"}
    assert scene.post("/cut/work", **wrong).status_code == 422
    assert scene.post("/cut/work", **{**wrong, "number": "1", "by": " "}).status_code == 422
    assert scene.post("/cut/work", **{**wrong, "number": "1", "outcome": "x"}).status_code == 422
    late = {**wrong, "number": "1", "at": "2030-01-01T00:00"}
    assert scene.post("/cut/work", **late).status_code == 422
    assert scene.view.status_of(scene.by_hand) == "asked"
    assert scene.post("/cut/work", **{**wrong, "number": "1"}).status_code == 303
    assert scene.view.status_of(scene.by_hand) == "done_by_hand"
    assert "A. Martin" in scene.it.get("/cut").text


def test_what_is_in_force_is_undone(scene) -> None:
    scene.carry(scene.lever)
    assert scene.post("/cut/undo", lever=scene.lever, figure="wrong").status_code == 422
    assert scene.post("/cut/undo", figure=code_of(scene.door, "Ida")).status_code == 422
    assert scene.switch == "off"
    undone = scene.post("/cut/undo", lever=scene.lever, figure=code_of(scene.door, "Ida"))
    assert undone.status_code == 303
    assert scene.switch == "on"
    assert scene.view.status_of(scene.lever) == "undone"


def test_nothing_is_done_without_a_rehearsal_that_was_seen(scene) -> None:
    figure = code_of(scene.door, "Ida")
    assert scene.post("/cut/carry", rehearsal="", figure=figure).status_code == 422
    old = scene.rehearse(scene.lever)
    scene.rehearse(scene.lever)
    assert scene.post("/cut/carry", rehearsal=old, figure=figure).status_code == 422
    name = scene.rehearse(scene.lever)
    scene.door.clock.now += timedelta(minutes=16)
    assert scene.post("/cut/carry", rehearsal=name, figure=figure).status_code == 422
    assert scene.switch == "on"
    assert digest(figure) in scene.door.room.access.account("Ida").codes, "the code is not used up"


def test_where_a_component_is_not_what_it_was_nothing_is_done(scene) -> None:
    name = scene.rehearse(scene.lever)
    scene.enforcing.board.files = {"/board": b"another=on\n"}
    answer = scene.post("/cut/carry", rehearsal=name, figure=code_of(scene.door, "Ida"))
    assert answer.status_code == 303
    assert scene.door.room.carrying.last.outcome == "refused"
    assert "Rehearse again" in scene.it.get("/cut").text
    assert not scene.view.changes


def test_who_has_not_the_role_carries_nothing_out_and_the_try_is_written(scene) -> None:
    name = scene.rehearse(scene.lever)
    for person, role in (("Obi", "observer"), ("Kim", "logbook-keeper"), ("Lea", "legal"),
                         ("Com", "communication")):  # fmt: skip
        client, figure = scene.door.enter(person, role), code_of(scene.door, person)
        for path, data in (
            ("/cut/rehearse", {}),
            ("/cut/carry", {"rehearsal": name, "figure": figure}),
            ("/cut/undo", {"lever": scene.lever, "figure": figure}),
            ("/cut/stop", {"name": name}),
            ("/cut/emergency", {"levers": scene.lever, "reason": "x", "figure": figure}),
        ):
            assert client.post(path, data=data).status_code == 403, (person, path)
            line = scene.door.room.chronicle.lines()[-1]
            assert (line.fact, line.author) == ("communication.action_refused", person)
        assert digest(figure) in scene.door.room.access.account(person).codes
        assert "/cut/rehearse" not in client.get("/cut").text
    watching = scene.door.enter("Obi")
    assert watching.post("/cut/look", data={}).status_code == 403
    report = {"number": "1", "outcome": "done", "by": "Obi"}
    assert watching.post("/cut/work", data=report).status_code == 403
    assert scene.switch == "on"
    assert not scene.view.changes


def test_a_second_factor_is_shown_each_time(scene) -> None:
    name = scene.rehearse(scene.lever)
    assert scene.post("/cut/carry", rehearsal=name, figure="").status_code == 422
    used = code_of(scene.door, "Ida")
    assert scene.post("/cut/carry", rehearsal=name, figure=used).status_code == 303
    assert scene.post("/cut/undo", lever=scene.lever, figure=used).status_code == 422
    assert scene.switch == "off"


def test_a_rail_is_overridden_with_a_reason_alone(scene) -> None:
    scene.enforcing.never = (scene.circuit,)
    assert scene.carry(scene.lever).status_code == 303
    assert scene.switch == "on"
    scene.rehearse(scene.lever)
    assert "stopped by a safety rail" in scene.it.get("/cut").text
    name = scene.rehearse(scene.lever, force="yes")
    figure = code_of(scene.door, "Ida")
    assert scene.post("/cut/carry", rehearsal=name, figure=figure).status_code == 422
    assert scene.switch == "on"
    done = scene.post("/cut/carry", rehearsal=name, figure=figure, reason="it is the source")
    assert done.status_code == 303
    assert scene.switch == "off"
    line = next(line for line in scene.door.room.chronicle.lines()
                if line.fact == "containment.change_requested")  # fmt: skip
    fact = msgspec.json.decode(scene.door.room.chronicle.entry(line.sequence).body)
    assert (fact["forced"], fact["reason"]) == (["never"], "it is the source")


def test_a_component_that_says_it_did_and_did_not_is_called_so(scene) -> None:
    name = scene.rehearse(scene.lever)
    scene.enforcing.board.stuck = True
    scene.post("/cut/carry", rehearsal=name, figure=code_of(scene.door, "Ida"))
    assert scene.view.status_of(scene.lever) == "lied"
    assert "said to be done, and is not" in scene.it.get("/cut").text


def test_what_nobody_knows_the_end_of_is_settled_before_anything_else(scene) -> None:
    scene.carry(scene.lever)
    (change,) = [one.change for one in scene.view.changes.values()]
    scene.door.room.record("Ida", ChangeRequested(change, "apply", "plan"))
    assert "Look how it ended" in scene.it.get("/cut").text
    scene.post("/cut/rehearse", lever=scene.lever)
    assert scene.door.room.carrying.last.outcome == "refused"
    assert scene.post("/cut/look", only_open="yes").status_code == 303
    assert scene.view.status_of(scene.lever) == "in_force"


def test_a_look_finds_what_somebody_switched_back(scene) -> None:
    scene.carry(scene.lever)
    scene.enforcing.board.files["/board"] = f"{scene.circuit}=on\n".encode()
    assert scene.post("/cut/look").status_code == 303
    assert scene.view.status_of(scene.lever) != "in_force"


def test_without_components_everything_becomes_work_orders(scene) -> None:
    scene.enforcing.none = True
    assert "everything becomes numbered work orders" in scene.it.get("/cut").text
    scene.carry()
    assert {scene.view.status_of(lever) for lever in scene.levers} == {"asked"}
    paper = text_of(scene.it.get("/cut/work-orders").content)
    assert f"No {len(scene.levers)}" in paper


def test_an_emergency_is_decided_by_who_decides_with_a_reason_and_a_factor(door) -> None:
    organisation = door.room.organisation(door.room.chronicle.ledger)
    lever = organisation.levers[0].id
    director = door.enter("Dan", "strategic")
    data = {"levers": lever, "reason": "it encrypts now", "figure": code_of(door, "Dan")}
    assert director.post("/cut/emergency", data={**data, "reason": " "}).status_code == 422
    assert director.post("/cut/emergency", data={**data, "figure": "no"}).status_code == 422
    assert director.post("/cut/emergency", data={**data, "levers": "no such"}).status_code == 422
    assert director.post("/cut/emergency", data={**data, "levers": ","}).status_code == 422
    assert not door.room.chronicle.ledger.enforcement.emergencies
    assert director.post("/cut/emergency", data=data).status_code == 303
    assert door.room.chronicle.ledger.enforcement.emergencies == {lever: "it encrypts now"}
    assert lever in director.get("/cut").text


def test_what_was_not_decided_is_not_done(door) -> None:
    ida = door.enter("Ida", "operational")
    assert ida.post("/cut/rehearse", data={}).status_code == 303
    door.room.carrying.close()
    assert door.room.carrying.last.outcome == "refused"
    assert ida.get("/cut/work-orders").status_code == 404


def test_a_wrong_configuration_is_said_on_the_page(door) -> None:
    (Path(door.room.location) / "targets.toml").write_text("[[target]]\nkind = 'toaster'\n")
    page = door.enter("Ida", "operational").get("/cut")
    assert page.status_code == 200
    assert "targets.toml is no configuration" in page.text
