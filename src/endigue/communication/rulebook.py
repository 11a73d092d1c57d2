"""Everything dated that duties are computed with, in one place."""

from datetime import date

import msgspec

from endigue.communication.calendar import Holidays
from endigue.communication.events import EventKinds
from endigue.communication.report_fields import ReportFields
from endigue.communication.roles import Roles
from endigue.communication.rules import RulePack
from endigue.communication.sheets import Sheets
from endigue.communication.thresholds import ThresholdPack


class Rulebook(msgspec.Struct, frozen=True):
    """Everything dated that the clocks are computed with."""

    packs: tuple[RulePack, ...]
    holidays: dict[str, Holidays]
    """By country."""
    kinds: EventKinds
    thresholds: tuple[ThresholdPack, ...] = ()
    """Of the classification under DORA."""
    report_fields: ReportFields = ReportFields(())
    """Of the incident report under DORA."""

    sheets: Sheets = Sheets(())
    """Of notices that are filled by hand into somebody's form."""

    roles: Roles = Roles({})
    """Who may do what."""

    techniques: dict[str, str] = {}
    """Field 3.25 of the DORA report by technique of ATT&CK."""

    def thresholds_on(self, day: date) -> ThresholdPack | None:
        """The thresholds that are law on a day; None where there are none yet."""
        for pack in self.thresholds:
            if pack.valid_from <= day and (pack.valid_to is None or day <= pack.valid_to):
                return pack
        return None
