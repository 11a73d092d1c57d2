"""Rules ready to run: read and compiled once, then kept in the user's cache.

What is kept is named by the digest of the rules and the versions that made it, so other rules,
or another version, are other files. It is a cache of the user's own: whoever can write there
can already run programs as the user.
"""

import os
import platform
import tempfile
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec

from endigue.evidence.sigma.programme import Programme, compile_fields, prepare, without_refused
from endigue.evidence.sigma.rules import RuleSet
from endigue.evidence.sigma.scan import Refused
from endigue.readers.sigma.sources import Content, digest_of, rule_files

_MADE_BY = ("pysigma", "pysigma-pipeline-sysmon", "pysigma-pipeline-windows", "hyperscan")

SHAPE = 2
"""To be raised whenever the same rules and versions come to other conditions or patterns."""


class Compiled(msgspec.Struct, frozen=True):
    """A rule set and its pattern databases."""

    rules: RuleSet
    databases: dict[str, bytes]


def compiled_rules(path: str, cache: Path | None) -> Compiled:
    """The rules of a file, folder or archive. Refusal where there are none; a cache that
    cannot be read or written is passed over.
    """
    contents = rule_files(path)
    place = None if cache is None else cache / f"{_key(contents)}.sigma"
    if place is not None:
        with suppress(OSError, msgspec.MsgspecError):
            return msgspec.msgpack.decode(place.read_bytes(), type=Compiled)
    made = _compile(contents)
    if place is not None:
        with suppress(OSError):
            _keep(place, msgspec.msgpack.encode(made))
    return made


def programme_of(compiled: Compiled) -> Programme:
    """The numbered tests that the databases belong to."""
    return prepare(compiled.rules.rules)


def _compile(contents: list[Content]) -> Compiled:
    # pySigma takes longer to load than compiled rules do, and is seldom needed.
    from endigue.readers.sigma.rule_set import rule_set

    rules = rule_set(contents)
    try:
        return Compiled(rules, compile_fields(prepare(rules.rules)))
    except Refused:
        rules = without_refused(rules)
        return Compiled(rules, compile_fields(prepare(rules.rules)))


def _key(contents: list[Content]) -> str:
    made_by = [f"{name} {version(name)}" for name in ("endigue", *_MADE_BY)]
    about = "\n".join([digest_of(contents), platform.machine(), _processor(), *made_by, str(SHAPE)])
    return sha256(about.encode()).hexdigest()


def _processor() -> str:
    """Hyperscan compiles for one kind of processor; a home folder may be shared by several."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            if line.startswith("flags"):
                return line
    return platform.processor()


def _keep(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as stream:
        stream.write(content)
    os.replace(stream.name, place)  # noqa: PTH105 - Path.replace says the same
