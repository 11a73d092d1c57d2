"""Rules ready to run: read and compiled once, then kept in the user's cache.

What is kept is named by the digest of the rules and the versions that made it, so other rules,
or another version, are other files.
"""

import platform
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import msgspec

from endigue.evidence.sigma.programme import Programme, compile_fields, prepare, without_refused
from endigue.evidence.sigma.rules import Correlation, Parsed, RuleSet, Unsupported
from endigue.evidence.sigma.scan import Refused
from endigue.readers.caches import Cache, name_of
from endigue.readers.sigma.sources import Content, digest_of, rule_files

_MADE_BY = ("pysigma", "pysigma-pipeline-sysmon", "pysigma-pipeline-windows", "hyperscan")

SHAPE = 4
"""To be raised whenever the same rules and versions come to other conditions or patterns."""


class Compiled(msgspec.Struct, frozen=True, dict=True):
    """A rule set with its numbered tests and the pattern databases that belong to them."""

    programme: Programme
    databases: dict[str, memoryview]
    """As bytes that stand within what was read: they are many, and copied where they are used."""
    correlations: tuple[Correlation, ...]
    unsupported: tuple[Unsupported, ...]
    digest: str

    @cached_property
    def rules(self) -> RuleSet:
        """What is told of the rules."""
        return RuleSet(
            rules=tuple(one.rule for one in self.programme.rules),
            correlations=self.correlations,
            unsupported=self.unsupported,
            digest=self.digest,
        )


def compiled_rules(path: str, folder: Path | None) -> Compiled:
    """The rules of a file, folder or archive. Refusal where there are none; a cache that
    cannot be read or written is passed over.
    """
    contents = rule_files(path)
    cache = Cache(folder)
    name = f"{_key(contents)}.sigma"
    kept = cache.read(name)
    if kept is not None:
        with suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(kept, type=Compiled)
    made = _compile(contents)
    cache.write(name, msgspec.msgpack.encode(made))
    return made


def _compile(contents: list[Content]) -> Compiled:
    # pySigma takes longer to load than compiled rules do, and is seldom needed.
    from endigue.readers.sigma.rule_set import rule_set

    parsed = rule_set(contents)
    try:
        return _ready(parsed)
    except Refused:
        return _ready(without_refused(parsed))


def _ready(parsed: Parsed) -> Compiled:
    return Compiled(
        programme=prepare(parsed.detections),
        databases={
            name: memoryview(each) for name, each in compile_fields(parsed.detections).items()
        },
        correlations=parsed.correlations,
        unsupported=parsed.unsupported,
        digest=parsed.digest,
    )


def _key(contents: list[Content]) -> str:
    made_by = [f"{name} {version(name)}" for name in ("endigue", *_MADE_BY)]
    about = [digest_of(contents), platform.machine(), _processor(), *made_by, str(SHAPE)]
    return name_of("\n".join(about).encode())


def _processor() -> str:
    """Hyperscan compiles for one kind of processor; a home folder may be shared by several."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            if line.startswith("flags"):
                return line
    return platform.processor()
