"""Needs: whether they are met, and what is missing first."""

from collections.abc import Collection, Iterator, Mapping

from endigue.organisation.model import KOf, Need, Service


def leaves(need: Need) -> Iterator[str]:
    """Every identifier that the need names, in the order written."""
    if isinstance(need, str):
        yield need
        return
    for child in need.of:
        yield from leaves(child)


def services_in_order(services: Mapping[str, Service]) -> tuple[Service, ...]:
    """The services so that each comes after the services that it needs.

    Raises ValueError naming a cycle; a loaded organisation has none.
    """
    done: dict[str, Service] = {}
    for root in services:
        path: list[str] = [root]
        pending = [iter(_services_needed(services, root))] if root not in done else []
        while pending:
            child = next(pending[-1], None)
            if child is None:
                finished = path.pop()
                done[finished] = services[finished]
                pending.pop()
            elif child in path:
                raise ValueError(
                    "services need each other in a circle: " + " > ".join([*path, child])
                )
            elif child not in done:
                path.append(child)
                pending.append(iter(_services_needed(services, child)))
    return tuple(done.values())


def _services_needed(services: Mapping[str, Service], identifier: str) -> list[str]:
    return [leaf for leaf in leaves(services[identifier].needs) if leaf in services]


def is_met(need: Need, down: Collection[str]) -> bool:
    """Whether the need holds while every identifier in `down` is lost."""
    if isinstance(need, str):
        return need not in down
    return sum(is_met(child, down) for child in need.of) >= need.k


def with_services_down(services: Mapping[str, Service], down: Collection[str]) -> frozenset[str]:
    """`down` and every service that is lost because of it, through all levels."""
    lost = set(down)
    for service in services_in_order(services):
        if not is_met(service.needs, lost):
            lost.add(service.id)
    return frozenset(lost)


def first_missing(
    need: Need, down: Collection[str], services: Mapping[str, Service]
) -> tuple[str, ...]:
    """The chain from the need to the first thing at its root that is lost: services first,
    then the asset, account or flow. Empty where the need is met. `down` holds lost services
    too (see `with_services_down`).
    """
    if is_met(need, down):
        return ()
    if isinstance(need, KOf):
        missing = next(child for child in need.of if not is_met(child, down))
        return first_missing(missing, down, services)
    service = services.get(need)
    if service is None:
        return (need,)
    return (need, *first_missing(service.needs, down, services))
