"""The plan on the reference mutual, explained: by company, beside the practice, its grounds."""

from collections.abc import Callable
from pathlib import Path

import pytest

NOW = "2026-02-06T22:30:00+01:00"


def plan_of(answer: dict, name: str = "plan") -> dict:
    return next(one for one in answer["alternatives"] if name == one["name"] or name in one["also"])


def test_the_plan_keeps_running_what_pulling_the_plug_lost(
    endigue: Callable, examples: Path, tmp_path: Path
) -> None:
    evidence = sorted((examples / "mutual" / "evidence").iterdir())
    case = tmp_path / "case"
    said = endigue(
        "respond", examples / "mutual", *evidence, "--case", case, "--now", NOW, "--json"
    )
    assert (said.code, said.err) == (0, "")
    briefing = said.json["briefing"]
    options = {
        name: option for option in briefing["options"] for name in (option["name"], *option["also"])
    }
    five = ("do_nothing", "isolate_known", "plan", "plan_cautious", "pull_the_plug")
    assert set(five) <= options.keys()
    assert options["plan"]["harm"] < options["isolate_known"]["harm"]
    assert options["isolate_known"]["harm"] < options["pull_the_plug"]["harm"]
    assert options["pull_the_plug"]["harm"] < options["do_nothing"]["harm"]
    assert options["pull_the_plug"]["running"] == 0

    lines = {line["id"]: line for line in briefing["operations"]}
    running = {name for name, line in lines.items() if line["state"] == "running"}
    by_hand = {name for name, line in lines.items() if line["state"] == "by_hand"}
    assert {"telephone", "third-party-payment"} <= running
    assert "member-web-site" in by_hand
    for line in lines.values():
        assert (line["taken_by"] == "") is (line["state"] == "running")
        assert bool(line["cut_by"]) is (line["taken_by"] == "cut")

    # Certain cost, expected harm and remaining risk: nobody is best in everything.
    assert options["do_nothing"]["certain"] == 0 < options["plan"]["certain"]
    assert options["plan"]["certain"] < options["pull_the_plug"]["certain"]
    assert options["plan"]["expected_harm"] < options["do_nothing"]["expected_harm"] / 2
    assert options["plan"]["core"] < 0.2 < 0.8 < options["do_nothing"]["core"]

    # The group: all are reached if nothing is done, the care company only by its trust links.
    under = {
        company["entity"]: {one["option"]: one for one in company["options"]}
        for company in briefing["companies"]
    }
    assert {"mutual", "provident", "care", "it"} <= under.keys()
    assert under["care"]["do_nothing"]["touched"] == "reached"
    assert under["care"]["do_nothing"]["crossing"] is not None
    assert under["care"]["plan"]["touched"] == "cut"
    for name in options:
        if name in under["care"]:
            total = sum(company[name]["harm"] for company in under.values())
            assert total == options[name]["harm"]

    # What it rests on is said, on the page too.
    codes = {ground["code"] for ground in briefing["rests_on"]}
    assert codes == {
        f"briefing.rests.{name}"
        for name in ("infected", "values", "minutes", "hands", "links", "margin")
    }
    text = (case / "out" / "briefing.txt").read_text(encoding="utf-8")
    assert "What the plan rests on" in text
    assert "Assumed: the probability or the time of" in " ".join(text.split())


def test_every_action_is_explained_and_can_be_undone(endigue: Callable, examples: Path) -> None:
    seeds = "pc-hq-0034,srv-scan-01,svc-scan=0.6"
    words = ("containment", "plan", examples / "mutual", "--seeds", seeds, "--json")
    plan = plan_of(endigue(*words, "--worlds", "20").json)
    assert plan["proven"]
    for action in plan["actions"]:
        assert action["why"]
        assert action["said"][-1].startswith("Undo: ")
        assert len(action["ways"]) == min(action["closes"], 5)
        if action["saves"]:
            assert action["way"][0] in plan["seeds"]
    assert [stop["operation"] for stop in plan["stopped"]] == plan["operations_down"]
    french = plan_of(endigue(*words, "--worlds", "0", "--lang", "fr").json)
    assert french["actions"][0]["said"][-1].startswith("Retour arrière")
    assert french["expected"] is None


def test_the_cost_of_an_order_is_computed_and_said(endigue: Callable, examples: Path) -> None:
    words = ("containment", "plan", examples / "mutual", "--seeds", "pc-hq-0034", "--worlds", "0")
    plain = plan_of(endigue(*words, "--json").json)
    answer = endigue(*words, "--keep", "pc-hq-0034", "--json").json
    forced = answer["forced"]
    assert forced["harm_without"] == plain["harm"]
    assert forced["harm"] == plan_of(answer)["harm"] - plain["harm"] > 0
    assert forced["proven"]
    assert forced["dropped"] == ["isolate-pc-hq-0034"]
    said = endigue(*words, "--keep", "pc-hq-0034", lang="fr_FR.UTF-8")
    assert (said.code, said.err) == (0, "")
    assert "Garder PC-HQ-0034 coûte " in said.out
    free = endigue(*words, "--cut", "isolate-pc-hq-0034", "--json").json["forced"]
    assert (free["harm"], free["added"], free["dropped"]) == (0, [], [])


@pytest.mark.parametrize(
    ("seeds", "said"),
    [
        ("pc-hq-0034=often", "gives no probability"),
        ("pc-hq-0034=1.5", "gives no probability"),
        ("pc-hq-0034=nan", "gives no probability"),
        (",", "No asset is named"),
        ("pc-hq-OO34", "is no asset"),
    ],
)
def test_suspects_that_make_no_sense_are_refused_in_a_sentence(
    endigue: Callable, examples: Path, seeds: str, said: str
) -> None:
    answer = endigue("containment", "plan", examples / "mutual", "--seeds", seeds)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_derogation_and_an_approval_are_in_the_next_briefing(
    endigue: Callable, examples: Path, tmp_path: Path
) -> None:
    mutual, case = examples / "mutual", tmp_path / "case"
    evidence = mutual / "evidence" / "calls.txt"
    words = ("respond", mutual, evidence, "--case", case, "--now", NOW, "--samples", "20", "--json")
    before = endigue(*words).json["briefing"]
    assert "cut-internet" in {step["lever"] for step in before["steps"]}
    said = endigue(
        "containment", "derogate", case, "cut-internet", "--organisation", mutual,
        "--reason", "the telephone needs it", "--author", "Strategic cell", "--json",
    )  # fmt: skip
    assert (said.code, said.json["lever"]) == (0, "cut-internet")
    said = endigue("containment", "approve", case, "plan", "--author", "Strategic cell")
    assert said.code == 0
    assert "logbook" in said.out
    after = endigue(*words).json["briefing"]
    assert "cut-internet" not in {step["lever"] for step in after["steps"]}
    assert after["approved"] == {"option": "plan", "of_this_plan": False}
    assert [one["reason"] for one in after["derogations"]] == ["the telephone needs it"]
    assert endigue("journal", "verify", case, "--json").json["ok"]
    for option, name in (("prayer", "plan_cautious"), ("plan", "nowhere")):
        where = case if option == "prayer" else tmp_path / "nowhere"
        refused = endigue("containment", "approve", where, option, "--author", "Cell")
        assert (refused.code, refused.out) == (2, "")
        assert name in refused.err
