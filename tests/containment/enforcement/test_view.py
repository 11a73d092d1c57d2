"""Whatever facts come, what is said of a lever follows from what was seen."""

from hypothesis import given
from hypothesis import strategies as st

from endigue.containment.enforcement.change import Change
from endigue.containment.enforcement.facts import (
    ChangeAnswered,
    ChangeRequested,
    ChangeSeen,
    EmergencyDecided,
    WorkOrdered,
    WorkReported,
)
from endigue.containment.enforcement.view import EnforcementView, see
from endigue.journal.fact import Vocabulary, fact_body, fact_name

CHANGE = Change("k", "lever", "router", (), {"a": "b"}, {"c": "d"})
DOING = st.sampled_from(["apply", "undo"])
ANSWERS = st.sampled_from(["done", "refused", "down", "late", "rolled_back"])
STATES = st.sampled_from(["in_force", "absent", "half", "unknown"])


def folded(*facts) -> EnforcementView:
    view = EnforcementView()
    for fact in facts:
        view = see(view, fact)
    return view


@given(doing=DOING, answer=ANSWERS, state=STATES)
def test_what_was_seen_stands_above_what_was_said(doing, answer, state):
    view = folded(
        ChangeRequested(CHANGE, doing, "plan"),
        ChangeAnswered("k", doing, answer),
        ChangeSeen("k", state),
    )
    status = view.status_of("lever")
    if state == "in_force":
        assert status == ("lied" if (doing, answer) == ("undo", "done") else "in_force")
    if state == "half":
        assert status == "half"
    if state == "absent":
        assert status in ({"undone"} if doing == "undo" else {"lied", "failed"})
        assert (status == "lied") == ((doing, answer) == ("apply", "done"))
    if state == "unknown":
        assert status not in ("undone", "half", "lied")


@given(doing=DOING, facts=st.lists(st.tuples(DOING, ANSWERS, STATES), max_size=6))
def test_a_request_without_an_answer_is_open_whatever_came_before(doing, facts):
    before = [
        one
        for did, answer, state in facts
        for one in (
            ChangeRequested(CHANGE, did, "plan"),
            ChangeAnswered("k", did, answer),
            ChangeSeen("k", state),
        )
    ]
    view = folded(*before, ChangeRequested(CHANGE, doing, "plan"))
    assert [one.change for one in view.open] == [CHANGE]
    assert view.status_of("lever") == "open"
    assert not see(view, ChangeSeen("k", "absent")).open


def test_the_part_that_needs_people_names_the_whole_lever():
    other = Change("l", "lever", "host", ())
    view = folded(
        ChangeRequested(CHANGE, "apply", "plan"), ChangeSeen("k", "in_force"),
        ChangeRequested(other, "apply", "plan"), ChangeAnswered("l", "apply", "refused", "no"),
        ChangeSeen("l", "absent"),
    )  # fmt: skip
    assert view.statuses("lever") == ("in_force", "failed")
    assert view.status_of("lever") == "failed"
    assert view.changes["l"].said == "no"


def test_a_work_order_is_out_until_somebody_says_what_came_of_it(now):
    view = folded(WorkOrdered(1, "lever", "apply", "enforcement.no_component", {}))
    assert view.status_of("lever") == "asked"
    done = see(view, WorkReported(1, "done", "A", now))
    assert done.status_of("lever") == "done_by_hand"
    assert see(view, WorkReported(1, "failed", "A", now)).status_of("lever") == "failed"
    undone = see(done, WorkOrdered(2, "lever", "undo", "enforcement.done_by_hand", {}))
    assert undone.status_of("lever") == "asked"
    assert see(undone, WorkReported(2, "done", "A", now)).status_of("lever") == "undone"


def test_an_emergency_keeps_its_reason_and_a_stranger_changes_nothing():
    view = folded(EmergencyDecided(("lever",), "now"))
    assert view.emergencies == {"lever": "now"}
    assert view.status_of("lever") == "planned"


def test_facts_read_back_what_was_written(now):
    facts = [
        EmergencyDecided(("lever",), "now"),
        ChangeRequested(CHANGE, "apply", "plan", ("never",), "it is the source"),
        ChangeAnswered("k", "apply", "late", "no answer", 1.5),
        ChangeSeen("k", "half", "part"),
        WorkOrdered(1, "lever", "undo", "enforcement.done_by_hand", {"a": "b"}),
        WorkReported(1, "done", "A", now, "note"),
    ]
    vocabulary = Vocabulary([type(fact) for fact in facts])
    for fact in facts:
        assert vocabulary.read(fact_name(fact), fact_body(fact)) == fact
