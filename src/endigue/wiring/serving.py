"""The console, its accounts and its last-resort door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from endigue.desk.hands import Hands

if TYPE_CHECKING:
    from endigue.desk.access import AccessStore
    from endigue.desk.serving import Serving


def access(case: str) -> AccessStore:
    from endigue.stores.access import open_access

    return open_access(case)


def serve(with_hands: Hands, serving: Serving) -> None:
    from endigue.console.serving import serve

    serve(with_hands, serving)


def open_door(with_hands: Hands, case: str, person: str) -> str:
    from endigue.console.opening import open_door

    opened, store = with_hands.cases.open(case, "terminal"), access(case)
    try:
        roles = with_hands.rulebook().roles
        return open_door(opened, opened.ledger(), store, roles, person)
    finally:
        store.close()
        opened.store.close()
