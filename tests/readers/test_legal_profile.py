from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.legal_profile import read_profile


def test_the_reference_mutual_says_what_the_law_asks_of_each_company(examples: Path) -> None:
    profile = read_profile((examples / "mutual" / "organisation.toml").read_bytes())
    regimes = {company.id: set(company.regimes) for company in profile.companies}
    assert regimes == {
        "mutual": {"dora", "gdpr", "complaint"},
        "provident": {"dora", "gdpr", "complaint"},
        "care": {"gdpr", "complaint", "health"},
        "it": {"gdpr", "complaint"},
    }
    mutual = profile.company("mutual")
    assert mutual.table.primary_contact.email.endswith(".example")
    assert profile.time_zone == "Europe/Paris"


@pytest.mark.parametrize(
    "text", ["[legal]\ndora = 3", 'name="x"\n[legal]\ndora_entities = ["nobody"]']
)
def test_a_legal_table_that_makes_no_sense_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_profile(text.encode())
    assert refused.value.code == "communication.legal_is_wrong"
