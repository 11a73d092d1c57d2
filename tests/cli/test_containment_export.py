from endigue.cli.containment_export import FORMATS
from endigue.writers.plan_exports import FORMATS as WRITERS


def test_every_format_that_can_be_asked_for_has_a_writer() -> None:
    assert tuple(WRITERS) == FORMATS
