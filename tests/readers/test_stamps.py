import subprocess
from datetime import UTC
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.desk.refusal import Refusal
from endigue.readers.stamps import TimeStamps
from stamping_authority import Authority, authority, openssl

TEXT = "an entry of a logbook, é".encode()
IMPRINT = sha256(TEXT).hexdigest()
STAMPS = TimeStamps()


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa") / "ours")


@pytest.fixture(scope="module")
def answered(ours: Authority) -> tuple[bytes, str]:
    request, nonce = STAMPS.request(TEXT)
    return ours.answer(request), nonce


def test_a_request_is_read_by_openssl(tmp_path: Path) -> None:
    request, nonce = STAMPS.request(TEXT)
    (tmp_path / "q").write_bytes(request)
    shown = openssl("ts", "-query", "-in", tmp_path / "q", "-text").decode()
    assert "sha256" in shown and "Certificate required: yes" in shown
    assert nonce.upper() in shown
    digits = "".join(c for c in shown.lower() if c in "0123456789abcdef")
    assert all(part in digits for part in (IMPRINT[:32], IMPRINT[32:]))


def test_an_answer_is_verified_and_openssl_agrees(
    ours: Authority, answered: tuple[bytes, str], tmp_path: Path
) -> None:
    answer, nonce = answered
    said = STAMPS.verify(answer, ours.root, IMPRINT)
    assert (said.imprint, said.nonce, said.policy) == (IMPRINT, nonce, "1.2.3.4.1")
    assert said.authority == "CN=Fictional authority"
    assert said.time.tzinfo == UTC
    (tmp_path / "a").write_bytes(answer)
    (tmp_path / "r").write_bytes(ours.root)
    openssl("ts", "-verify", "-digest", IMPRINT, "-in", tmp_path / "a", "-CAfile", tmp_path / "r")


def test_what_does_not_hold_is_refused(
    ours: Authority, answered: tuple[bytes, str], tmp_path: Path
) -> None:
    answer, _ = answered
    with pytest.raises(Refusal, match=r"stamps\.does_not_hold"):
        STAMPS.verify(answer, ours.root, sha256(b"other").hexdigest())
    stranger = authority(tmp_path / "stranger")
    with pytest.raises(Refusal, match=r"stamps\.does_not_hold"):
        STAMPS.verify(answer, stranger.root, IMPRINT)
    for wrong in (b"", b"no certificate", (ours.folder / "tsa.pem").read_bytes()):
        with pytest.raises(Refusal, match=r"stamps\.no_certificates"):
            STAMPS.verify(answer, wrong, IMPRINT)


def test_a_web_server_is_no_authority(tmp_path: Path) -> None:
    """Its certificate is not for time stamping, whoever signed it."""
    request, _ = STAMPS.request(TEXT)
    server = authority(tmp_path / "server", "serving")
    (tmp_path / "q").write_bytes(request)
    made = subprocess.run(
        ["openssl", "ts", "-reply", "-config", server.folder / "config", "-queryfile",
         tmp_path / "q", "-out", tmp_path / "a"], capture_output=True, check=False,
    )  # fmt: skip
    answer = (tmp_path / "a").read_bytes() if (tmp_path / "a").exists() else b""
    assert made.returncode != 0 or answer
    with pytest.raises(Refusal):
        STAMPS.verify(answer, server.root, IMPRINT)


def test_a_request_that_the_authority_rejects_is_told(ours: Authority) -> None:
    answer = ours.answer(b"\x30\x03\x02\x01\x09")
    with pytest.raises(Refusal, match=r"stamps\.not_granted"):
        STAMPS.read(answer)


@given(data=st.data())
def test_a_damaged_answer_is_refused_or_still_the_same_stamp(
    ours: Authority, answered: tuple[bytes, str], data: st.DataObject
) -> None:
    answer, _ = answered
    place = data.draw(st.integers(0, len(answer) - 1))
    damaged = bytearray(answer)
    damaged[place] ^= data.draw(st.integers(1, 255))
    try:
        said = STAMPS.verify(bytes(damaged), ours.root, IMPRINT)
    except Refusal:
        return
    whole = STAMPS.verify(answer, ours.root, IMPRINT)
    # What is not signed, such as a certificate beside the one that signs, changes nothing.
    assert (said.imprint, said.time, said.serial) == (whole.imprint, whole.time, whole.serial)


@pytest.mark.parametrize("flip", [0x01, 0x80, 0xFF])
def test_each_byte_damaged_in_turn_raises_nothing_but_refusals(
    ours: Authority, answered: tuple[bytes, str], flip: int
) -> None:
    """The library lets out KeyError, InvalidVersion and DuplicateExtension too."""
    answer, _ = answered
    whole = STAMPS.verify(answer, ours.root, IMPRINT)
    refused = 0
    for place in range(0, len(answer), 5):
        damaged = bytearray(answer)
        damaged[place] ^= flip
        try:
            said = STAMPS.verify(bytes(damaged), ours.root, IMPRINT)
        except Refusal:
            refused += 1
        else:
            assert (said.imprint, said.time) == (whole.imprint, whole.time)
    assert refused > len(answer) // 10


@given(st.binary(max_size=300))
def test_bytes_of_anybody_are_no_answer(content: bytes) -> None:
    with pytest.raises(Refusal):
        STAMPS.read(content)
