from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from endigue.communication.facts import ActionRefused, RoleGiven
from endigue.communication.roles import Role, Roles
from endigue.containment.enforcement.rails import Rails
from endigue.desk.case import Case
from endigue.desk.enforcing import decide_emergency
from endigue.desk.enforcing_ports import Targets
from endigue.desk.refusal import Refusal
from endigue.desk.rehearsing import allow_cut, carry_out, rehearse, still_good
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Lever, Organisation, Zone
from endigue.stores.memory import MemoryStore
from switches import PATH, Board, Memory

NOW = datetime(2021, 2, 5, 21, 30, tzinfo=UTC)
SMALL = Organisation(
    "Small",
    zones=(Zone("lan", "LAN", "co", 2),),
    assets=(Asset("pc-1", "PC-1", "machine", "lan"), Asset("pc-2", "PC-2", "machine", "lan")),
    levers=tuple(Lever(f"isolate-{name}", "isolate_host", name, 5.0, "it", Cents(500))
                 for name in ("pc-1", "pc-2")),
)  # fmt: skip
ROLES = Roles({"cell": Role(("enforce",)), "observer": Role(())})


@pytest.fixture
def case() -> Case:
    case = Case(MemoryStore(), None, lambda: NOW, "tester")
    decide_emergency(case, case.ledger(), ["isolate-pc-1", "isolate-pc-2"], "it encrypts now")
    return case


@pytest.fixture
def memory() -> Memory:
    return Memory({PATH: b"pc-1=on\n"})


def targets(memory: Memory, *never: str) -> Targets:
    return Targets((Board("board", memory, PATH),), Rails(never=never))


def rehearsed(case: Case, on: Targets, *levers: str, force: bool = False):
    return rehearse(case.ledger(), SMALL, on, ("r", NOW), levers, force=force)


def test_what_is_carried_out_is_what_was_rehearsed(case, memory) -> None:
    seen = rehearsed(case, targets(memory))
    entries = case.ledger().head.sequence
    ledger = carry_out(case, case.ledger(), SMALL, targets(memory), seen, lambda: 0.0, "")
    assert memory.files[PATH] == b"pc-1=off\n"
    assert ledger.enforcement.status_of("isolate-pc-1") == "in_force"
    assert ledger.enforcement.status_of("isolate-pc-2") == "asked"
    assert ledger.head.sequence > entries


@pytest.mark.parametrize("after", [b"", b"pc-1=on\npc-2=on\n"], ids=["gone", "one more"])
def test_where_the_components_have_changed_nothing_is_done(case, memory, after) -> None:
    seen = rehearsed(case, targets(memory))
    memory.files[PATH] = after
    head = case.ledger().head
    with pytest.raises(Refusal, match="changed_since"):
        carry_out(case, case.ledger(), SMALL, targets(memory), seen, lambda: 0.0, "")
    assert (memory.files[PATH], case.ledger().head) == (after, head)


def test_a_rail_that_was_set_since_stops_it(case, memory) -> None:
    seen = rehearsed(case, targets(memory))
    with pytest.raises(Refusal, match="changed_since"):
        carry_out(case, case.ledger(), SMALL, targets(memory, "pc-1"), seen, lambda: 0.0, "")
    assert memory.files[PATH] == b"pc-1=on\n"


def test_what_stood_there_is_read_again_for_the_undo(case, memory) -> None:
    seen = rehearsed(case, targets(memory), "isolate-pc-1")
    memory.files[PATH] = b"pc-1=dimmed\n"
    ledger = carry_out(case, case.ledger(), SMALL, targets(memory), seen, lambda: 0.0, "")
    (change,) = [one.change for one in ledger.enforcement.changes.values()]
    assert change.before == {"was": "dimmed"}


def test_a_reason_is_owed_where_a_rail_is_overridden(case, memory) -> None:
    assert not rehearsed(case, targets(memory, "pc-1")).forced
    assert rehearsed(case, targets(memory, "pc-1"), force=True).forced
    assert rehearsed(case, targets(memory, "pc-2"), force=True).forced, "by hand too"


def test_a_rehearsal_counts_for_a_quarter_of_an_hour_and_only_the_last(case, memory) -> None:
    seen = rehearsed(case, targets(memory))
    assert still_good(seen, "r", NOW + timedelta(minutes=15)) is seen
    for rehearsal, name, at in (
        (None, "r", NOW),
        (seen, "another", NOW),
        (seen, "r", NOW + timedelta(minutes=15, seconds=1)),
    ):
        with pytest.raises(Refusal, match="rehearse_first"):
            still_good(rehearsal, name, at)


def test_who_may_not_is_refused_and_the_try_is_written(case) -> None:
    for person, role in (("Ida", "cell"), ("Obi", "observer")):
        case.record([RoleGiven(person, role)], case.ledger())
    allow_cut(replace(case, author="Ida"), case.ledger(), ROLES, "apply")
    for person in ("Obi", "a stranger"):
        with pytest.raises(Refusal, match="not_allowed"):
            allow_cut(replace(case, author=person), case.ledger(), ROLES, "apply")
    refused = [fact for _, fact in case.ledger().communication.refusals]
    assert refused == [ActionRefused("enforce", "apply")] * 2
