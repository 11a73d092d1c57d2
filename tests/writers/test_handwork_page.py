import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import sleep

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endigue.continuity.handwork.checks import tidy
from endigue.continuity.handwork.facts import FormsIssued
from endigue.continuity.handwork.serials import serial
from endigue.desk.handwork_ports import DeskPage
from endigue.journal.canonical import canonical
from endigue.journal.merkle import root
from endigue.kernel.uuid7 import is_uuid7
from endigue.readers.forms import load_forms
from endigue.writers.handwork_page import handwork_page

CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "handwork_cases.json").read_text(encoding="utf-8")
)
CLAIM = {
    "member": "1234 5678", "person": "Léa d'Été", "care_date": "8/2/2021", "care": "pharmacy",
    "spent": "50", "amount": "42,50", "means": "later",
}  # fmt: skip


def a_page(name: str = "p", desk: str = "Claims </script><b>2") -> bytes:
    forms = load_forms()
    chosen = (forms["claim-slip"], forms["call-sheet"])
    ranges = (FormsIssued("claim-slip", 1, desk, 101, 103),)
    return handwork_page(DeskPage(name, "Mutual <x>", desk, chosen, ranges), "en")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "claims 2.html"
    file.write_bytes(a_page())
    return file


def begin(browser: object, author: str = "Anne Essai") -> None:
    browser.run(f"$('device').value = 'laptop 7'; $('author').value = {json.dumps(author)}")
    browser.run("$('begin').click()")
    assert browser.run("$('work').hidden") is False


def fill(browser: object, **changes: str) -> None:
    for name, text in {**CLAIM, **changes}.items():
        browser.run(
            f"$('f-{name}').value = {json.dumps(text)};"
            f"$('f-{name}').dispatchEvent(new Event('input', {{bubbles: true}}))"
        )


def save(browser: object) -> str:
    browser.run("$('save').click()")
    return str(browser.run("$('status').textContent"))


def exported(browser: object, folder: Path) -> Path:
    before = set(folder.glob("*.jsonl"))
    browser.run("$('export').click()")
    for _ in range(600):
        new = set(folder.glob("*.jsonl")) - before
        if new and not list(folder.glob("*.crdownload")):
            (file,) = new
            if file.read_bytes().endswith(b'"}\n'):
                return file
        browser.run("1")
        sleep(0.01)
    raise AssertionError("nothing was downloaded")


def test_no_word_of_a_form_or_a_desk_is_read_as_markup() -> None:
    text = a_page().decode()
    assert text.count("</script>") == 2
    assert "<b>2" not in text
    assert "Mutual &lt;x&gt;" in text
    assert "://" not in text.replace("http-equiv", "")


def test_what_is_entered_survives_a_reload_and_its_export_merges(
    browser: object, page: Path, endigue: Callable, tmp_path: Path
) -> None:
    browser.go(page)
    begin(browser)
    fill(browser)
    assert save(browser) == f"{serial('CS', 101)} is entered."
    # Of the next sheet everything is wrong that can be; nothing is entered, the first is shown.
    fill(browser, member="1", amount="4.555", care_date="30/02/2021")
    save(browser)
    assert browser.run("document.activeElement.id") == "f-member"
    assert browser.run("document.querySelectorAll('[aria-invalid=true]').length") == 3
    # The same person, date and amount on another sheet is asked about first.
    fill(browser)
    assert "Are these really two?" in save(browser)
    assert save(browser) == f"{serial('CS', 102)} is entered."

    browser.go(page)
    assert browser.run("$('records').rows.length") == 2
    begin(browser, "Bruno Essai")
    browser.run("$('records').rows[0].querySelector('button').click()")
    fill(browser, amount="24,50")
    browser.run("$('reason').value = 'Two digits were swapped'")
    assert save(browser) == f"{serial('CS', 102)} is entered."
    assert "Records: 3. Not exported yet: 4." in browser.run("$('count').textContent")
    file = exported(browser, tmp_path)
    assert "Not exported yet: 0." in browser.run("$('count').textContent")
    assert [url for url in browser.requests if not url.startswith(("file:", "blob:"))] == []

    key, case = tmp_path / "key", tmp_path / "case"
    key.mkdir()
    file.rename(key / file.name)
    for count in ("100", "3"):
        words = ("--form", "CS", "--desk", "Claims 2", "--count", count)
        assert endigue("continuity", "forms", "issue", case, *words).code == 0
    merged = endigue("continuity", "merge", case, key, "--json")
    assert merged.code == 0, merged.err
    counts = merged.json["counts"]
    assert (counts["sheets"]["entered"], counts["amount"]) == (2, 4250 + 2450)
    assert (counts["records"], counts["corrected"]) == (3, 1)
    sheets = endigue("continuity", "records", case, "--state", "entered", "--json").json["sheets"]
    assert sheets[0]["values"] == [
        {
            "member": "12345678", "person": "Léa d'Été", "care_date": "2021-02-08",
            "care": "pharmacy", "spent": 5000, "amount": 4250, "means": "later",
        }
    ]  # fmt: skip
    assert is_uuid7(sheets[0]["record"])


def test_it_is_used_with_the_keyboard_alone_and_in_french(browser: object, page: Path) -> None:
    browser.go(page)
    browser.run("document.querySelector('[data-language=fr]').focus()")
    browser.press(" ", 32, text=" ")
    assert browser.run("document.documentElement.lang") == "fr"
    browser.run("$('device').focus()")
    browser.type("portable 7")
    browser.press("Tab", 9)
    browser.type("Anne Essai")
    browser.press("Enter", 13, text="\r")
    assert browser.run("document.activeElement.id") == "f-member"
    for text in ("12345678", "Anne Essai", "08/02/2021"):
        browser.type(text)
        browser.press("Tab", 9)
    for letter in "ph":
        browser.press(letter, ord(letter.upper()), text=letter)
    browser.press("Tab", 9)
    for text in ("50", "42,50"):
        browser.type(text)
        browser.press("Tab", 9)
    browser.press("c", 67, text="c")
    browser.press("Tab", 9)
    browser.press("Enter", 13, text="\r")
    assert browser.run("$('status').textContent") == f"{serial('CS', 101)} est enregistrée."


def test_a_language_can_be_changed_without_losing_what_was_typed(
    browser: object, page: Path
) -> None:
    browser.go(page)
    begin(browser)
    fill(browser)
    browser.run("document.querySelector('[data-language=fr]').click()")
    assert browser.run("$('f-amount').value") == "42,50"
    assert save(browser) == f"{serial('CS', 101)} est enregistrée."


def test_a_sheet_of_paper_is_keyed_under_its_own_serial(
    browser: object, page: Path, tmp_path: Path
) -> None:
    browser.go(page)
    begin(browser)
    browser.run(f"$('serial').value = {json.dumps(serial('CS', 7))}")
    fill(browser)
    save(browser)
    browser.run("$('serial').value = 'CS-000008-1'")
    fill(browser, amount="1")
    save(browser)
    assert browser.run("document.activeElement.id") == "serial"
    lines = exported(browser, tmp_path).read_text(encoding="utf-8").splitlines()
    records = [json.loads(line)["body"] for line in lines[1:-1]]
    assert [(one["serial"], one["medium"]) for one in records] == [(7, "paper")]


def test_an_entry_that_was_changed_in_the_browser_is_seen_at_the_next_opening(
    browser: object, page: Path
) -> None:
    browser.go(page)
    begin(browser)
    fill(browser)
    save(browser)
    browser.run("localStorage.setItem(KEY, localStorage.getItem(KEY).replace('4250', '9250'))")
    browser.go(page)
    assert "from entry 2 on" in browser.run("$('status').textContent")
    assert browser.run("$('start').hidden && $('work').hidden") is True


def test_what_the_browser_cannot_keep_is_never_said_to_be_entered(
    browser: object, page: Path
) -> None:
    browser.go(page)
    begin(browser)
    fill(browser)
    browser.run("Storage.prototype.setItem = function () { throw new Error('full') }")
    assert save(browser).startswith("NOT ENTERED")
    assert browser.run("records().length") == 0
    assert browser.run("$('f-amount').value") == "42,50"


def test_the_page_checks_as_the_command_line_does(browser: object, page: Path) -> None:
    browser.go(page)
    for case in CASES:
        script = f"check({json.dumps(case['field'])}, {json.dumps(case['text'])})"
        found = browser.run(script)
        expected = case.get("problem", "").removeprefix("continuity.entry_")
        assert found.get("problem", "") == expected, case
        assert found.get("value") == case.get("value"), case


def test_hashes_serials_and_texts_are_those_of_the_journal(browser: object, page: Path) -> None:
    browser.go(page)
    for length in (*range(130), 1000):
        text = "aé€😀"[length % 4] * length
        assert browser.run(f"hashOf({json.dumps(text)})") == sha256(text.encode()).hexdigest()
    hashes = [sha256(bytes([n])).hexdigest() for n in range(9)]
    for count in range(10):
        expected = root([bytes.fromhex(one) for one in hashes[:count]]).hex()
        assert browser.run(f"merkleRoot({json.dumps(hashes[:count])})") == expected
    for number in (1, 9, 123, 99_999, 999_999):
        assert browser.run(f"serialOf('CS', {number})") == serial("CS", number)
        assert browser.run(f"parseSerial('CS', '{serial('CS', number).lower()}')") == number


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(max_size=20), max_size=30))
def test_any_text_is_tidied_and_written_as_the_journal_does(
    browser: object, page: Path, texts: list[str]
) -> None:
    if not browser.run("typeof tidy === 'function'"):
        browser.go(page)
    script = f"{json.dumps(texts)}.map(tidy)"
    tidied = browser.run(script)
    assert tidied == [tidy(text) for text in texts]
    written = browser.run(f"canonical({json.dumps({'b': texts, 'a': {'z': True, 'y': -1}})})")
    assert written == canonical({"b": texts, "a": {"z": True, "y": -1}})


def test_the_forms_in_the_page_are_those_that_were_given(browser: object, page: Path) -> None:
    browser.go(page)
    given = browser.run("GIVEN.forms")
    assert given[0] == json.loads(msgspec.json.encode(load_forms()["claim-slip"]))
