"""What every test may ask for."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from jsonschema import Draft7Validator, Draft201909Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7, DRAFT201909

from schedule_judge import Watch

pytest_plugins = ("console_browser",)

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"
EXAMPLES = Path(__file__).parents[1] / "examples"
NOW = datetime(2021, 2, 5, 21, 30, tzinfo=UTC)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
THROWAWAY_POSTGRES = Path(__file__).parents[1] / "scripts" / "throwaway_postgres.py"

settings.register_profile(
    "search", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("repeat", settings.get_profile("search"), derandomize=True, database=None)
"""At home new examples are drawn each time, in CI the same ones: a change is refused for what it
does, not for what chance found elsewhere. Neither measures time.
"""
if "CI" in os.environ:
    settings.load_profile("repeat")
    # Hypothesis also draws constants out of the modules imported so far, so that the examples would
    # hang on every line of the source, and on which worker ran which test before.
    providers._get_local_constants = providers.Constants
else:
    settings.load_profile("search")


WATCH = Watch()


def pytest_collection_finish() -> None:
    """From here on every schedule that any test has made is judged by the definition."""
    WATCH.begin()


@pytest.fixture(scope="session")
def watch() -> Watch:
    """Who looks at every schedule."""
    return WATCH


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout; without it the test is skipped, loudly."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"REAL DATA ABSENT: {SHARED_DATA} is not there, so this test proved nothing")
    return SHARED_DATA


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The location of a real PostgreSQL server; without its programs the test is skipped."""
    with subprocess.Popen(
        [sys.executable, THROWAWAY_POSTGRES],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        location = server.stdout.readline().strip()
        if not location and server.wait() == 3:
            pytest.skip("POSTGRESQL ABSENT: no server programs, so this test proved nothing")
        assert location, "the throw-away PostgreSQL server did not start"
        yield location


@dataclass(frozen=True)
class Said:
    """What one run of the command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        """The one object on standard output."""
        answer = msgspec.json.decode(self.out)
        assert isinstance(answer, dict)
        return answer


Command = Callable[..., Said]


@pytest.fixture
def endigue(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `endigue WORD...` in this process, in English, with a clock that stands."""
    from endigue.cli.main import run
    from endigue.wiring import hands

    monkeypatch.setenv("LANGUAGE", "en")

    def command(*words: object, lang: str = "en_GB.UTF-8") -> Said:
        capfd.readouterr()
        code = run(hands(lambda: NOW), [str(word) for word in words], {"LANG": lang})
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return command


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of examples."""
    return EXAMPLES


CACAO_SCHEMAS = Path(__file__).parent / "data" / "cacao" / "schemas"
CACAO_BASE = "https://raw.githubusercontent.com/oasis-open/cacao-json-schemas/main/schemas/"

CacaoErrors = Callable[..., list[str]]


@pytest.fixture(scope="session")
def cacao_errors() -> CacaoErrors:
    """Tells what is wrong with a part of a CACAO 2.0 playbook, by the published JSON schemas.

    They are read twice. They declare draft 7, in which `unevaluatedProperties` says nothing;
    read as 2019-09 it forbids every property that a schema does not name, which is what it
    was written for. One of them, of the commands, then forbids what its own extensions add, so
    it is opened.
    """

    def errors(part: object, schema: str = "playbook.json") -> list[str]:
        return [
            f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
            for validator in _cacao_validators(schema)
            for error in validator.iter_errors(part)
        ]

    return errors


@cache
def _cacao_validators(schema: str) -> tuple[Draft7Validator, Draft201909Validator]:
    declared, closed = Registry(), Registry()
    for path in CACAO_SCHEMAS.rglob("*.json"):
        name = path.relative_to(CACAO_SCHEMAS).as_posix()
        content = json.loads(path.read_text("utf-8"))
        declared = declared.with_resource(CACAO_BASE + name, Resource(content, DRAFT7))
        newer = {**content, "$schema": "https://json-schema.org/draft/2019-09/schema"}
        if name == "commands/command-data.json":
            del newer["unevaluatedProperties"]
        closed = closed.with_resource(CACAO_BASE + name, Resource(newer, DRAFT201909))
    root = {"$ref": CACAO_BASE + schema}
    return (
        Draft7Validator(root, registry=declared),
        Draft201909Validator(root, registry=closed),
    )


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program of a real browser; without it the test is skipped, loudly."""
    found = next((p for name in BROWSERS if (p := shutil.which(name))), None)
    if found is None:
        pytest.skip("CHROMIUM ABSENT: no browser on this machine, so this test proved nothing")
    return found


Cipher = Callable[[bytes, int], bytes]


def keystream(key: bytes, nonce: bytes, counter: int, blocks: int) -> np.ndarray:
    """So many blocks of 64 bytes of ChaCha20 after RFC 8439: a standard cipher for tests."""
    state = np.empty((16, blocks), dtype=np.uint32)
    state[:4] = np.frombuffer(b"expand 32-byte k", dtype="<u4")[:, None]
    state[4:12] = np.frombuffer(key, dtype="<u4")[:, None]
    state[12] = np.arange(counter, counter + blocks, dtype=np.uint64).astype(np.uint32)
    state[13:] = np.frombuffer(nonce, dtype="<u4")[:, None]
    x = state.copy()

    def turn(a: int, b: int, c: int, d: int) -> None:
        for one, other, third, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[one] += x[other]
            mixed = x[third] ^ x[one]
            x[third] = (mixed << np.uint32(bits)) | (mixed >> np.uint32(32 - bits))

    for _ in range(10):
        for quarter in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                        (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):  # fmt: skip
            turn(*quarter)
    return (x + state).T.astype("<u4").copy().view(np.uint8).reshape(-1)


@pytest.fixture(scope="session")
def chacha() -> Callable[[bytes, bytes, int, int], np.ndarray]:
    return keystream


@pytest.fixture(scope="session")
def encrypt() -> Cipher:
    """Encrypts bytes with a part of one long keystream that begins at an offset."""
    stream = keystream(bytes(range(32)), bytes(12), 1, 1 << 18)

    def cipher(content: bytes, offset: int) -> bytes:
        part = np.take(stream, np.arange(offset, offset + len(content)), mode="wrap")
        return (np.frombuffer(content, dtype=np.uint8) ^ part).tobytes()

    return cipher
