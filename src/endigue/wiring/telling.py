"""What people are told, and where it is put."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from endigue.stores.case_folder import write_whole

if TYPE_CHECKING:
    from endigue.communication.bulletin import Bulletin, Text
    from endigue.communication.message import Letter, Message, PeopleList
    from endigue.communication.profile import Profile
    from endigue.desk.case import Clock
    from endigue.desk.delivery import Access, Delivery
    from endigue.desk.stamping import Stamps


def legal_profile(content: bytes) -> Profile:
    from endigue.readers.legal_profile import read_profile

    return read_profile(content)


def bulletin(file: str) -> Bulletin:
    from endigue.readers.bulletin import read_bulletin

    return read_bulletin(file)


def message(file: str) -> Message:
    from endigue.readers.message import read_message

    return read_message(file)


def letter(file: str) -> Letter:
    from endigue.readers.message import read_letter

    return read_letter(file)


def people(file: str, profiles: Collection[str], language: str) -> PeopleList:
    from endigue.readers.people import read_people

    return read_people(file, profiles, language)


def is_public(folder: str) -> bool:
    from endigue.writers.status.site import is_public

    return is_public(folder)


def operation_names(content: bytes) -> dict[str, Text]:
    from endigue.readers.bulletin import operation_names

    return operation_names(content)


@dataclass(frozen=True)
class Publisher:
    clock: Clock

    def __call__(self, place: str, access: Access, files: Mapping[str, bytes]) -> Delivery:
        from endigue.connectors.publishing.opening import publish_to

        return publish_to(place, access, files, os.environ, self.clock, write_whole)


def stamps() -> Stamps:
    from endigue.readers.stamps import TimeStamps

    return TimeStamps()
