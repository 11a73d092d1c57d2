"""Links are compared by what they say."""

import numpy as np

from endigue.organisation.model import Links, no_links


def links(kind: list[int], kinds: tuple[str, ...], port: int = 0) -> Links:
    count = len(kind)
    return Links(
        source=np.zeros(count, np.int32),
        target=np.ones(count, np.int32),
        kind=np.array(kind, np.int16),
        port=np.full(count, port, np.int32),
        flow=np.full(count, -1, np.int32),
        kinds=kinds,
    )


def test_the_order_of_the_kinds_does_not_matter() -> None:
    assert links([0, 1], ("AdminTo", "MemberOf")) == links([1, 0], ("MemberOf", "AdminTo"))


def test_another_kind_port_or_number_of_rows_makes_a_difference() -> None:
    one = links([0], ("AdminTo",))
    assert one != links([0], ("MemberOf",))
    assert one != links([0], ("AdminTo",), port=445)
    assert one != links([0, 0], ("AdminTo",))
    assert one != no_links()
    assert one != "AdminTo"
