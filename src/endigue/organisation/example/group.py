"""The companies of the group, their directories, and what the law asks of them.

The ties differ in strength: the IT company lives in the mutual's own directory, the provident
company in a child domain that trusts it both ways, the care company in a domain of its own
that trusts the mutual's in one direction only.
"""

from typing import NamedTuple

from endigue.organisation.example.calibration import (
    BENEFICIARIES,
    CLIENTS,
    CREW_HOURS,
    CREW_PEOPLE,
    RATES,
    STAFF,
    TURNOVER,
    scaled,
)
from endigue.organisation.model import Crew, Entity

NAME = "Mutuelle des Rivages (fictive)"

ENTITIES = (
    Entity("mutual", "Mutuelle des Rivages"),
    Entity("provident", "Rivages Prévoyance"),
    Entity("care", "Rivages Soins et Optique"),
    Entity("it", "Rivages Numérique"),
)


class Domain(NamedTuple):
    """A directory domain; its DNS name stands under `.example`, which RFC 2606 reserves."""

    key: str
    dns: str
    netbios: str


DOMAINS = (
    Domain("rivages", "rivages.example", "RIVAGES"),
    Domain("prevoyance", "prevoyance.rivages.example", "PREVOYANCE"),
    Domain("soins", "soins.example", "SOINS"),
)

LEIS = {"mutual": "969500FICTIVERIVAG01", "provident": "969500FICTIVEPREVO02"}
"""Of the companies in the scope of DORA; invented, their check digits are wrong."""

DOMAIN_OF = {
    "mutual": DOMAINS[0],
    "it": DOMAINS[0],
    "provident": DOMAINS[1],
    "care": DOMAINS[2],
}
"""Domain of each company."""


def crews(staff: int) -> tuple[Crew, ...]:
    """One crew a skill."""
    return tuple(
        Crew(
            id=f"crew-{skill}",
            skill=skill,
            people=scaled(people, staff),
            hours=CREW_HOURS[skill],
            hourly_rate=RATES[skill],
        )
        for skill, people in CREW_PEOPLE.items()
    )


def legal(staff: int) -> dict[str, object]:
    """The legal profile. Clients and the people covered by their contracts are two numbers:
    the rules of DORA count both. Insurers are in its scope, the two other companies are not.
    """
    return {
        "country": "FR",
        "dora": True,
        "gdpr": True,
        "clients": CLIENTS * staff // STAFF,
        "beneficiaries": BENEFICIARIES * staff // STAFF,
        "turnover": TURNOVER // 100 * staff // STAFF,
        "dora_entities": ["mutual", "provident"],
        "gdpr_entities": [entity.id for entity in ENTITIES],
        "cyber_insurance": True,
        "health_entities": ["care"],
        "dpo": _contact("Délégué à la protection des données", "dpo", 3),
        "parent": NAME,
        "parent_lei": LEIS["mutual"],
        "company": {
            name: {
                "lei": LEIS[name],
                "entity_type": ["insurance_and_reinsurance_undertaking"],
                "primary_contact": _contact("Responsable de la continuité", "continuite", 1),
                "second_contact": _contact("Responsable de la conformité", "conformite", 2),
            }
            for name in LEIS
        },
    }


def _contact(name: str, mailbox: str, number: int) -> dict[str, str]:
    """A post, not a person. The numbers 01 99 00 are kept for fiction by the French regulator."""
    return {
        "name": name,
        "email": f"{mailbox}@rivages.example",
        "phone": f"+33 1 99 00 00 {number:02}",
    }
