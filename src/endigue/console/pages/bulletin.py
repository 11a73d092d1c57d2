"""Tell, the public page: what is to be told of each service, in both languages."""

from typing import NamedTuple

from starlette.responses import Response

from endigue.communication.bulletin import STATES, Bulletin, ServiceTold, State, Text
from endigue.console.entering import Served, instant_typed
from endigue.console.visit import Visit
from endigue.continuity.state import Mode
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.publishing import write_bulletin
from endigue.desk.refusal import Refusal


class Spoken(NamedTuple):
    """One operation, how it goes, and what the public was told of it last."""

    id: str
    name: str
    mode: Mode | None
    """None where nothing was assessed."""
    told: State | None


TEXTS = ("update", "happened", "data", "fraud", "contact", "signed")
"""Texts of a bulletin that the page asks for. What is left empty stays as it was told before."""


def spoken(visit: Visit) -> list[Spoken]:
    """Every operation, those that stand still first."""
    if visit.organisation is None:
        return []
    modes: dict[str, Mode] = {one.id: one.state for one in visit.ledger.continuity.operations}
    told: dict[str, State] = {}
    for written in visit.ledger.communication.bulletins:
        told |= {one.operation: one.state for one in written.bulletin.service}
    found = [
        Spoken(one.id, visit.called(one.id), modes.get(one.id), told.get(one.id))
        for one in visit.organisation.operations
    ]
    order = {"stopped": 0, "by_hand": 1, "running": 2, None: 3}
    return sorted(found, key=lambda one: (order[one.mode], one.name))


def write(visit: Visit) -> Response:
    """Write what is to be told. It is public only once a page that rests upon it is published."""
    organisation = visit.organisation
    if organisation is None:
        raise Refusal("desk.nothing_adopted")
    names = {
        one.id: Text(fr=one.name.get("fr", ""), en=one.name.get("en", ""))
        for one in organisation.operations
    }
    services = tuple(
        ServiceTold(operation=name, state=state)
        for name in names
        if (state := _state(visit.text(f"state_{name}", 20))) is not None
    )
    texts = {name: visit.both(name) for name in TEXTS}
    following = visit.text("next", 40).strip()
    if not (services or following or any(texts.values())):
        raise Refusal("communication.empty_note")
    said = Bulletin(
        update=texts["update"],
        next_update=instant_typed(following, visit.speech.time_zone) if following else None,
        service=services,
        resolved=visit.text("resolved") == "yes",
        happened=texts["happened"] or None,
        data=texts["data"] or None,
        fraud=texts["fraud"] or None,
        contact=texts["contact"] or None,
        signed=texts["signed"] or None,
    )
    book = visit.room.rulebook

    def verb(case: Case, ledger: Ledger) -> Ledger:
        return write_bulletin(case, ledger, book, said, names)

    visit.room.act(visit.person, verb)
    return visit.go("/tell#page")


def _state(text: str) -> State | None:
    return next((one for one in STATES if one == text), None)


PAGES = (Served("/tell/bulletin", write, "POST"),)
