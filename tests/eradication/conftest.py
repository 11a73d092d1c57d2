"""The small organisation, what stands on what in it, and the checks of the product."""

import pytest

from clean_house import small
from endigue.eradication.checks import Checks
from endigue.eradication.ground import Ground
from endigue.organisation.model import Organisation
from endigue.readers.checks import load_checks


@pytest.fixture
def organisation() -> Organisation:
    return small()


@pytest.fixture
def ground(organisation: Organisation) -> Ground:
    return Ground(organisation)


@pytest.fixture
def checks() -> Checks:
    return Checks({check.id: check for check in load_checks()})
