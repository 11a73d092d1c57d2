"""A tree of files as the desk sees it: scanned by a hand that never writes to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from endigue.evidence.facts import FindingsRecorded, recorded
from endigue.evidence.files.results import FileResult
from endigue.evidence.findings import LONGEST_DETAIL, Finding
from endigue.journal.canonical import canonical

MOST_MATCHES = 1_000
"""Files matched by a rule that become findings; assumed."""


@dataclass(frozen=True)
class FilesScanned:
    """The results, and codes of what was left out with how many."""

    results: tuple[FileResult, ...]
    left_out: dict[str, int] = field(default_factory=dict)
    rules: int = 0
    """Files of YARA rules that compiled."""


class Files(Protocol):
    """Scans trees."""

    def scan(
        self, tree: str, rules: Sequence[str], manifest: str, progress: str, jobs: int
    ) -> FilesScanned:
        """Every regular file below `tree`; links are not followed. `progress` names a file
        that keeps results so that an interrupted scan goes on; empty for none. Refusal where the
        tree, the rules or the manifest cannot be read.
        """
        ...


def findings_of_files(scanned: FilesScanned, host: str, tree: str) -> tuple[FindingsRecorded, ...]:
    """Findings on the machine that holds the tree: encrypted files, notes, matched rules."""
    encrypted = [each for each in scanned.results if each.verdict == "encrypted"]
    notes = [each for each in scanned.results if each.verdict == "note"]
    matched = [each for each in scanned.results if each.rules][:MOST_MATCHES]
    findings: list[Finding] = []
    if encrypted:
        detail = f"{len(encrypted)} / {len(scanned.results)}: {encrypted[0].path}"
        findings.append(
            Finding("encrypted_files", host=host, detail=detail[:LONGEST_DETAIL],
                    techniques=("T1486",))
        )  # fmt: skip
    findings += [
        Finding("ransom_note", host=host, detail=each.path[:LONGEST_DETAIL], techniques=("T1486",))
        for each in notes[:1]
    ]
    findings += [
        Finding("ioc_match", host=host,
                detail=f"{', '.join(each.rules)}: {each.path}"[:LONGEST_DETAIL])
        for each in matched
    ]  # fmt: skip
    digest = sha256(canonical([host, findings]).encode()).hexdigest()
    return recorded(tree, digest, "files", tuple(findings)) if findings else ()
