"""What the law asks of each company of the group: the `[legal]` table of organisation.toml."""

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Literal

import msgspec

Country = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")]
Lei = Annotated[str, msgspec.Meta(pattern=r"^([A-Z0-9]{18}[0-9]{2})?$")]
"""Shape of a legal entity identifier; empty where it is not known."""

Relief = Literal["allowed", "barred"]


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody whom an authority can call."""

    name: str = ""
    email: str = ""
    phone: str = ""


class CompanyTable(msgspec.Struct, frozen=True):
    """`[legal.company.ID]`: what reports say of a company."""

    lei: Lei = ""
    entity_type: tuple[str, ...] = ()
    """Field 1.4 of the DORA template, as the authorities' schema spells it."""
    primary_contact: Person = Person()
    second_contact: Person = Person()
    dpo: Person | None = None
    """Data protection officer; by default that of the group."""
    art5_relief: Relief | None = None
    alsace_moselle: bool | None = None


class LegalTable(msgspec.Struct, frozen=True):
    """`[legal]`. Keys that nobody here reads are left alone."""

    country: Country = "FR"
    dora: bool = False
    gdpr: bool = True
    cyber_insurance: bool = False
    dora_entities: tuple[str, ...] | None = None
    gdpr_entities: tuple[str, ...] | None = None
    insured_entities: tuple[str, ...] | None = None
    health_entities: tuple[str, ...] = ()
    nis2_entities: tuple[str, ...] = ()
    art5_relief: Relief = "allowed"
    alsace_moselle: bool = False
    pending_rules: tuple[str, ...] = ()
    """Regimes that are not in force yet and are to be shown all the same."""
    parent: str = ""
    """Name of the ultimate parent undertaking, where there is a group."""
    parent_lei: Lei = ""
    dpo: Person = Person()
    company: dict[str, CompanyTable] = {}


class Company(msgspec.Struct, frozen=True):
    """One company of the group and what the law asks of it."""

    id: str
    name: str
    regimes: frozenset[str]
    """Scopes that hold for it: `dora`, `gdpr`, `complaint`, `health`, `nis2`."""
    relief_barred: bool = False
    """The authority has barred it from the relief of 2025/301 Art. 5(4), or 5(5) does."""
    alsace_moselle: bool = False
    dpo: Person = Person()
    table: CompanyTable = CompanyTable()


class Profile(msgspec.Struct, frozen=True):
    """The group before the law."""

    name: str
    time_zone: str
    currency: str
    country: str
    companies: tuple[Company, ...]
    language: str = "fr"
    """In which the organisation writes first."""
    pending_rules: tuple[str, ...] = ()
    parent: str = ""
    parent_lei: str = ""

    def of(self, companies: Collection[str] | None) -> "Profile":
        """The group with these companies alone; all of it for None."""
        if companies is None:
            return self
        own = tuple(company for company in self.companies if company.id in companies)
        return msgspec.structs.replace(self, companies=own)

    def company(self, identifier: str) -> Company:
        """The company of that identifier. KeyError where there is none."""
        for company in self.companies:
            if company.id == identifier:
                return company
        raise KeyError(identifier)


def profile_of(
    name: str,
    time_zone: str,
    currency: str,
    entities: Sequence[tuple[str, str]],
    legal: Mapping[str, object],
    language: str = "fr",
) -> Profile:
    """The profile from what organisation.toml says; `entities` are identifiers and names.

    An organisation without companies is one company, named like itself, with an empty
    identifier. Raises ValueError where a value of `legal` is of the wrong kind or names a
    company that is none.
    """
    table = msgspec.convert(dict(legal), LegalTable)
    companies = tuple(entities) or (("", name),)
    known = {identifier for identifier, _ in companies}
    for listed in _all_named(table):
        if listed not in known:
            raise ValueError(f"'{listed}' is no company of the group")
    return Profile(
        name=name,
        time_zone=time_zone,
        currency=currency,
        country=table.country,
        companies=tuple(_company(identifier, said, table) for identifier, said in companies),
        language=language,
        pending_rules=table.pending_rules,
        parent=table.parent,
        parent_lei=table.parent_lei,
    )


def _all_named(table: LegalTable) -> set[str]:
    lists = (
        table.dora_entities,
        table.gdpr_entities,
        table.insured_entities,
        table.health_entities,
        table.nis2_entities,
    )
    return {name for names in lists for name in names or ()} | table.company.keys()


def _company(identifier: str, name: str, table: LegalTable) -> Company:
    own = table.company.get(identifier, CompanyTable())
    scopes = {
        "dora": table.dora and _holds(identifier, table.dora_entities),
        "gdpr": table.gdpr and _holds(identifier, table.gdpr_entities),
        "complaint": table.cyber_insurance and _holds(identifier, table.insured_entities),
        "health": identifier in table.health_entities,
        "nis2": identifier in table.nis2_entities,
    }
    relief = own.art5_relief or table.art5_relief
    regional = table.alsace_moselle if own.alsace_moselle is None else own.alsace_moselle
    return Company(
        id=identifier,
        name=name,
        regimes=frozenset(scope for scope, holds in scopes.items() if holds),
        relief_barred=relief == "barred",
        alsace_moselle=regional,
        dpo=own.dpo or table.dpo,
        table=own,
    )


def _holds(identifier: str, listed: tuple[str, ...] | None) -> bool:
    return listed is None or identifier in listed
