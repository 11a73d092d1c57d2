import pytest

from endigue.communication.thresholds import parse_thresholds

UNITS = {"clients_share": "percent = 10", "clients_count": "number = 5",
         "counterparts_share": "percent = 30", "transactions_count_share": "percent = 10",
         "transactions_value_share": "percent = 10", "duration": "hours = 24",
         "downtime": "hours = 2", "countries": "number = 1", "costs": "cents = 7"}  # fmt: skip


def pack(**changed: str) -> str:
    rows = "\n".join(f'{n} = {{ {u}, article = "9" }}' for n, u in {**UNITS, **changed}.items())
    head = 'title="T"\nsource="S"\nstatus="in_force"\nvalid_from=2024-07-15\ncriteria_needed=2\n'
    return f"{head}[above]\n{rows}"


def test_every_threshold_is_read_in_its_unit() -> None:
    above = parse_thresholds(pack()).above
    assert (above.clients_share.percent, above.costs.cents, above.duration.hours) == (10, 7, 24)


@pytest.mark.parametrize(
    "changed",
    [{"duration": "percent = 24"}, {"costs": "cents = 7, number = 7"}, {"downtime": "hours = 0"}],
)
def test_a_threshold_in_another_unit_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        parse_thresholds(pack(**changed))
