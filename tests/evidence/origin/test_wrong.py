from datetime import UTC, datetime

import pytest

from endigue.evidence.messages.bad import Bad
from endigue.evidence.origin.wrong import Brought, wrongs
from endigue.evidence.tracing.records import Activity

NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)
BROUGHT = Brought(
    frozenset({"tool.exe", "slip.js", "paper.pdf"}),
    Bad(hosts=frozenset({"evil.example"}), files=frozenset({"f"})),
)


def process(image: str, command: str = "", parent: str = "explorer.exe", sha: str = "") -> Activity:
    return Activity(
        "process", NOON, "ws", image=f"C:\\x\\{image}", command=command,
        parent_image=f"C:\\y\\{parent}", sha256=sha,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("activity", "code"),
    [
        (process("tool.exe"), "payload_ran"),
        (process("wscript.exe", 'wscript "C:\\Users\\a\\Downloads\\Slip.js"'), "payload_ran"),
        (process("any.exe", sha="f"), "bad_file_ran"),
        (process("powershell.exe", parent="WINWORD.EXE"), "script_from_document"),
        (process("cmd.exe", "cmd /c vssadmin  delete shadows /all"), "recovery_deleted"),
        (process("powershell.exe", "powershell -enc " + "QUJD" * 20), "encoded_command"),
        (process("cmd.exe", "cmd /c whoami", parent="WmiPrvSE.exe"), "remote_execution"),
        (Activity("lookup", NOON, "ws", image="x\\a.exe", target="a.evil.example"),
         "called_bad_host"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_code(activity: Activity, code: str) -> None:
    assert [each.code for each in wrongs([activity], BROUGHT)] == [code]


@pytest.mark.parametrize(
    "activity",
    [
        process("chrome.exe"),
        process("acrord32.exe", 'acrord32.exe "C:\\Users\\a\\Downloads\\paper.pdf"'),
        process("cmd.exe", "cmd /c dir"),
        Activity("lookup", NOON, "ws", image="x\\chrome.exe", target="evil.example"),
    ],
)
def test_what_people_s_programs_do_is_not_wrong(activity: Activity) -> None:
    assert wrongs([activity], BROUGHT) == ()
