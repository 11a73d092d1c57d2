from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.desk.case import Case
from endigue.desk.eradicating import Site, site
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.triage import (
    Read,
    Resources,
    ending,
    issue_labels,
    labels_of,
    line_problem,
    pass_station,
    reads_in,
    rehearse,
    tally_of,
    workstations,
)
from endigue.eradication.checks import Checks
from endigue.eradication.line.labels import qr_text, written
from endigue.organisation.model import Organisation
from endigue.organisation.shifts import parse_shifts
from endigue.readers.checks import load_checks

CHECKS = Checks({one.id: one for one in load_checks()})
HASH = "ab" * 32


def here(case: Case, ledger: Ledger, organisation: Organisation) -> Site:
    return site(ledger, organisation, CHECKS, case.clock())


def labelled(case: Case, organisation: Organisation) -> Ledger:
    ledger = case.ledger()
    return issue_labels(case, ledger, here(case, ledger, organisation), workstations(organisation))


def test_the_line_is_for_machines_of_the_tier_of_workstations(organisation: Organisation) -> None:
    assert workstations(organisation) == ("pc-1", "srv-1")


def test_labels_are_issued_once(case: Case, organisation: Organisation) -> None:
    ledger = labelled(case, organisation)
    again = issue_labels(case, ledger, here(case, ledger, organisation), ["srv-1", "pc-1"])
    assert again.head == ledger.head
    assert labels_of(ledger).number_of == {"pc-1": 1, "srv-1": 2}


def test_a_scanner_writes_a_code_a_line() -> None:
    text = f"{qr_text(1)}\n\n PC-000002-5 ; 3 ; {HASH}\r\nPC-000003-3;0\n"
    assert reads_in(text) == (
        Read(qr_text(1)), Read("PC-000002-5", 3, HASH), Read("PC-000003-3"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a;x", "not_a_read"),
        ("ok\na;1;2;3", "not_a_read"),
        ("a;-1", "not_a_read"),
        ("a;" + "9" * 5000, "not_a_read"),
        ("a;1;z", "bad_hash"),
    ],
)
def test_a_line_that_is_none_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        reads_in(text)


@given(st.text(alphabet="PC-0123456789;\n ax\u00b2", max_size=60) | st.text(max_size=60))
def test_whatever_a_scanner_writes_is_read_or_refused(text: str) -> None:
    try:
        reads = reads_in(text)
    except Refusal as refused:
        assert refused.code in {"eradication.not_a_read", "eradication.bad_hash"}
    else:
        assert len(reads) <= len(text.splitlines())
        assert all(read.hits >= 0 for read in reads)


def test_each_code_is_for_itself(case: Case, organisation: Organisation) -> None:
    ledger = labelled(case, organisation)

    def at_station(station, reads, person="Bob"):
        now = here(case, ledger, organisation)
        return pass_station(case, ledger, now, organisation, station, reads, person)

    came = at_station("in", [Read(written(1)), Read("PC-000009-1"), Read("srv-1")])
    assert came.passed == ("pc-1", "srv-1")
    assert [one.code for one in came.refused] == ["eradication.no_such_label"]
    ledger = came.ledger
    scanned = at_station("scan", [Read(written(1), 2, HASH), Read(qr_text(2))])
    assert scanned.passed == ("pc-1", "srv-1")
    ledger = scanned.ledger
    cleared = at_station("clear", [Read(written(1)), Read(written(2))])
    assert cleared.passed == ("srv-1",)
    assert [one.code for one in cleared.refused] == ["eradication.not_scanned"]
    ledger = cleared.ledger
    found = tally_of(here(case, ledger, organisation))
    assert found.place == {"pc-1": "to_reimage", "srv-1": "to_hand_out"}
    ledger = at_station("reimage", [Read(written(1))], "Ana").ledger
    assert at_station("clear", [Read(written(1))]).passed == ()
    with pytest.raises(Refusal, match="nobody"):
        at_station("in", [Read(written(1))], " ")


def test_the_end_is_told_by_the_clock_with_its_band(case: Case, organisation: Organisation) -> None:
    ledger = labelled(case, organisation)
    counted = tally_of(here(case, ledger, organisation))
    friday = case.clock().astimezone(ZoneInfo("Europe/Paris"))
    shifts = parse_shifts("mon-fri 08:00-18:00")
    end = ending(counted, Resources(), shifts, friday, 1)
    assert friday < end.p10 <= end.p50 <= end.p90
    # It is Friday night: the line opens on Monday.
    assert (end.p50.date() - friday.date()).days == 3
    with pytest.raises(Refusal, match="line_never_ends"):
        ending(counted, Resources(arrivals_per_hour=0.0), shifts, friday, 1)


def test_what_the_line_has_done_is_compared_with_its_figures(
    case: Case, organisation: Organisation
) -> None:
    ledger = labelled(case, organisation)
    problem = line_problem(tally_of(here(case, ledger, organisation)), Resources(), 10.0)
    assert problem.to_come == 2
    # Six benches of twelve minutes could scan thirty in an hour; forty come.
    assert problem.scans_expected == pytest.approx(300)
    later = here(case, ledger, organisation)._replace(at=case.clock() + timedelta(hours=1))
    with pytest.raises(Refusal, match="still_to_come"):
        pass_station(case, ledger, later, organisation, "in", [Read(written(1))], "Bob")


def test_a_rehearsal_says_what_one_bench_more_would_bring() -> None:
    monday = datetime(2021, 2, 8, 8, 0, tzinfo=ZoneInfo("Europe/Paris"))
    always = parse_shifts("24/7")
    starved = Resources(arrivals_per_hour=1000.0, scan_benches=1, image_benches=9, desks=9)
    found = rehearse(100, starved, always, monday, 1, share=0.0)
    # A hundred scans of twelve minutes take twenty hours on one bench, ten on two.
    assert found.ending.forecast.quantile(0.5) == pytest.approx(20, rel=0.3)
    first = found.gains[0]
    assert (first.more, first.amount) == ("scan", 1.0)
    middle = found.ending.forecast.quantile(0.5)
    assert first.open_hours == pytest.approx(middle / 2, rel=0.1)
    assert all(abs(gain.open_hours) < 0.1 * middle for gain in found.gains[1:])
    with pytest.raises(Refusal, match="line_never_ends"):
        rehearse(100, Resources(arrivals_per_hour=0.0), always, monday, 1)


def test_a_batch_of_scans_keeps_the_report_of_each(case: Case, organisation: Organisation) -> None:
    ledger = labelled(case, organisation)
    other = "cd" * 32
    reads = [Read(written(1), 1, HASH), Read(written(2), 1, other), Read(written(2), 0)]
    now = here(case, ledger, organisation)
    passed = pass_station(case, ledger, now, organisation, "scan", reads, "Bob")
    assert passed.passed == ("pc-1", "srv-1") and passed.refused == ()
    board = here(case, passed.ledger, organisation).board()
    assert board.of("pc-1").evidence == (HASH,)
    assert board.of("srv-1").evidence == (other,)
    assert board.of("srv-1").held, "a scan without a hit does not undo one with"
