"""The slow evaluator, and rules and events ready for both."""

import importlib.util
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
import yaml

from endigue.evidence.sigma.match import Matcher
from endigue.evidence.sigma.programme import compile_fields, prepare
from endigue.evidence.sigma.rules import Logsource
from endigue.readers.events.batches import Tokenizer
from endigue.readers.sigma.rule_set import rule_set

LOGS = Path(__file__).parents[2] / "data" / "logs"
WINDOWS = Logsource(product="windows")


@pytest.fixture(scope="session")
def naive() -> ModuleType:
    spec = importlib.util.spec_from_file_location("naive", Path(__file__).with_name("naive.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def logs() -> Path:
    return LOGS


class Sigma:
    """Runs rules over documents through the whole product."""

    def rules(self, *documents):
        return rule_set(
            [(f"{n}.yml", yaml.safe_dump(each).encode()) for n, each in enumerate(documents)]
        )

    def matcher(self, contents) -> Matcher:
        detections = rule_set(contents).detections
        return Matcher(prepare(detections), compile_fields(detections))

    def hits(self, matcher: Matcher, text: bytes, logsource=WINDOWS) -> set[tuple[str, int]]:
        """Rule and place of the event."""
        tokenizer = Tokenizer(matcher.programme.wanted)
        found, before = set(), 0
        for events in tokenizer.batches(text, logsource):
            for hits in matcher.match(events):
                found |= {(hits.rule.id, before + row) for row in hits.rows.tolist()}
            before += events.rows
        return found

    def fits(self, detection, *events, logsource=WINDOWS) -> list[bool]:
        """Whether a rule with this detection fits each event."""
        rule = {
            "title": "t",
            "id": "11111111-2222-4333-8444-555555555555",
            "logsource": {"product": "windows"},
            "detection": detection,
        }
        contents = [("t.yml", yaml.safe_dump(rule).encode())]
        assert not rule_set(contents).unsupported
        text = b"\n".join(msgspec.json.encode(each) for each in events)
        found = {row for _, row in self.hits(self.matcher(contents), text, logsource)}
        return [row in found for row in range(len(events))]


@pytest.fixture(scope="session")
def sigma() -> Sigma:
    return Sigma()
