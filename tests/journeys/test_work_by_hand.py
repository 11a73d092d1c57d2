"""Three devices write three thousand records in a week without the information system. They are
merged twice by USB key; one device is lost and found; one sheet is keyed twice with a difference;
twelve sheets are missing. Nothing is lost and nothing counts twice.
"""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

from endigue.continuity.handwork.serials import serial

ISSUED = 1200
"""Sheets that each of the desks was given."""

USED = 1000

HEADER = ["serial", "member", "person", "care_date", "care", "spent", "amount", "means"]


def batch(path: Path, numbers: list[int], change: dict[int, str] | None = None) -> int:
    """Write claim slips as they were keyed; the sum of their amounts, in cents."""
    total = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, delimiter=";")
        rows.writerow(
            ["serial", "member", "person", "care_date", "care", "spent", "amount", "means"]
        )
        for number in numbers:
            cents = 1000 + 7 * number
            amount = (change or {}).get(number, f"{cents / 100:.2f}".replace(".", ","))
            total += cents
            who = f"{10_000_000 + number}"
            slip = [serial("CS", number), who, "Anne Essai", "08/02/2021", "pharmacy", "900"]
            rows.writerow([*slip, amount, "later"])
    return total


def test_three_devices_three_thousand_records(endigue: Callable, tmp_path: Path) -> None:
    case, key = tmp_path / "case", tmp_path / "usb"
    devices = [tmp_path / f"laptop-{place}" for place in range(3)]
    ranges = []
    for place in range(3):
        said = endigue(
            "continuity", "forms", "issue", case, "--form", "claim-slip",
            "--desk", f"Desk {place}", "--count", ISSUED,
        )  # fmt: skip
        assert said.code == 0, said.err
        ranges.append(range(place * ISSUED + 1, (place + 1) * ISSUED + 1))
    missing = [17, 18, 19, 500, 1200 + 3, 1200 + 4, 1200 + 900, 2400 + 1, 2400 + 2, 2400 + 3]
    missing += [2400 + 77, 2400 + 999]
    amount = 0
    for place, numbers in enumerate(ranges):
        used = [number for number in list(numbers)[:USED] if number not in missing]
        for keying, author in enumerate(("Keyer A", "Keyer B")):
            change = {used[4]: "99,99"} if place == 1 and keying else None
            file = tmp_path / f"batch-{place}-{keying}.csv"
            total = batch(file, used, change)
            # The first keying on the desk's device; the second on the next one.
            said = endigue(
                "continuity", "enter", devices[(place + keying) % 3], "--file", file,
                "--author", author, "--count", len(used), "--device", f"laptop {place}",
            )  # fmt: skip
            assert said.code == 0, said.err
        amount += total
        first, last = numbers[USED], numbers[-1]
        said = endigue(
            "continuity", "forms", "return", case, serial("CS", first), serial("CS", last),
            "--how", "blank", "--reason", "Not used",
        )  # fmt: skip
        assert said.code == 0, said.err

    # The first key carries two devices: the third cannot be found.
    key.mkdir()
    for place in (0, 1):
        said = endigue("journal", "export", devices[place], "--out", key / f"{place}.jsonl")
        assert said.code == 0, said.err
    first = endigue("continuity", "merge", case, key, "--json").json
    assert len(first["new_chains"]) == 2
    # Only what both keyers keyed on these two is entered: the sheets of desk 0.
    assert first["counts"]["sheets"]["entered"] == USED - 4
    assert first["counts"]["sheets"]["missing"] == 12
    assert first["counts"]["sheets"]["keyed_once"] == 2 * USED - 8

    # The third is found, and the second key carries it as a whole folder, with the others again.
    shutil.copytree(devices[2], key / "laptop-2")
    second = endigue("continuity", "merge", case, key, "--json").json
    assert second["new_chains"] == [str(Path("laptop-2") / "journal.db")]
    counts = second["counts"]
    assert counts["issued"] == 3 * ISSUED
    assert counts["records"] == 2 * (3 * USED - 12)
    expected = {"entered": 3 * USED - 13, "conflict": 1, "blank": 3 * (ISSUED - USED)}
    assert {name: count for name, count in counts["sheets"].items() if count} == {
        **expected,
        "missing": 12,
    }
    disputed = 1000 + 7 * [n for n in ranges[1] if n not in missing][4]
    assert counts["amount"] == amount - disputed

    # The twelve are named, with their desks; so is the conflict.
    named = endigue("continuity", "forms", "missing", case, "--json").json["missing"]
    assert [one["serial"] for one in named] == [serial("CS", number) for number in missing]
    assert [one["desk"] for one in named] == ["Desk 0"] * 4 + ["Desk 1"] * 3 + ["Desk 2"] * 5
    answer = endigue("continuity", "records", case, "--state", "conflict", "--json").json
    (conflict,) = answer["sheets"]
    assert (conflict["why"], conflict["fields"]) == ("keyings_differ", ["amount"])
    assert sorted(one["amount"] for one in conflict["values"]) == sorted([9999, disputed])

    # The same again changes nothing, not even the logbook.
    before = endigue("journal", "verify", case, "--json").json
    again = endigue("continuity", "merge", case, key, "--json").json
    assert (again["new_chains"], again["new_entries"]) == ([], 0)
    assert endigue("journal", "verify", case, "--json").json == before
    assert before["ok"]

    # A person looks at the sheet and decides; then all of it balances.
    said = endigue(
        "continuity", "enter", case, "--serial", conflict["serial"], "--author", "Head of desk",
        "--correct", "Looked at the sheet: 99.99 is a slip", "member=10001205",
        "person=Anne Essai", "care_date=2021-02-08", "care=pharmacy", "spent=900",
        f"amount={disputed / 100:.2f}", "means=later",
    )  # fmt: skip
    assert said.code == 0, said.err
    settled = endigue("continuity", "records", case, "--json").json["counts"]
    assert settled["amount"] == amount
    assert settled["sheets"]["conflict"] == 0
    assert settled["records"] == settled["counted"] + settled["confirming"] + 2
