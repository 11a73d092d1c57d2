"""Evidence: logs, messages, trees of files, what was lost."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from endigue.desk.damage_ports import Listed, Sent
    from endigue.desk.files import FilesScanned
    from endigue.desk.hunting import HitTable, Logs
    from endigue.desk.records import Log, MessagesRead, Sorted
    from endigue.evidence.messages.links import Names


class Records:
    def messages(self, paths: Sequence[str]) -> MessagesRead:
        from endigue.readers import records

        return records.messages(paths)

    def traffic(self, path: str) -> tuple[Log, ...]:
        from endigue.readers import records

        return records.traffic(path)

    def activity(self, path: str) -> tuple[Log, ...]:
        from endigue.readers import records

        return records.activity(path)

    def sort_files(self, paths: Sequence[str]) -> Sorted:
        from endigue.readers import records

        return records.sort_files(paths)

    def names(self) -> Names:
        from endigue.readers.link_names import load_link_names

        return load_link_names()


class Files:
    def scan(
        self, tree: str, rules: Sequence[str], manifest: str, progress: str, jobs: int
    ) -> FilesScanned:
        from endigue.readers.files_tree import scan_tree

        return scan_tree(tree, rules, manifest, progress, jobs)


class Losses:
    def sent(self, paths: Sequence[str], outside: Sequence[str]) -> Sent:
        from endigue.readers.flows.volumes import read_volumes

        return read_volumes(paths, outside)

    def backups(self, path: str) -> Listed:
        from endigue.readers.backups import read_backups

        return read_backups(path)


def logs() -> Logs:
    from endigue.readers.caches import user_cache
    from endigue.readers.events.logs import LogFiles

    class LogsAndHits(LogFiles):
        def table(self, file: str) -> AbstractContextManager[HitTable]:
            from endigue.writers.hits_table import hits_table

            return hits_table(file)

    return LogsAndHits(user_cache())
