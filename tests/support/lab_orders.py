"""Orders on what the lab holds, as the organisation would give them."""

from endigue.containment.enforcement.order import Order
from endigue.lab.town import BY_NAME


def machine(name: str, kind="isolate_host") -> Order:
    host = BY_NAME[name]
    return Order(f"{kind}-{name}", kind, name, "asset", name, (name,), (host.address,))


def thing(kind: str, *names: str) -> Order:
    return Order(f"{kind}-{names[0]}", kind, names[0], "asset", names[0], names)
