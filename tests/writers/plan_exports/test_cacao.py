import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from endigue.containment.plan import Action, Alternatives
from endigue.desk.marking import Marking
from endigue.desk.plan_export import PlanExport
from endigue.locale.speech import Speech
from endigue.writers.plan_exports.cacao import write

COMMANDS = {"manual": "commands/manual.json", "openc2-http": "commands/openc2-http.json"}


@pytest.fixture(scope="session")
def sound(cacao_errors):
    def check(playbook: dict) -> dict[str, dict]:
        assert cacao_errors(playbook) == []
        for step in playbook["workflow"].values():
            for command in step.get("commands", ()):
                assert cacao_errors(command, COMMANDS[command["type"]]) == []
        return hung_together(playbook)

    return check


def hung_together(playbook: dict) -> dict[str, dict]:
    """Checks what no schema can: that the steps hang together. Gives the steps."""
    steps = playbook["workflow"]
    followers = {
        own: [
            *(step[key] for key in ("on_completion", "on_true", "on_false") if key in step),
            *step.get("next_steps", ()),
        ]
        for own, step in steps.items()
    }
    assert {after for each in followers.values() for after in each} <= steps.keys()
    reached, waiting = set(), [playbook["workflow_start"]]
    while waiting:
        if (own := waiting.pop()) not in reached:
            reached.add(own)
            waiting += followers[own]
    assert reached == steps.keys()
    assert all(followers[own] or steps[own]["type"] == "end" for own in steps)
    agents = {step["agent"] for step in steps.values() if "agent" in step}
    assert agents == playbook.get("agent_definitions", {}).keys()
    targets = {target for step in steps.values() for target in step.get("targets", ())}
    assert targets == playbook.get("target_definitions", {}).keys()
    assert set(playbook["markings"]) == playbook["data_marking_definitions"].keys()
    return steps


def chain(steps: dict[str, dict], own: str) -> list[dict]:
    """The actions from here to the end of the branch."""
    found = []
    while steps[own]["type"] == "action":
        found.append(steps[own])
        own = steps[own]["on_completion"]
    assert steps[own]["type"] in {"end", "parallel"}
    return found


def branches(steps: dict[str, dict], own: str) -> list[list[dict]]:
    step = steps[own]
    return [chain(steps, one) for one in step.get("next_steps", [own])]


def test_every_action_stands_once_on_the_way_by_hand_in_the_order_of_its_crew(
    plan, sound, english: Speech
) -> None:
    export: PlanExport = plan()
    playbook = json.loads(write(export, english))
    steps = sound(playbook)
    choice = steps[steps[playbook["workflow_start"]]["on_completion"]]
    assert choice["type"] == "if-condition"
    by_hand = branches(steps, choice["on_false"])
    crews = [{step["agent"] for step in branch} for branch in by_hand]
    assert all(len(crew) == 1 for crew in crews)
    assert len(crews) == len({action.crew for action in export.alternative.actions})
    numbers = [[int(step["description"].split()[1]) for step in branch] for branch in by_hand]
    assert all(branch == sorted(branch) for branch in numbers)
    assert sorted(number for branch in numbers for number in branch) == list(
        range(1, len(export.alternative.actions) + 1)
    )
    every = [step for branch in by_hand for step in branch]
    assert all(command["type"] == "manual" for step in every for command in step["commands"])


def test_a_machine_does_only_what_openc2_has_words_for_and_after_approval(
    plan, sound, english: Speech
) -> None:
    playbook = json.loads(write(plan(), english))
    steps = sound(playbook)
    choice = steps[steps[playbook["workflow_start"]]["on_completion"]]
    assert playbook["playbook_variables"]["__openc2_gateway__"]["value"] == ""
    sent: dict[str, dict] = {}
    for branch in branches(steps, choice["on_true"]):
        for before, step in zip([{}, *branch], branch, strict=False):
            for command in step["commands"]:
                if command["type"] == "openc2-http":
                    message = json.loads(base64.b64decode(command["content_b64"]))
                    request = message["body"]["openc2"]["request"]
                    sent[step["name"]] = request
                    if request["args"]["x-endigue"]["approval"] == "strategic":
                        assert before["name"] == step["name"]
                        assert [one["type"] for one in before["commands"]] == ["manual"]
    assert set(sent) == {
        "Isolate PC-1.ACME.TEST", "Isolate SRV 1", "Isolate PBX",
        "Close the flow Desks → Servers (TCP 445)", "Unplug the zone Far away",
    }  # fmt: skip
    assert not any(target.startswith("x-") for one in sent.values() for target in one["target"])


def test_one_crew_needs_no_parallel_step_and_accounts_no_machine(
    plan, sound, english: Speech
) -> None:
    playbook = json.loads(write(plan("off"), english))
    steps = sound(playbook)
    assert sorted(step["type"] for step in steps.values()) == ["action", "end", "start"]
    summary = playbook["playbook_processing_summary"]
    assert summary["manual_playbook"] and not summary["parallel_processing"]
    (agent,) = playbook["agent_definitions"].values()
    assert agent["name"] == "crew to be named"


def test_a_plan_that_does_nothing_starts_and_ends(idle: PlanExport, sound, english: Speech) -> None:
    steps = sound(json.loads(write(idle, english)))
    assert sorted(step["type"] for step in steps.values()) == ["end", "start"]


def test_the_same_plan_gives_the_same_bytes_and_another_instant_other_names(
    plan, sound, english: Speech
) -> None:
    export = plan()
    assert write(export, english) == write(plan(), english)
    later = replace(export, at=export.at.replace(hour=22))
    ids = [json.loads(write(one, english))["workflow"].keys() for one in (export, later)]
    assert not ids[0] & ids[1]


def test_marks_and_language_are_those_asked_for(plan, sound) -> None:
    export = plan("iso-pc", marking=Marking("GREEN", "RED"))
    playbook = json.loads(write(export, Speech("fr")))
    sound(playbook)
    marks = playbook["data_marking_definitions"].values()
    assert {mark.get("tlpv2_level") or mark["statement"] for mark in marks} == {
        "TLP:GREEN", "PAP:RED",
    }  # fmt: skip
    names = {step["name"] for step in playbook["workflow"].values() if step["type"] == "action"}
    assert names == {"Isoler PC-1.ACME.TEST"}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["isolate_host", "disable_account", "unplug_zone", "other"]),
            st.sampled_from(["pc", "S-1-5-21-1-2-3-1104", "10.0.2.0/24", "smb", "gone"]),
            st.sampled_from(["", "net", "sys"]),
            st.sampled_from(["operational", "strategic"]),
        ),
        max_size=9,
    )
)
def test_whatever_the_actions_the_playbook_is_sound(plan, sound, rows: list) -> None:
    export: PlanExport = plan()
    actions = tuple(
        Action(
            f"l{n}", kind, target, 1.0, crew, 0, approval, True, "", (), 0, 0, 0, "", ()
        )
        for n, (kind, target, crew, approval) in enumerate(rows)
    )  # fmt: skip
    drawn = structs.replace(export.alternatives.named("plan"), actions=actions)
    changed = replace(export, alternatives=Alternatives((drawn,), ("pc",)))
    sound(json.loads(write(changed, Speech("en"))))


@pytest.mark.parametrize("broken", ["created_by", "workflow_start", "name"])
def test_the_schemas_refuse_what_is_no_playbook(
    plan, cacao_errors, english: Speech, broken: str
) -> None:
    playbook = json.loads(write(plan("off"), english))
    del playbook[broken]
    assert cacao_errors(playbook)
    assert cacao_errors({**json.loads(write(plan("off"), english)), "surprise": 1})
