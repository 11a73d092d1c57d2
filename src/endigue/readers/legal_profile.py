"""What the law asks of each company, from the organisation.toml that a case has adopted."""

import tomllib
from collections.abc import Mapping

from endigue.communication.profile import Profile, profile_of
from endigue.desk.refusal import Refusal


def read_profile(content: bytes) -> Profile:
    """The profile. The file has been checked when it was adopted, except for `[legal]`.

    Raises Refusal where `[legal]` has a value that makes no sense.
    """
    document = tomllib.loads(content.decode("utf-8-sig"))
    legal = document.get("legal", {})
    try:
        return profile_of(
            name=str(document.get("name", "")),
            time_zone=str(document.get("time_zone", "Europe/Paris")),
            currency=str(document.get("currency", "EUR")),
            entities=[_entity(each) for each in document.get("entity", [])],
            language=str(document.get("language", "fr")),
            legal=legal if isinstance(legal, Mapping) else {},
        )
    except ValueError as trouble:
        raise Refusal("communication.legal_is_wrong", why=str(trouble)) from None


def _entity(table: Mapping[str, object]) -> tuple[str, str]:
    identifier = str(table["id"])
    return identifier, str(table.get("name", identifier))
