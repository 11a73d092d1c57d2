import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from endigue.connectors.http_api import HttpConnector
from endigue.connectors.keys import KeyLedger
from endigue.continuity.reconciliation import replay as module
from endigue.continuity.reconciliation.postings import Posting
from endigue.continuity.reconciliation.replay import Total, replay
from endigue.desk.refusal import Refusal, Unreachable
from endigue.kernel.money import Cents

Claims = Callable[..., list[Posting]]
PATIENCE = 0.15


class Api:
    """A server with a table of claims; `trouble` says what happens to each request."""

    def __init__(self, *, honours_keys: bool) -> None:
        self.honours_keys = honours_keys
        self.rows: list[dict[str, object]] = []
        self.keys: set[str] = set()
        self.headers: Counter[str] = Counter()
        self.trouble: Callable[[str], str] = lambda _method: ""
        self.lock = Lock()
        self.closing = Event()

    def create(self, key: str, row: dict[str, object]) -> None:
        with self.lock:
            if self.honours_keys and key in self.keys:
                return
            self.keys.add(key)
            self.rows.append(row)

    def find(self, reference: str) -> list[dict[str, object]]:
        with self.lock:
            return [row for row in self.rows if row["reference"] == reference]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    api: Api

    def do_POST(self) -> None:
        row = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.api.headers[self.headers.get("Authorization", "")] += 1
        self._troubled("POST", lambda: self.api.create(self.headers["Idempotency-Key"], row), row)

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)["reference"][0]
        self._troubled("GET", lambda: None, self.api.find(asked))

    def _troubled(self, method: str, work: Callable[[], None], answer: object) -> None:
        trouble = self.api.trouble(method)
        if trouble == "lost before":
            self.close_connection = True
            return
        if trouble.isdigit():
            self._say(int(trouble), {"why": "so"})
            return
        work()
        if trouble == "silence":
            # It has written, and says so only when nobody listens any more.
            self.api.closing.wait(2 * PATIENCE)
            self.close_connection = True
        elif trouble == "lost after":
            self.close_connection = True
        else:
            self._say(200, answer)

    def _say(self, status: int, answer: object) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


@contextmanager
def serving(api: Api) -> Iterator[str]:
    handler = type("Bound", (Handler,), {"api": api})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api"
    finally:
        api.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def connect(tmp_path: Path) -> Callable[[str], HttpConnector]:
    def made(address: str) -> HttpConnector:
        ledger = KeyLedger(tmp_path / "keys.db", address)
        return HttpConnector(address, ledger, {"Authorization": "Bearer t"}, PATIENCE)

    return made


@pytest.mark.parametrize("honours_keys", [True, False])
def test_a_server_that_times_out_after_having_written_holds_every_record_exactly_once(
    connect: Callable, claims: Claims, honours_keys: bool
) -> None:
    api = Api(honours_keys=honours_keys)
    chance = Random(3)
    kinds = ["silence", "lost after", "lost before", "503", *[""] * 26]
    api.trouble = lambda method: chance.choice(kinds) if method == "POST" else ""
    postings = claims(150)
    with serving(api) as address, closing(connect(address)) as connector:
        report = replay(postings, connector)
        again = replay(postings, connector)
    assert sorted(row["reference"] for row in api.rows) == [one.key for one in postings]
    whole = Total(150, Cents(sum(one.amount for one in postings)))
    for one in (report, again):
        assert one.balanced
        assert one.present == whole
    assert again.streams["by_hand"]["already"] == whole
    assert set(api.headers) == {"Bearer t"}


class Stopped(Exception):
    """The machine stops."""


def test_a_replay_that_is_stopped_just_after_the_server_has_written_goes_on_where_it_was(
    connect: Callable, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 7)
    api = Api(honours_keys=False)
    postings = claims(20)

    def stops_after(count: int, connector: HttpConnector) -> None:
        ask, sent = connector._ask, []

        def stopping(method: str, *words: object) -> object:
            reply = ask(method, *words)
            sent.append(method)
            if sent.count("POST") == count:
                raise Stopped
            return reply

        connector._ask = stopping

    with serving(api) as address:
        for count in range(1, 21):
            api.rows.clear()
            with closing(connect(f"{address}/{count}")) as connector:
                stops_after(count, connector)
                with pytest.raises(Stopped):
                    replay(postings, connector)
            with closing(connect(f"{address}/{count}")) as connector:
                report = replay(postings, connector)
            assert [row["reference"] for row in api.rows] == [one.key for one in postings]
            assert report.balanced


def test_a_record_that_stands_there_with_another_content_is_a_conflict(
    connect: Callable, claims: Claims
) -> None:
    api = Api(honours_keys=True)
    with serving(api) as address, closing(connect(address)) as connector:
        replay(claims(2), connector)
        report = replay(claims(2, extra=5), connector)
        assert [one.detail for one in report.troubles] == ["ledger", "ledger"]
        assert report.balanced
        # Written by somebody else, and refused by the API as a duplicate:
        api.rows.append({**claims(1, first=9)[0].values, "paid": 7, "reference": "CL-000009"})
        api.trouble = lambda method: "409" if method == "POST" else ""
        report = replay(claims(1, first=9), connector)
        assert [(one.kind, one.detail) for one in report.troubles] == [("conflict", "paid")]
        report = replay(claims(1, first=10), connector)
        assert [one.kind for one in report.troubles] == ["conflict"]


def test_what_the_api_refuses_is_named_and_may_be_sent_again(
    connect: Callable, claims: Claims
) -> None:
    api = Api(honours_keys=True)
    with serving(api) as address, closing(connect(address)) as connector:
        api.trouble = lambda method: "422" if method == "POST" else ""
        report = replay(claims(1), connector)
        assert [(one.kind, one.detail) for one in report.troubles] == [
            ("refused", '422 {"why": "so"}')
        ]
        api.trouble = lambda _method: ""
        assert replay(claims(1, extra=3), connector).streams["by_hand"]["written"].count == 1


def test_an_api_that_is_down_is_unreachable_and_nothing_is_lost(
    connect: Callable, claims: Claims
) -> None:
    api = Api(honours_keys=False)
    with serving(api) as address:
        api.trouble = lambda _method: "503" if len(api.rows) >= 3 else ""
        with closing(connect(address)) as connector, pytest.raises(Unreachable):
            replay(claims(6), connector)
        api.trouble = lambda _method: ""
        with closing(connect(address)) as connector:
            report = replay(claims(6), connector)
        assert [t.count for t in report.streams["by_hand"].values()] == [6, 3, 3, 0, 0]
    with closing(connect("http://127.0.0.1:9/api")) as connector, pytest.raises(Unreachable):
        replay(claims(6), connector)


def test_a_dry_run_sends_nothing(connect: Callable, claims: Claims) -> None:
    api = Api(honours_keys=True)
    with serving(api) as address, closing(connect(address)) as connector:
        replay(claims(1), connector)
        report = replay(claims(3), connector, dry_run=True)
    assert report.streams["by_hand"]["written"].count == 2
    assert len(api.rows) == 1


def test_an_api_that_answers_nonsense_or_holds_a_key_twice_is_refused(
    connect: Callable, claims: Claims
) -> None:
    api = Api(honours_keys=False)
    (one,) = claims(1)
    row = {**one.values, "reference": one.key}
    with serving(api) as address, closing(connect(address)) as connector:
        api.rows += [row, row]
        with pytest.raises(Refusal) as refused:
            connector.look([one])
        assert refused.value.code == "continuity.target_doubled"
        blind = msgspec.structs.replace(one, target=msgspec.structs.replace(one.target, find=""))
        with pytest.raises(Refusal) as refused:
            connector.look([blind])
        assert refused.value.code == "continuity.map_find"


@pytest.mark.parametrize("address", ["ftp://host/", "http:///x"])
def test_an_address_that_is_none_is_refused(connect: Callable, address: str) -> None:
    with pytest.raises(Refusal):
        connect(address)
