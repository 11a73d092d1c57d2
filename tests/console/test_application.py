"""Every route, with whatever anybody may send to it."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endigue.console.application import PAGES
from endigue.desk.computation_facts import ComputationStarted

GETS = sorted({one.path for one in PAGES if one.method == "GET"})
POSTS = sorted({one.path for one in PAGES if one.method == "POST"})

FIELDS = [
    "text",
    "next",
    "verified",
    "source",
    "at",
    "reason",
    "option",
    "plan",
    "figure",
    "lever",
    "keep",
    "cut",
    "operation",
    "answer",
    "kind",
    "name",
    "asset",
    "verdict",
    "what",
    "step",
    "crew",
    "hours",
    "why",
    "people",
    "before",
    "go",
    "event",
    "value",
    "company",
    "estimated",
    "note",
    "version",
    "entry",
    "owner",
    "due",
    "dropped",
    "question",
    "with_plan",
    "dissent",
    "form",
    "desk",
    "count",
    "person",
    "role",
    "take",
    "code",
    "password",
    "new",
    "again",
    "secret",
    "first",
    "language",
    "theme",
    "shortcuts",
    "upto",
    "format",
]

LIKELY = (
    "",
    "0",
    "1",
    "-1",
    "8",
    "yes",
    "no",
    "plan",
    "story",
    "detected",
    "2026-02-06T22:30",
    "rebuild",
    "start",
    "strategic",
    "SRV-FILE-02",
    "9" * 30,
    "x" * 5000,
    "\x00",
    "<b>",
    "{0}",
    "%s",
    "é\u202e",
    "../../etc/passwd",
    "'; DROP TABLE entry; --",
    "٣",
    "1e400",
    "nan",
    "nobody",
)

words = st.one_of(st.sampled_from(LIKELY), st.text(max_size=40))
forms = st.dictionaries(st.sampled_from(FIELDS), words, max_size=9)
HURRY = settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def people(door):
    """Somebody who may do everything but record, somebody who may only look, and a stranger."""
    found = [door.enter("Dan", "strategic"), door.enter("Oz", "observer"), door.stranger()]
    # Nothing of it is computed for real here.
    door.room.computing._arguments = lambda _asked, _person: ["--version"]
    return found


@pytest.mark.parametrize("path", GETS)
def test_no_page_fails_whatever_is_asked(door, people, path: str) -> None:
    @HURRY
    @given(
        st.dictionaries(
            st.sampled_from(
                [
                    "at",
                    "entry",
                    "before",
                    "view",
                    "author",
                    "words",
                    "zone",
                    "entity",
                    "hour",
                    "from",
                    "asset",
                    "code",
                    "next",
                ]
            ),
            words,
            max_size=5,
        ),
        st.sampled_from(["1", "8", "0", "x", "99999999999", "%00", "é", "-1"]),
        st.integers(0, 2),
    )
    def ask(query, entry, who) -> None:
        answer = people[who].get(path.replace("{entry}", entry), params=query)
        assert answer.status_code < 500
        assert "Traceback" not in answer.text

    ask()


@pytest.mark.parametrize("path", POSTS)
def test_no_form_fails_whatever_is_sent(door, people, path: str) -> None:
    @HURRY
    @given(forms, st.sampled_from(["1", "18", "x", "0", "é"]), st.integers(0, 2))
    def send(form, entry, who) -> None:
        if path == "/logout" and who < 2:
            return
        answer = people[who].post(path.replace("{entry}", entry), data=form)
        assert answer.status_code < 500
        assert "Traceback" not in answer.text

    send()
    ledger = door.room.chronicle.catch_up()
    assert ledger.head.sequence == len(door.room.chronicle.lines())


@pytest.mark.parametrize("path", POSTS)
def test_whoever_only_looks_changes_nothing_that_counts(door, path: str) -> None:
    watcher = door.enter("Oz", "observer")
    before = door.room.chronicle.ledger.head.sequence
    form = {
        "text": "x",
        "reason": "x",
        "option": "plan",
        "what": "action",
        "event": "detected",
        "form": "claim-slip",
        "desk": "x",
        "count": "1",
        "person": "Eve",
        "role": "strategic",
        "asset": "SRV-FILE-02",
        "verdict": "confirmed",
        "kind": "story",
        "before": "2026-01-01T00:00",
        "step": "review",
        "version": "1",
        "cut": "SRV-FILE-02",
        "crew": "crew-system",
        "people": "1",
    }
    if path in {"/login", "/logout", "/open", "/preferences", "/seen"} or path.startswith(
        "/account"
    ):
        return
    watcher.post(path.replace("{entry}", "18"), data=form)
    new = {line.fact for line in door.room.chronicle.lines(before)}
    assert new <= {"communication.action_refused"}


@pytest.mark.parametrize("path", [*GETS, *POSTS])
def test_nothing_is_told_to_whoever_has_not_logged_in(door, path: str) -> None:
    if path in {"/login", "/login/passkey", "/open", "/preferences"}:
        return
    stranger = door.stranger()
    place = path.replace("{entry}", "8")
    answers = [stranger.get(place), stranger.post(place, data={"text": "x"})]
    for answer in answers:
        assert answer.status_code in {303, 405}
        assert not re.search("Rivages|SRV-", answer.text)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../application.py",
        "/static/%2e%2e/application.py",
        "/static/..%2fguard.py",
        "/static//etc/passwd",
        "/static/vendor/vendor.toml",
        "/static/",
        "/static/vendor",
        "/..%2f..%2fetc/passwd",
        "/nothing",
        "/.git/config",
        "/journal.db",
        "/access.db",
    ],
)
def test_no_path_leads_out_of_the_door(door, path: str) -> None:
    answer = door.enter("Ann").get(path)
    assert answer.status_code == 404
    assert len(answer.content) < 100


def test_what_was_open_when_the_door_was_shut_is_lost(door) -> None:
    door.room.record("Ann", ComputationStarted("c1", "story"))
    door.enter("Ann")
    ended = door.room.chronicle.ledger.computations.all["c1"].ended
    assert ended is not None
    assert ended.outcome == "lost"
