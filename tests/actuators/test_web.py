import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from endigue.actuators import web
from endigue.actuators.web import Keyed, Reply, Signed, Web, basic
from endigue.containment.enforcement.change import Trouble


def whole(line) -> bytes:
    """A request with its body."""
    heard = b""
    while b"\r\n\r\n" not in heard and (more := line.recv(65536)):
        heard += more
    head, _, body = heard.partition(b"\r\n\r\n")
    found = re.search(rb"Content-Length: (\d+)", head)
    missing = int(found[1]) - len(body) if found else 0
    while missing > 0 and (more := line.recv(missing)):
        heard += more
        missing -= len(more)
    return heard


@contextmanager
def saying(*answers: bytes, context=None, then=lambda _: None) -> Iterator[tuple[int, list[bytes]]]:
    """A server that gives one answer a connection, and what it heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            for answer in answers:
                peer, _ = door.accept()
                try:
                    with context.wrap_socket(peer, server_side=True) if context else peer as line:
                        heard.append(whole(line))
                        line.sendall(answer)
                        then(line)
                except OSError:
                    peer.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield door.getsockname()[1], heard
        thread.join(10)


def answer(status: int, body: bytes = b"{}", headers: bytes = b"") -> bytes:
    length = str(len(body)).encode()
    return b"HTTP/1.1 %d X\r\nContent-Length: %s\r\n%s\r\n%s" % (status, length, headers, body)


def at(port: int, **settings) -> Web:
    return Web(f"http://127.0.0.1:{port}/base/", **{"seconds": 10.0, **settings})


def trouble(call) -> tuple[str, str]:
    with pytest.raises(Trouble) as raised:
        call()
    return raised.value.answer, raised.value.detail


def test_a_request_goes_below_the_address_and_its_answer_comes_back():
    with saying(answer(202, b'{"a":1}')) as (port, heard):
        reply = at(port).ask("POST", "/x?y=1", b"body", {"X-Us": "1"})
    assert (reply.status, reply.json()) == (202, {"a": 1})
    assert heard[0].startswith(b"POST /base/x?y=1 HTTP/1.1\r\n")
    assert b"X-Us: 1\r\n" in heard[0]
    assert heard[0].endswith(b"\r\n\r\nbody")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (answer(403, b'{"message": "not you"}'), ("refused", '403 {"message": "not you"}')),
        (answer(302, b"", b"Location: https://elsewhere.example/\r\n"), ("refused", "302")),
        (answer(500, b"oops"), ("late", "500 oops")),
        (answer(503, b""), ("late", "503")),
    ],
)
def test_a_refusal_and_a_failure_in_the_middle_are_told_apart(said, expected):
    with saying(said) as (port, heard):
        assert trouble(lambda: at(port).ask("POST", "/x")) == expected
    assert len(heard) == 1


def test_a_status_that_is_expected_is_an_answer():
    with saying(answer(404)) as (port, _):
        assert at(port).ask("GET", "/x", expected=(404,)).status == 404


def test_where_nobody_listens_nothing_was_begun():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    assert trouble(lambda: at(port).ask("POST", "/x"))[0] == "down"


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Le", b"SSH-2.0-OpenSSH\r\n"])
def test_a_connection_that_breaks_after_the_request_may_have_been_heard(said):
    with saying(said) as (port, _):
        assert trouble(lambda: at(port).ask("POST", "/x"))[0] == "late"


def test_an_answer_that_drips_ends_with_the_time_it_was_given():
    stop = threading.Event()

    def drip(line) -> None:
        while not stop.wait(0.02):
            line.sendall(b"x")

    endless = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    with saying(endless, then=drip) as (port, _):
        assert trouble(lambda: at(port, seconds=0.3).ask("GET", "/x"))[0] == "late"
        stop.set()


def test_an_answer_that_is_too_long_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(web, "LONGEST", 100)
    with saying(answer(200, b"x" * 101)) as (port, _):
        assert trouble(lambda: at(port).ask("GET", "/x"))[0] == "late"


def test_secrets_are_not_repeated_to_anybody():
    echo = answer(400, b"bad secret hunter2 for token abc.def")
    with saying(echo) as (port, _):
        asked = Keyed(at(port, hidden=("hunter2",)), "Bearer abc.def")
        assert trouble(lambda: asked.ask("GET", "/x")) == (
            "refused",
            "400 bad secret … for token …",
        )


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b"[" * 100_000, b"\xff"])
def test_what_is_no_json_object_leaves_us_in_the_dark(body):
    assert trouble(Reply(200, body).json)[0] == "late"


@pytest.mark.parametrize(
    "address", ["http://manager.example", "http://192.0.2.1:55000", "ftp://x", "https://", "x"]
)
def test_secrets_do_not_cross_a_network_in_the_open(address):
    with pytest.raises(ValueError, match="no https:// address"):
        Web(address)


def test_the_end_of_a_tunnel_needs_no_certificate():
    assert Web("http://localhost:8080").address
    assert Web("http://[::1]:8080").address


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "console")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2199, 1, 1, tzinfo=UTC))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder


def test_a_certificate_that_nobody_vouches_for_is_not_talked_to(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with saying(answer(200), context=context) as (port, heard):
        asked = Keyed(Web(f"https://127.0.0.1:{port}", 10.0), "Token secret")
        assert trouble(lambda: asked.ask("POST", "/x"))[0] == "down"
    assert heard == []
    with saying(answer(200), context=context) as (port, heard):
        known = Web(f"https://127.0.0.1:{port}", 10.0, str(certificate / "cert.pem"))
        assert Keyed(known, "Token secret").ask("POST", "/x").status == 200
    assert b"Authorization: Token secret" in heard[0]


class Recorded:
    """Answers in order; a Trouble is raised."""

    def __init__(self, *replies) -> None:
        self.replies = list(replies)
        self.sent: list[str] = []

    def ask(self, _method, _path, _body=None, headers=None, expected=()):
        self.sent.append((headers or {}).get("Authorization", ""))
        reply = self.replies.pop(0)
        if reply.status not in (200, *expected):
            raise Trouble("refused", str(reply.status))
        return reply


def tokens(*names):
    left = list(names)
    return lambda _: left.pop(0)


def test_a_token_is_asked_for_once():
    api = Recorded(Reply(200, b"{}"), Reply(200, b"{}"))
    signed = Signed(api, tokens("one"))
    signed.ask("GET", "/x")
    signed.ask("GET", "/y")
    assert api.sent == ["Bearer one", "Bearer one"]


def test_a_token_that_went_stale_is_renewed_and_the_request_sent_again():
    api = Recorded(Reply(200, b""), Reply(401, b""), Reply(200, b"{}"))
    signed = Signed(api, tokens("one", "two"))
    signed.ask("GET", "/x")
    assert signed.ask("GET", "/y").status == 200
    assert api.sent == ["Bearer one", "Bearer one", "Bearer two"]


def test_a_fresh_token_that_is_refused_is_not_renewed_for_ever():
    signed = Signed(Recorded(Reply(401, b"")), tokens("one"))
    assert trouble(lambda: signed.ask("GET", "/x")) == ("refused", "401")


def test_a_user_with_a_password_is_written_as_the_standard_says():
    assert basic("Aladdin", "open sesame") == {
        "Authorization": "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    }
