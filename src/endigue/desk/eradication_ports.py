"""What the verbs of the eradication are given from outside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from endigue.eradication.board import Board
from endigue.eradication.core.checklist import Tick
from endigue.eradication.line.forecast import LineForecast
from endigue.eradication.line.labels import Labels
from endigue.eradication.line.tally import Tally
from endigue.journal.entry import Head
from endigue.organisation.model import Organisation


class EradicationPrints(Protocol):
    """Papers and pictures."""

    def board(self, organisation: Organisation, board: Board, language: str) -> dict[str, bytes]:
        """The board as picture and table, by file name."""
        ...

    def line(
        self, tally: Tally, forecast: LineForecast | None, language: str, time_zone: str
    ) -> dict[str, bytes]:
        """The triage line as pictures and tables, by file name."""
        ...

    def labels(
        self, organisation: Organisation, labels: Labels, assets: Sequence[str], language: str
    ) -> bytes:
        """The PDF of labels."""
        ...

    def checklist(
        self,
        organisation: Organisation,
        ticks: Sequence[Tick],
        head: Head,
        at: datetime,
        language: str,
    ) -> bytes:
        """The PDF of the eviction's checklist."""
        ...
