import http.client
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from endigue.connectors.publishing.s3 import TRIES, S3Place
from endigue.desk.delivery import Access
from endigue.desk.refusal import Refusal, Unreachable
from publishing_servers import ObjectStore

FILES = {
    "robots.txt": b"all",
    "index.html": b"<p>first",
    "en/index.html": b"<p>other",
    "feed.atom": b"<feed/>",
    "api/v2/summary.json": bytes(range(256)) * 40,
}
NOW = datetime(2026, 2, 6, 22, tzinfo=UTC)
KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}


def place(store: ObjectStore, prefix: str = "étât page") -> S3Place:
    return S3Place(
        f"s3://{store.bucket}/{prefix}", Access(endpoint=store.endpoint), store.environment,
        lambda: NOW,
    )  # fmt: skip


def test_objects_come_whole_with_their_kind_and_another_client_reads_them(
    store: ObjectStore,
) -> None:
    delivery = place(store).publish(FILES)
    assert (delivery.sent, delivery.already) == (5, 0)
    for name, content in FILES.items():
        found = store.get(f"étât page/{name}")
        assert found["Body"] == content
        assert found["CacheControl"] == "no-cache"
    assert store.get("étât page/index.html")["ContentType"] == "text/html; charset=utf-8"


def test_a_second_sending_brings_what_changed_alone(store: ObjectStore) -> None:
    place(store).publish(FILES)
    newer = {**FILES, "index.html": b"<p>second"}
    again = place(store).publish(newer)
    assert (again.sent, again.already) == (1, 4)
    assert place(store).publish(newer).sent == 0


def test_a_bucket_that_is_not_there_is_told(store: ObjectStore) -> None:
    nowhere = S3Place("s3://no-such-bucket", Access(endpoint=store.endpoint), KEYS, lambda: NOW)
    with pytest.raises(Unreachable) as told:
        nowhere.publish(FILES)
    assert "NoSuchBucket" in str(told.value.arguments["why"])


class Moody(BaseHTTPRequestHandler):
    """A store that is busy at first, or forgets what it was given."""

    answers: list[int]
    kept: dict[str, bytes]
    forgets: bool
    order: list[str]

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.kept[self.path] = b"" if self.forgets else body
            self.order.append(self.path)
        self._answer(status, b"<Error><Code>SlowDown</Code></Error>" if status != 200 else b"")

    def do_GET(self) -> None:
        held = self.kept.get(self.path)
        self._answer(404 if held is None else 200, held or b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def moody():  # type: ignore[no-untyped-def]
    kind = type("Mood", (Moody,), {"answers": [], "kept": {}, "forgets": False, "order": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield kind, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def asked(endpoint: str, waits: list[float]) -> S3Place:
    return S3Place("s3://bucket", Access(endpoint=endpoint), KEYS, lambda: NOW, waits.append)


def test_a_busy_store_is_asked_again_and_no_more_than_it_takes(moody) -> None:  # type: ignore[no-untyped-def]
    kind, endpoint = moody
    waits: list[float] = []
    kind.answers += [503, 500]
    assert asked(endpoint, waits).publish({"a.txt": b"x"}).sent == 1
    assert waits == [1.0, 2.0]
    kind.answers += [503] * TRIES
    with pytest.raises(Unreachable) as told:
        asked(endpoint, waits).publish({"b.txt": b"x"})
    assert told.value.arguments["why"] == "503 SlowDown"
    kind.answers[:] = [403]
    waits.clear()
    with pytest.raises(Unreachable):
        asked(endpoint, waits).publish({"b.txt": b"x"})
    assert waits == []  # a refusal is not asked twice


def test_what_reads_otherwise_is_not_called_published(moody) -> None:  # type: ignore[no-untyped-def]
    kind, endpoint = moody
    kind.forgets = True
    with pytest.raises(Unreachable, match=r"publishing\.reads_otherwise"):
        asked(endpoint, []).publish({"a.txt": b"x"})


def test_the_first_page_goes_last(moody) -> None:  # type: ignore[no-untyped-def]
    kind, endpoint = moody
    asked(endpoint, []).publish(FILES)
    assert kind.order[-2:] == ["/bucket/en/index.html", "/bucket/index.html"]


def test_a_line_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise http.client.RemoteDisconnected("gone")

    monkeypatch.setattr(http.client.HTTPConnection, "request", broken)
    with pytest.raises(Unreachable):
        asked("http://127.0.0.1:9", []).publish({"a.txt": b"x"})


@pytest.mark.parametrize(
    ("address", "endpoint", "environment", "code"),
    [
        ("s3://", None, KEYS, "no_address"),
        ("s3://UPPER/x", None, KEYS, "no_address"),
        ("s3://bucket/a/../b", None, KEYS, "no_address"),
        ("s3://bucket//b", None, KEYS, "no_address"),
        ("s3://key:hush@bucket/b", None, KEYS, "no_address"),
        ("s3://bucket", None, {}, "no_key"),
        ("s3://bucket", "http://store.example", KEYS, "not_encrypted"),
        ("s3://bucket", "ftp://store.example", KEYS, "no_endpoint"),
        ("s3://bucket", "https://u:p@store.example", KEYS, "no_endpoint"),
        ("s3://bucket", "https://store.example/path", KEYS, "no_endpoint"),
    ],
)
def test_what_is_no_place_is_refused(
    address: str, endpoint: str | None, environment: dict[str, str], code: str
) -> None:
    with pytest.raises(Refusal, match=code) as refused:
        S3Place(address, Access(endpoint=endpoint), environment, lambda: NOW)
    assert "hush" not in str(refused.value)
