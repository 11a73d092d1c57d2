from dataclasses import replace

from msgspec import structs

from endigue.desk.plan_export import PlanExport
from endigue.locale.speech import Speech
from endigue.writers.plan_exports.words import PlanWords


def test_an_action_is_told_with_its_place_reason_time_approval_and_undo(plan) -> None:
    export: PlanExport = plan()
    words = PlanWords(Speech("en"), export)
    actions = {action.lever: action for action in export.alternative.actions}
    said = words.description(actions["iso-srv"])
    number = words.number(actions["iso-srv"])
    assert said.startswith(f"Step {number} of {len(actions)}, crew sys.")
    for part in ("About 10 minutes.", "strategic cell", "verify SRV 1"):
        assert part in said
    assert words.order(actions["dance"]) == "turn round: Desks"
    assert words.undo(actions["iso-pbx"]) == Speech("en").say("briefing.plan.no_undo")


def test_every_action_is_explained_in_both_languages(plan) -> None:
    export: PlanExport = plan()
    for language in ("en", "fr"):
        words = PlanWords(Speech(language), export)
        for action in export.alternative.actions:
            assert words.why(action)
            assert "{" not in words.description(action)


def test_a_name_that_the_intruder_chose_steers_no_terminal(plan) -> None:
    export: PlanExport = plan("iso-pc")
    assets = export.organisation.assets
    hostile = structs.replace(assets[0], name="PC\x1b[2J\u202egpj")
    organisation = replace(export.organisation, assets=(hostile, *assets[1:]))
    words = PlanWords(Speech("en"), replace(export, organisation=organisation))
    (action,) = export.alternative.actions
    said = words.order(action) + words.description(action)
    assert "\x1b" not in said and "\u202e" not in said
