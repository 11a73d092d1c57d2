"""The targets that carry a cut out, and the lab that stands in for them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from endigue.locale.speech import Speech

if TYPE_CHECKING:
    from endigue.containment.enforcement.work_order import Sheet
    from endigue.desk.enforcing_ports import Targets


class Enforcing:
    def targets(self, file: str | None, case: str) -> Targets:
        from endigue.actuators.configured import read_targets
        from endigue.desk.enforcing_ports import Targets

        default = Path(case) / "targets.toml"
        if file is None and not default.exists():
            return Targets()
        return read_targets(file or str(default))

    def work_orders(
        self, sheets: tuple[Sheet, ...], organisation: str, language: str, *, draft: bool
    ) -> bytes:
        from endigue.writers.work_orders import work_orders_print

        return work_orders_print(sheets, organisation, Speech(language), draft=draft)


class Lab:
    def missing(self) -> tuple[str, ...]:
        from endigue.lab import needs

        return needs.missing()

    def up(self, command: Sequence[str]) -> int:
        import subprocess

        from endigue.lab import box
        from endigue.readers.caches import user_cache

        cache = user_cache() or Path(gettempdir()) / "endigue"
        inner = [sys.executable, "-m", "endigue.lab", str(cache), *command]
        return subprocess.run(box.words(inner), check=False).returncode  # noqa: S603
