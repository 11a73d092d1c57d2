"""assets.csv: everything that an intruder can hold."""

from endigue.organisation.aliases import split_aliases
from endigue.organisation.costs import rebuilding_rate, usual_fall_cost
from endigue.organisation.model import ASSET_KINDS, Asset, AssetKind, Crew, Parameters
from endigue.organisation.validation.cells import any_text, money, number, one_of, whole
from endigue.organisation.validation.names import Names
from endigue.organisation.validation.rows import Rows

STAND_IN: AssetKind = "account"
"""Where a kind is wrong: the kind that every lever on an asset fits, so that one mistake is
not reported twice."""


def read_assets(
    rows: Rows, names: Names, crews: tuple[Crew, ...], parameters: Parameters
) -> tuple[Asset, ...]:
    """Assets; one without a name is called by its identifier, one without a fall cost costs
    its rebuild hours.
    """
    rate = rebuilding_rate(crews, parameters)
    ids = rows.ids()
    titles = rows.optional("name", any_text, "")
    hours = rows.optional("rebuild_hours", number, 0.0)
    costs = rows.optional("fall_cost", money, None)
    columns = zip(
        ids,
        [title or name for name, title in zip(ids, titles, strict=True)],
        rows.needed("kind", one_of(ASSET_KINDS), STAND_IN),
        rows.optional("zone", names.known("zone", "organisation.unknown_zone"), ""),
        rows.optional("entity", names.known("entity", "organisation.unknown_entity"), ""),
        rows.optional("os", any_text, ""),
        rows.optional("records", whole, 0),
        hours,
        rows.optional("restore_gb", number, 0.0),
        [
            usual_fall_cost(spent, rate) if cost is None else cost
            for cost, spent in zip(costs, hours, strict=True)
        ],
        [split_aliases(text) for text in rows.optional("aliases", any_text, "")],
        strict=True,
    )
    return tuple(Asset(*cells) for cells in columns)
