"""`endigue eradication` on a small case, from suspect to reconnected."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

FOLDER = {
    "organisation.toml": 'name = "Tiny"\ncurrency = "EUR"\ntime_zone = "Europe/Paris"\n'
    'language = "en"\n',
    "zones.csv": "id,name,entity,tier\ncore,Core,,0\nservers,Servers,,1\ndesks,Desks,,2\n",
    "assets.csv": "id,name,kind,zone\ndc-1,DC-1,machine,core\nesx-1,ESX-1,machine,core\n"
    "phones,PHONES,machine,servers\npc-1,PC-1,machine,desks\npc-2,PC-2,machine,desks\n"
    "dom,DOM,directory,\nadm-1,adm-1,account,\n",
    "links.csv": "source,target,kind,port,flow\ndc-1,dom,DCFor,0,\nesx-1,dc-1,Hosts,0,\n"
    "adm-1,dom,DCSync,0,\ndom,adm-1,Contains,0,\npc-1,phones,NetworkReach,445,\n",
    "levers.csv": "id,kind,target,minutes,crew,reversible\n"
    "isolate-pc-1,isolate_host,pc-1,5,it,true\n"
    "isolate-phones,isolate_host,phones,10,it,true\n",
    "crews.csv": "id,skill,people,hours,hourly_rate\nit,system,2,24/7,60\nlab,forensic,1,24/7,90\n"
    "net,network,1,24/7,60\n",
    "operations.toml": """
[[operation]]
id = "telephone"
name = { fr = "Téléphone", en = "Telephone" }
entity = ""
needs = "phones"
value_per_hour = 100
arrivals_per_hour = 10
rto_hours = 4
mtpd_hours = 24
""",
}
CHECKS = ("scan", "hunt", "persistence", "patches", "secrets")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "org"
    there.mkdir()
    for name, text in FOLDER.items():
        (there / name).write_text(text, encoding="utf-8")
    return there


@pytest.fixture
def case(endigue: Callable, folder: Path, tmp_path: Path) -> Path:
    there = tmp_path / "case"
    said = endigue("restoration", "declare", there, folder, "--down", "phones,pc-1", "--json")
    assert said.code == 0, said.err
    return there


@pytest.fixture
def do(endigue: Callable, case: Path) -> Callable:
    def run(verb: str, *words: object, code: int = 0, **options: str):
        said = endigue("eradication", verb, case, *words, "--json", **options)
        assert said.code == code, said.err or said.out
        return said

    return run


def verified(do: Callable, assets: str, *at: str) -> None:
    for check in CHECKS:
        do("check", assets, check, "--person", "C. Leroy", *at)
    do("verify", assets, "--person", "C. Leroy", *at)


def test_a_machine_goes_from_suspect_to_reconnected_and_relapses(
    do: Callable, tmp_path: Path
) -> None:
    do("state", "pc-1", "--set", "compromised", "--why", "beacon seen")
    refused = do("clean", "pc-1", "--person", "B. Petit", code=2)
    assert "no evidence" in refused.err and refused.err.count("\n") == 1
    image = tmp_path / "disk.raw"
    image.write_bytes(b"everything that was on it")
    do("evidence", "pc-1", image, "--holder", "A. Martin", "--place", "safe")
    digest = sha256(image.read_bytes()).hexdigest()
    given = do("custody", digest, "--from", "A. Martin", "--to", "Police", "--compare", image)
    assert given.json["holder"] == "Police" and given.json["sound"] and given.json["same"]
    do("clean", "pc-1", "--person", "B. Petit")
    do("clean", "pc-1", "--person", "B. Petit", "--done")
    assert "second person" in do("check", "pc-1", "scan", "--person", "b.petit", code=2).err
    for check in (*CHECKS, "media"):
        do("check", "pc-1", check, "--person", "C. Leroy")
    assert "second person" in do("verify", "pc-1", "--person", "B. Petit", code=2).err
    do("verify", "pc-1", "--person", "C. Leroy")
    assert "2 things" in do("reconnect", "pc-1", "--person", "D. Roux", code=2).err
    verified(do, "dc-1,esx-1")
    assert do("reconnect", "esx-1,dc-1,pc-1", "--person", "D. Roux").json["assets"] == {
        "esx-1": "reconnected", "dc-1": "reconnected", "pc-1": "reconnected",
    }  # fmt: skip
    fell = do("fallback", "esx-1", "--why", "beacon at 03:10").json
    assert fell["assets"] == {"esx-1": "compromised"}
    assert fell["behind"] == ["dc-1", "pc-1"]
    board = do("state").json
    assert board["count"]["reconnected"] == 0
    assert board["fallbacks"][0]["behind"] == ["dc-1", "pc-1"]


def test_the_board_speaks_both_languages(endigue: Callable, do: Callable, case: Path) -> None:
    do("state", "pc-1", "--set", "compromised", "--why", "balise")
    english = endigue("eradication", "state", case)
    french = endigue("eradication", "state", case, lang="fr_FR.UTF-8")
    assert "compromised" in english.out and "compromis" in french.out
    assert "Contrôles" in french.out


def test_the_core_is_ticked_in_order_and_printed(do: Callable, tmp_path: Path) -> None:
    paper = tmp_path / "core.pdf"
    before = do("core", "--out", paper).json
    steps = [one["step"]["id"] for one in before["steps"]]
    assert steps[:2] == ["machine:esx-1", "machine:dc-1"] and before["done"] == 0
    assert paper.read_bytes().startswith(b"%PDF")
    early = do("core", "--done", "krbtgt-1:dom", "--person", "E. Blanc", code=2)
    assert "waits for" in early.err
    verified(do, "dc-1,esx-1")
    for step in steps[2 : steps.index("krbtgt-2:dom")]:
        do("core", "--done", step, "--person", "E. Blanc")
    soon = do("core", "--done", "krbtgt-2:dom", "--person", "E. Blanc", code=2)
    assert "10.0 h" in soon.err or "10 h" in soon.err
    again = do("core", "--reopen", steps[2], "--why", "a way was missed").json
    assert again["done"] == 3, "the two machines, and DSRM, which waits for its controller alone"


def test_the_line_reads_codes_from_standard_input(
    do: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from io import StringIO

    sheets = tmp_path / "labels.pdf"
    labels = do("labels", "--out", sheets).json["labels"]
    assert set(labels) == {"pc-1", "pc-2"} and sheets.read_bytes().startswith(b"%PDF")
    codes = "\n".join(f"endigue:1:triage:{code}" for code in labels.values())
    monkeypatch.setattr("sys.stdin", StringIO(codes + "\nPC-000009-1\n"))
    came = do("pass", "in", "--from", "-", "--person", "F. Noir").json
    assert came["passed"] == ["pc-1", "pc-2"] and len(came["refused"]) == 1
    scans = tmp_path / "scans.txt"
    scans.write_text(f"{labels['pc-1']};2;{'ab' * 32}\n{labels['pc-2']}\n", "utf-8")
    do("pass", "scan", "--from", scans, "--person", "F. Noir")
    cleared = do("pass", "clear", labels["pc-2"], "--person", "G. Brun").json
    assert cleared["passed"] == ["pc-2"]
    do("pass", "reimage", labels["pc-1"], "--person", "H. Vert")
    assert "no scan" in do("pass", "clear", labels["pc-1"], "--person", "G. Brun", code=2).err
    out = tmp_path / "line"
    found = do("line", "--out", out, "--hours", "24/7").json
    assert found["at"]["to_hand_out"] == 1 and found["at"]["to_scan"] == 1
    assert (found["scanned"], found["infected"]) == (2, 1)
    assert found["ends"]["p10"] <= found["ends"]["p50"] <= found["ends"]["p90"]
    assert {path.name for path in out.iterdir()} == {
        "line_hours.svg", "line_ending.svg", "line_hours.csv", "line_machines.csv",
    }  # fmt: skip


def test_what_is_lifted_is_what_opens_no_way(do: Callable) -> None:
    do("state", "pc-1", "--set", "compromised", "--why", "beacon")
    pulled = ("--pulled", "isolate-pc-1,isolate-phones")
    assert do("lift", *pulled).json["lifts"] == []
    verified(do, "dc-1,esx-1,phones")
    plan = do("lift", *pulled).json
    assert [one["lever"] for one in plan["lifts"]] == ["isolate-phones"]
    assert plan["lifts"][0]["gives_back"] == ["telephone"]
    assert plan["kept"][0]["because"] == "unverified" and plan["proven"]
    assert "No plan was approved" in do("lift", code=2).err


def test_checks_of_the_organisation_are_added(do: Callable, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[check]]\nid = "boot"\nkinds = ["machine"]\nname = { fr = "x", en = "Boot" }\n'
        'since = 2020-01-01\nsource = "ours"\n',
        "utf-8",
    )
    assert do("checks", "--add", own).json["checks"][-1]["id"] == "boot"
    do("state", "pc-1", "--set", "suspected", "--why", "x")
    assert "boot" in do("state", "pc-1").json["assets"][0]["lacking"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("begin",), "no plan of containment"),
        (("state", "pc-1", "--set", "lost"), "Say why"),
        (("state", "", "--set", "lost", "--why", "x"), "No asset"),
        (("evidence", "pc-1"), "Nothing was taken"),
        (("evidence", "pc-1,pc-2", "--sha256", "ab" * 32), "one asset at a time"),
        (("evidence", "pc-1", "--sha256", "zz"), "no SHA-256"),
        (("custody", "ab" * 32, "--from", "A", "--to", "B"), "No evidence"),
        (("check", "pc-1", "x-ray", "--person", "C"), "There is no check"),
        (("core", "--done", "nothing", "--person", "E"), "There is no step"),
        (("labels", "--out", "x.pdf", "--zone", "nowhere"), "There is no zone"),
        (("pass", "in", "--person", "F"), "No code was read"),
        (("pass", "in", "nonsense", "--person", "F"), "no label"),
        (("line", "--hours", "never"), "calendar"),
        (("state", "--at", "2999-01-01T00:00:00Z", "pc-1", "--set", "lost", "--why", "x"),
         "still to come"),
    ],
)  # fmt: skip
def test_what_the_user_gave_wrong_is_one_sentence(
    do: Callable, words: tuple[str, ...], said: str
) -> None:
    refused = do(*words, code=2)
    assert said in refused.err and refused.err.count("\n") == 1


def test_a_case_without_organisation_says_so(endigue: Callable, tmp_path: Path) -> None:
    assert endigue("eradication", "state", tmp_path / "none").code in {2, 3}


def test_the_restoration_keeps_to_the_gates(endigue: Callable, do: Callable, case: Path) -> None:
    do("state", "phones", "--set", "compromised", "--why", "beacon")
    words = ("restoration", "start", case, "phones", "preserve", "--crew", "lab")
    assert endigue(*words).code == 0
    assert endigue("restoration", "done", case, "phones", "preserve", "--hours", 1).code == 0
    refused = endigue("restoration", "start", case, "phones", "rebuild", "--crew", "it")
    assert refused.code == 2 and "no evidence" in refused.err


def test_in_peace_time_the_line_is_rehearsed_from_a_folder(endigue: Callable, folder: Path) -> None:
    words = ("eradication", "rehearse", folder, "--machines", 500, "--hours", "24/7")
    said = endigue(*words, "--json")
    assert said.code == 0, said.err
    assert said.json["machines"] == 500
    assert {gain["more"] for gain in said.json["gains"]} == {"arrivals", "scan", "image", "desk"}
    assert said.json["core_machines"] == 2 < said.json["core_steps"]
    assert "bancs d’analyse" in endigue(*words, lang="fr_FR.UTF-8").out
    assert endigue("eradication", "rehearse", folder, "--json").json["machines"] == 2


def test_what_was_seen_since_a_verification_is_shown(
    endigue: Callable, do: Callable, case: Path, folder: Path, tmp_path: Path
) -> None:
    assert do("relapses").json == {"seen_again": []}
    verified(do, "dc-1,esx-1,pc-1", "--at", "2021-02-05T08:00:00Z")
    findings = tmp_path / "edr.csv"
    findings.write_text("host,time,kind\npc-1,2021-02-05T20:00:00Z,ransom_note\n", "utf-8")
    read = endigue("respond", folder, findings, "--case", case, "--seconds", 1)
    assert read.code == 0, read.err
    (again,) = do("relapses").json["seen_again"]
    assert again["asset"] == "pc-1" and again["probability"] > 0.5
    assert "fallback" in endigue("eradication", "relapses", case).out


def test_a_board_begins_with_what_the_containment_calls_infected(
    endigue: Callable, folder: Path, tmp_path: Path
) -> None:
    findings, case = tmp_path / "edr.csv", tmp_path / "crisis"
    findings.write_text("host,time,kind\npc-1,2021-02-05T20:00:00Z,ransom_note\n", "utf-8")
    told = endigue("respond", folder, findings, "--case", case, "--seconds", 1)
    assert told.code == 0, told.err
    begun = endigue("eradication", "begin", case, "--json")
    assert begun.code == 0, begun.err
    assert begun.json["assets"]["pc-1"] == "compromised"
    again = endigue("eradication", "begin", case, "--json")
    assert again.json["entries"] == begun.json["entries"], "it is taken over once"
