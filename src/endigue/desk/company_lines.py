"""The companies of the group under every option, for the briefing."""

from collections import defaultdict
from collections.abc import Mapping

from endigue.containment.company import Company as Priced
from endigue.containment.ownership import Ownership
from endigue.containment.plan import Alternatives
from endigue.desk.briefing import Company, CompanyOption, WayStep
from endigue.desk.names import Names
from endigue.organisation.model import Organisation
from endigue.spread.reach import Chances, Forecast


def company_lines(
    organisation: Organisation,
    names: Names,
    found: Alternatives,
    residual: Mapping[str, Forecast | Chances],
    hour: float,
) -> tuple[Company, ...]:
    """Every company, each under all alternatives in their order. `residual` holds the forecast
    under each alternative, `hour` is one of its hours.
    """
    ownership = Ownership(organisation)
    left = {name: _expected(organisation, ownership, one, hour) for name, one in residual.items()}
    assets: dict[str, int] = defaultdict(int)
    for entity in ownership.assets:
        assets[entity] += 1
    lines: dict[str, list[CompanyOption]] = defaultdict(list)
    for alternative in found.alternatives:
        for company in alternative.companies:
            by_company = left.get(alternative.name)
            expected = None if by_company is None else by_company.get(company.entity, 0.0)
            lines[company.entity].append(_option(names, alternative.name, company, expected))
    return tuple(
        Company(entity, names.of(entity), assets[entity], tuple(options))
        for entity, options in lines.items()
    )


def _expected(
    organisation: Organisation, ownership: Ownership, forecast: Forecast | Chances, hour: float
) -> dict[str, float]:
    """Expected fallen assets of each company by the hour."""
    sums: dict[str, float] = defaultdict(float)
    column = forecast.hours.index(hour)
    for one in forecast.assets:
        sums[ownership.assets[organisation.asset_index[one.id]]] += one.p[column]
    return sums


def _option(names: Names, option: str, company: Priced, expected: float | None) -> CompanyOption:
    crossing = company.crossing
    return CompanyOption(
        option=option,
        touched=company.touched,
        harm=company.harm,
        operations_down=company.operations_down,
        by_hand=company.by_hand,
        fallen=company.fallen,
        residual_fallen=expected,
        actions=company.actions,
        crossing=None
        if crossing is None
        else WayStep(names.of(crossing.source), names.of(crossing.target), crossing.kind),
        source=names.of(company.source),
    )
