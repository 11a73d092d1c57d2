"""Names that a user typed, looked up; what is unknown is refused with the nearest names."""

from collections.abc import Collection, Iterable

from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation
from endigue.organisation.validation.names import nearest_word


def assets_named(organisation: Organisation, names: Iterable[str]) -> tuple[str, ...]:
    """Identifiers of the assets, each given by its identifier, its name or an alias in any
    case; a name that several assets share stands for none.
    """
    meant = _by_any_name(organisation)
    return tuple(_meant(name, meant, "desk.unknown_asset") for name in names)


def things_named(organisation: Organisation, names: Iterable[str]) -> tuple[str, ...]:
    """Identifiers of assets, flows, services, zones or operations."""
    things = (
        organisation.flows,
        organisation.services,
        organisation.zones,
        organisation.operations,
        organisation.levers,
    )
    meant = _by_any_name(organisation)
    meant.update({thing.id.casefold(): thing.id for group in things for thing in group})
    return tuple(_meant(name, meant, "desk.unknown_identifier") for name in names)


def levers_named(organisation: Organisation, names: Iterable[str]) -> tuple[str, ...]:
    """Identifiers of levers."""
    meant = {lever.id.casefold(): lever.id for lever in organisation.levers}
    return tuple(_meant(name, meant, "desk.unknown_lever") for name in names)


def _by_any_name(organisation: Organisation) -> dict[str, str]:
    meant: dict[str, str] = {}
    shared: set[str] = set()
    for asset in organisation.assets:
        for name in {word.casefold() for word in (asset.name, *asset.aliases) if word}:
            if meant.setdefault(name, asset.id) != asset.id:
                shared.add(name)
    for name in shared:
        del meant[name]
    return {**meant, **{asset.id.casefold(): asset.id for asset in organisation.assets}}


def _meant(name: str, meant: dict[str, str], code: str) -> str:
    identifier = meant.get(name.casefold())
    if identifier is None:
        raise Refusal(code, name=name, nearest=_nearest(name, meant))
    return identifier


def _nearest(name: str, words: Collection[str]) -> str:
    return nearest_word(name, words) or "-"
