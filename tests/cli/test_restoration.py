"""`endigue restoration`, from a folder and on a case."""

from collections.abc import Callable
from pathlib import Path

import pytest

TINY = {
    "organisation.toml": 'name = "Tiny"\ncurrency = "EUR"\ntime_zone = "Europe/Paris"\n'
    'language = "en"\n',
    "zones.csv": "id,name,entity,tier\ncore,Core,,0\nservers,Servers,,1\n",
    "assets.csv": "id,name,kind,zone,rebuild_hours,restore_gb\n"
    "dc-1,DC-1,machine,core,2,0\nphones,PHONES,machine,servers,4,40\n"
    "claims,CLAIMS,machine,servers,8,80\n",
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

[[operation]]
id = "refunds"
name = { fr = "Remboursements", en = "Refunds" }
entity = ""
needs = "claims"
value_per_hour = 9000
arrivals_per_hour = 10
rto_hours = 4
mtpd_hours = 24
""",
}
DOWN = ("--down", "dc-1,phones,claims")
NOW = "2021-02-05T21:30:00+01:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "org"
    there.mkdir()
    for name, text in TINY.items():
        (there / name).write_text(text, encoding="utf-8")
    return there


@pytest.fixture
def case(endigue: Callable, folder: Path, tmp_path: Path) -> Path:
    there = tmp_path / "case"
    said = endigue("restoration", "declare", there, folder, *DOWN, "--json")
    assert said.code == 0, said.err
    assert said.json["fallen"] == ["dc-1", "phones", "claims"]
    return there


def test_a_plan_has_the_keys_that_others_build_on(endigue: Callable, folder: Path) -> None:
    said = endigue("restoration", "plan", folder, *DOWN, "--seconds", 0, "--now", NOW, "--json")
    assert said.code == 0, said.err
    answer = said.json
    assert {"cost", "bound", "gap", "operations", "tasks"} <= answer.keys()
    assert answer["bound"] <= answer["cost"]
    assert {"id", "p50", "p90"} <= answer["operations"][0].keys()
    assert {"asset", "step", "crew", "start", "end"} <= answer["tasks"][0].keys()
    assert answer["price_of_first"] is None


def test_a_wish_has_a_price_and_a_date(endigue: Callable, folder: Path) -> None:
    crews = folder / "crews.csv"
    crews.write_text(crews.read_text("utf-8").replace("it,system,2", "it,system,1"), "utf-8")
    words = ("restoration", "plan", folder, *DOWN, "--seconds", 0, "--first", "telephone")
    said = endigue(*words, "--json")
    assert said.json["operations"][0]["id"] == "telephone"
    assert said.json["price_of_first"] > 0
    french = endigue(*words, lang="fr_FR.UTF-8")
    assert "Téléphone en premier coûte" in french.out


def test_pictures_and_tables_are_written(endigue: Callable, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = endigue("restoration", "plan", folder, *DOWN, "--seconds", 0, "--out", out)
    assert said.code == 0, said.err
    names = {path.name for path in out.iterdir()}
    assert names == {
        "gantt.svg",
        "operations_back.svg",
        "crew_load.svg",
        "operations.csv",
        "tasks.csv",
        "crews.csv",
    }
    assert (out / "tasks.csv").read_text("utf-8-sig").count("\n") == 1 + 4 + 5 + 5


def test_what_if_says_hours_and_money(endigue: Callable, folder: Path) -> None:
    words = ("restoration", "what-if", folder, *DOWN, "--lend", "forensic=1")
    said = endigue(*words, "--clean", "claims=1", "--json")
    assert said.code == 0, said.err
    lent, cleaned = said.json["gains"]
    assert lent["name"] == "lend forensic 1"
    assert cleaned["hours"]["refunds"] > 0
    assert cleaned["saved"] > 0
    assert lent["work_cost"] > 0 == cleaned["work_cost"]


@pytest.mark.parametrize(
    ("option", "value"), [("--lend", "wizard=1"), ("--lend", "x"), ("--clean", "claims=0")]
)
def test_a_change_that_makes_no_sense_is_refused(
    endigue: Callable, folder: Path, option: str, value: str
) -> None:
    said = endigue("restoration", "what-if", folder, *DOWN, option, value)
    assert said.code == 2
    assert said.err.count("\n") == 1


def test_work_that_is_reported_changes_the_plan_by_name(endigue: Callable, case: Path) -> None:
    plan = endigue("restoration", "replan", case, "--seconds", 0, "--json")
    assert plan.code == 0, plan.err
    assert plan.json["changed"] is None
    for step, crew in (("preserve", "lab"), ("rebuild", "it")):
        begun = endigue("restoration", "start", case, "claims", step, "--crew", crew)
        assert begun.code == 0, begun.err
        done = endigue("restoration", "done", case, "claims", step, "--hours", 1)
        assert done.code == 0, done.err
    failed = endigue(
        "restoration", "fail", case, "claims", "restore", "--hours", 40, "--why", "torn tape"
    )
    assert failed.code == 0, failed.err
    again = endigue("restoration", "replan", case, "--seconds", 0, "--json").json
    codes = {(change["subject"], change["code"]) for change in again["changed"]["changes"]}
    assert ("refunds", "restoration.later") in codes
    assert ("refunds", "restoration.because_failed") in codes
    assert again["changed"]["price"] > 0
    steps = [task["step"] for task in again["tasks"] if task["asset"] == "claims"]
    assert steps == ["restore", "verify", "reconnect"]
    spoken = endigue("restoration", "replan", case, "--seconds", 0, lang="fr_FR.UTF-8")
    assert "Par rapport au plan précédent" in spoken.out


def test_nothing_comes_back_unverified(endigue: Callable, case: Path) -> None:
    said = endigue("restoration", "done", case, "claims", "reconnect")
    assert said.code == 2
    assert "preserve" in said.err
    unknown = endigue("restoration", "start", case, "claims", "polish", "--crew", "it")
    assert unknown.code == 2
    stranger = endigue("restoration", "start", case, "claims", "preserve", "--crew", "elves")
    assert stranger.code == 2
    assert "elves" in stranger.err


def test_fewer_people_make_it_later_and_the_crew_is_named(endigue: Callable, case: Path) -> None:
    endigue("restoration", "replan", case, "--seconds", 0)
    away = endigue("restoration", "people", case, "it", "--why", "ill", "--", "-1")
    assert away.code == 0, away.err
    changed = endigue("restoration", "replan", case, "--seconds", 0, "--json").json["changed"]
    named = [one for one in changed["changes"] if one["code"] == "restoration.because_fewer"]
    assert named
    assert named[0]["arguments"]["crew"] == "it"


def test_gates_open_when_all_is_reconnected(endigue: Callable, case: Path) -> None:
    for asset in ("dc-1", "phones"):
        for step in ("preserve", "rebuild", "restore", "verify", "reconnect"):
            if (asset, step) != ("dc-1", "restore"):
                said = endigue("restoration", "done", case, asset, step)
                assert said.code == 0, said.err
    decided = endigue("restoration", "gate", case, "telephone", "go")
    assert decided.code == 0, decided.err
    safe = endigue("restoration", "safe-date", case, "2021-01-30T00:00:00+01:00")
    assert safe.code == 0, safe.err
    answer = endigue("restoration", "gates", case, "--json").json
    by_name = {gate["operation"]: gate for gate in answer["gates"]}
    assert by_name["telephone"]["ready"] is True
    assert by_name["telephone"]["go"] is True
    assert by_name["refunds"]["ready"] is False
    assert by_name["refunds"]["missing"] == [{"asset": "claims", "core": False, "step": "preserve"}]
    assert answer["safe_before"] is not None


def test_another_way_is_planned(endigue: Callable, case: Path) -> None:
    chosen = endigue("restoration", "instead", case, "claims", "clean", "--hours", 2)
    assert chosen.code == 0, chosen.err
    plan = endigue("restoration", "replan", case, "--seconds", 0, "--json").json
    steps = [task["step"] for task in plan["tasks"] if task["asset"] == "claims"]
    assert steps == ["preserve", "clean", "verify", "reconnect"]


def test_a_case_without_an_organisation_is_refused(endigue: Callable, tmp_path: Path) -> None:
    assert endigue("restoration", "replan", tmp_path / "nothing").code in {2, 3}
    assert not (tmp_path / "nothing").exists()


def test_a_published_project_is_planned(endigue: Callable, tmp_path: Path) -> None:
    file = tmp_path / "tiny.txt"
    file.write_text("3 1\n2\n0 0 1 2\n7 2 1 3\n0 0 0\n", encoding="utf-8")
    words = ("restoration", "bench", file, "--format", "psplib", "--seconds", 0)
    assert endigue(*words, "--json").json["makespan"] == 7
    assert endigue(*words, "--json").json["bound"] == 7
    file.write_text("nonsense", encoding="utf-8")
    assert endigue(*words).code == 2


def test_no_go_takes_an_operation_out_of_the_plan(endigue: Callable, folder: Path) -> None:
    words = ("restoration", "plan", folder, *DOWN, "--seconds", 0)
    free = endigue(*words, "--json").json
    held = endigue(*words, "--no-go", "refunds", "--json").json
    before = {one["id"]: one["planned"] for one in free["operations"]}
    after = {one["id"]: one["planned"] for one in held["operations"]}
    assert after.keys() == {"telephone"}
    assert after["telephone"] <= before["telephone"]
    assert held["unschedulable"][0]["code"] == "restoration.operation_held"
    assert "Refunds does not return for now" in endigue(*words, "--no-go", "refunds").out
    unknown = endigue(*words, "--no-go", "phones")
    assert unknown.code == 2
    assert "phones" in unknown.err


def test_the_safe_date_chooses_the_backup_and_says_what_is_lost(
    endigue: Callable, folder: Path
) -> None:
    words = ("restoration", "plan", folder, *DOWN, "--seconds", 0, "--now", NOW)
    newer = ("--backup", "claims=2021-02-05T02:00:00+01:00=2")
    older = ("--backup", "claims=2021-01-29T02:00:00+01:00=20")
    plain = endigue(*words, *newer, *older, "--json").json
    safe = endigue(*words, *newer, *older, "--safe-before", "2021-02-01T00:00:00+01:00", "--json")
    assert safe.code == 0, safe.err

    def restore(answer: dict) -> float:
        (task,) = (t for t in answer["tasks"] if (t["asset"], t["step"]) == ("claims", "restore"))
        return task["end"] - task["start"]

    assert restore(plain) == 2.0
    assert restore(safe.json) == 20.0
    told = {one["subject"]: one["arguments"] for one in safe.json["warnings"]}
    assert told["claims"]["hours"] == 7 * 24 + 19.5
    assert told["phones"]["count"] == 1
    spoken = endigue(*words, *older, lang="fr_FR.UTF-8").out
    assert "187,5 h de saisies" in spoken.replace("\n", " ")


def test_without_a_safe_backup_an_operation_has_no_date(endigue: Callable, folder: Path) -> None:
    words = ("restoration", "plan", folder, *DOWN, "--seconds", 0, "--now", NOW)
    newer = ("--backup", "claims=2021-02-05T02:00:00+01:00")
    answer = endigue(*words, *newer, "--safe-before", "2021-02-01T00:00:00+01:00", "--json").json
    codes = {one["subject"]: one["code"] for one in answer["unschedulable"]}
    assert codes == {
        "claims": "restoration.no_safe_backup",
        "refunds": "restoration.operation_cannot_return",
    }


@pytest.mark.parametrize("text", ["claims", "=2021-02-05T02:00:00+01:00", "claims=yesterday"])
def test_a_backup_that_cannot_be_read_is_refused(
    endigue: Callable, folder: Path, text: str
) -> None:
    said = endigue("restoration", "plan", folder, *DOWN, "--seconds", 0, "--backup", text)
    assert said.code == 2
    assert said.err.count("\n") == 1


def test_a_bad_backup_and_an_earlier_safe_date_undo_what_was_restored(
    endigue: Callable, case: Path
) -> None:
    newer, older = "2021-02-05T02:00:00+01:00", "2021-01-29T02:00:00+01:00"
    for taken, hours in ((newer, 2), (older, 20)):
        said = endigue("restoration", "backup", case, "claims", taken, "--hours", hours)
        assert said.code == 0, said.err
    for step in ("preserve", "rebuild", "restore", "verify", "reconnect"):
        assert endigue("restoration", "done", case, "claims", step).code == 0
    endigue("restoration", "replan", case, "--seconds", 0)
    said = endigue("restoration", "safe-date", case, "2021-02-01T00:00:00+01:00", "--why", "trace")
    assert said.code == 0, said.err
    again = endigue("restoration", "replan", case, "--seconds", 0, "--json").json
    steps = [task["step"] for task in again["tasks"] if task["asset"] == "claims"]
    assert steps == ["rebuild", "restore", "verify", "reconnect"]
    bad = endigue("restoration", "backup", case, "claims", older, "--bad", "--why", "torn tape")
    assert bad.code == 0, bad.err
    none = endigue("restoration", "replan", case, "--seconds", 0, "--json").json
    assert "restoration.no_safe_backup" in {one["code"] for one in none["unschedulable"]}
    assert endigue("restoration", "backup", case, "dc-1", older).code == 2


def test_the_review_sets_what_was_foretold_beside_what_came(
    endigue: Callable, case: Path, tmp_path: Path
) -> None:
    endigue("restoration", "replan", case, "--seconds", 0)
    empty = endigue("restoration", "review", case)
    assert "Nothing that was foretold" in empty.out
    for asset in ("dc-1", "phones"):
        for step in ("preserve", "rebuild", "restore", "verify", "reconnect"):
            if (asset, step) != ("dc-1", "restore"):
                at = ("--at", "2021-02-08T12:00:00+01:00")
                assert endigue("restoration", "done", case, asset, step, *at).code == 0
    answer = endigue("restoration", "review", case, "--json", "--out", tmp_path / "out").json
    assert answer["back"] == {"telephone": "2021-02-08T11:00:00Z"}
    (told,) = answer["foretold"]
    assert (told["operation"], told["inside"]) == ("telephone", answer["share"] == 1.0)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"foretold.svg", "foretold.csv"}
    assert "came within their band" in endigue("restoration", "review", case).out.replace("\n", " ")
    french = endigue("restoration", "review", case, lang="fr_FR.UTF-8").out
    assert "dates annoncées" in french


def test_a_small_plan_is_proven(endigue: Callable, folder: Path, case: Path) -> None:
    words = ("restoration", "plan", folder, *DOWN, "--seconds", 0, "--json")
    plain, proven = endigue(*words).json, endigue(*words, "--prove", 20).json
    assert plain["bound"] <= proven["bound"] <= proven["cost"] <= plain["cost"]
    assert proven["gap"] < 0.01
    again = endigue("restoration", "replan", case, "--seconds", 0, "--prove", 20, "--json")
    assert again.code == 0, again.err
    assert again.json["gap"] < 0.01
