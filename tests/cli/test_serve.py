import json
import signal
import ssl
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from cryptography import x509

from endigue.kernel.instant import parse_instant
from endigue.wiring import hands

NOW = parse_instant("2026-02-06T22:30:00+01:00")


@pytest.fixture
def empty_case(tmp_path: Path) -> Path:
    hands(lambda: NOW).cases.open(str(tmp_path / "case"), "Ann").store.close()
    return tmp_path / "case"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--name", "https://crisis.example.org"), "domain name"),
        (("--name", "crisis example"), "domain name"),
        (("--certificate", "none.pem", "--key", "none.key"), "none.pem"),
        (("--certificate", "none.pem"), "none.pem"),
        (("--key", "none.key"), "none.key"),
    ],
)
def test_a_name_or_a_certificate_that_cannot_be_used_is_one_sentence_and_exit_code_2(
    endigue: Callable, empty_case: Path, words: tuple[str, ...], expected: str
) -> None:
    said = endigue("serve", str(empty_case), "--port", "0", "--no-open", *words)
    assert (said.code, said.out) == (2, "")
    assert expected in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_a_door_is_known_by_the_name_that_is_given_and_its_certificate_bears_it(
    empty_case: Path,
) -> None:
    words = ("serve", str(empty_case), "--port", "0", "--no-open", "--json", "--tls",
             "--name", "Crisis.example.org")  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "endigue", *words], stdout=subprocess.PIPE, text=True
    ) as process:
        port = int(json.loads(process.stdout.readline())["url"].rpartition(":")[2])
        shown = x509.load_pem_x509_certificate(
            ssl.get_server_certificate(("127.0.0.1", port)).encode()
        )
        names = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        assert "crisis.example.org" in names.get_values_for_type(x509.DNSName)
        statuses = []
        for host in ("crisis.example.org", "elsewhere.example.org"):
            connection = HTTPSConnection("127.0.0.1", port, timeout=20,
                                         context=ssl._create_unverified_context())  # fmt: skip
            connection.request("GET", "/login", headers={"Host": f"{host}:{port}"})
            statuses.append(connection.getresponse().status)
            connection.close()
        process.send_signal(signal.SIGINT)
        process.wait(20)
    assert statuses == [200, 421]
