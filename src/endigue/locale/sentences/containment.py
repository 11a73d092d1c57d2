"""What the containment has to say: why an action is in a plan, what a plan comes down to,
why orders cannot be followed, what the doctrine asks.
"""

SENTENCES: dict[str, str] = {
    "containment.doctrine_mandatory": "The doctrine makes it mandatory for this kind of attack.",
    "containment.ordered": "It was ordered beforehand.",
    "containment.holds_infected": "{target} is treated as infected: nothing leaves it any more.",
    "containment.closes_the_only_way": "It closes the last way from {source} to {reached}.",
    "containment.saves_assets": "Without this action alone, {saves} more can fall.",
    "containment.saves_nothing_alone": "If it alone is left out, nothing more falls.",
    "containment.costs_more_than_it_saves": (
        "At worst it costs more than leaving it out: weigh a derogation, or leave it out."
    ),
    "containment.closes_ways.one": "It alone closes {count} way in: {ways}.",
    "containment.closes_ways.many": "It alone closes {count} ways in, such as {ways}.",
    "containment.way": "{source} → {target} ({kind})",
    "containment.stops": "It stops: {operations}.",
    "containment.stops_services": "It takes down the services {services}.",
    "containment.stopped_by_cut": "cut by us: {levers}",
    "containment.stopped_by_intruder": "taken by the intruder",
    "containment.touched.infected": "✗ infected",
    "containment.touched.reached": "▲ reached",
    "containment.touched.cut": "◐ cut, not reached",
    "containment.touched.untouched": "✓ untouched",
    "containment.through": "from {company}, by {way}",
    "containment.forced_keep": (
        "Keeping {keep} costs {money} more than the plan without this order."
    ),
    "containment.forced_cut": "Cutting {cut} costs {money} more than the plan without this order.",
    "containment.forced_both": (
        "Keeping {keep} and cutting {cut} costs {money} more than the plan without these orders."
    ),
    "containment.forced_nothing": "The orders cost nothing: the best plan follows them anyway.",
    "containment.forced_less": (
        "The plan under these orders is {money} cheaper than the one found without them: that "
        "one is not the best. Give the search more time."
    ),
    "containment.forced_opens.one": "It opens the way to {count} more asset: {names}.",
    "containment.forced_opens.many": "It opens the way to {count} more assets: {names}.",
    "containment.forced_spares.one": "It spares {count} asset: {names}.",
    "containment.forced_spares.many": "It spares {count} assets: {names}.",
    "containment.forced_stops": "It also stops: {operations}.",
    "containment.forced_runs": "In return these are not stopped: {operations}.",
    "containment.forced_unproven": (
        "One of the two plans is not proven, so the difference is an estimate."
    ),
    "containment.plan_is_isolating_known": (
        "The best plan acts only on what is treated as infected: nothing else needs to be cut."
    ),
    "containment.plan_is_doing_nothing": (
        "The best plan is to pull no lever: each costs more than it avoids."
    ),
    "containment.plan_is_what_is_mandatory": (
        "The best plan is what is mandatory or ordered, and nothing more."
    ),
    "containment.beyond_hands": "It takes more work than there are hands for.",
    "containment.bad_hands": (
        "'{text}' is no number of minutes: give 350 for all crews together, or crew=minutes,"
        " such as it=240."
    ),
    "containment.no_crew": "No lever is pulled by a crew called '{crew}'; there are {crews}.",
    "containment.too_few_hands": (
        "What must be done in any case takes {needed} minutes of {crew}, more than the"
        " {minutes} that there are; give more, or derogate from a mandatory lever."
    ),
    "containment.timed": "From minute {starts} to {ends}.",
    "containment.buys": "It avoids {money} of expected harm there, {each} a minute.",
    "containment.buys_less": "It costs {money} more than it avoids there.",
    "containment.sequence": (
        "In this order, done after {minutes} minutes while the intruder keeps moving, {harm}"
        " ± {width} are expected to be lost; {nothing} if nothing is done. No order can be below"
        " {at_once}."
    ),
    "containment.not_proven": (
        "The search ran out of time: a better plan may exist, within the gap shown."
    ),
    "containment.no_lever": (
        "No lever is named {identifier} or acts on it: name a lever, or what one acts on."
    ),
    "containment.no_seeds": "No asset is named: say which assets may be infected.",
    "containment.no_probability": (
        "'{text}' gives no probability between 0 and 1: write for example pc-042=0.6."
    ),
    "containment.not_mandatory": (
        "{identifier} is not mandatory by the doctrine: the plan may leave it alone anyway."
    ),
    "containment.no_reason": "A derogation needs its reason: say why.",
    "containment.too_dear": (
        "The amounts of this organisation add up to more than can be counted exactly: check "
        "fall_cost, value_per_hour and the costs of the levers."
    ),
    "containment.refused": "The orders cannot be followed, so nothing was computed.",
    "containment.kept_and_cut": (
        "{identifier} is to be both kept and cut: withdraw one of the two orders."
    ),
    "containment.mandatory_kept": (
        "{identifier} is mandatory by the doctrine: record a derogation with its reason "
        "before keeping what it acts on."
    ),
    "containment.measure_cut_internet": (
        "Isolate from the Internet for a time: cut the flows both ways on the perimeter, "
        "disable inbound VPN."
    ),
    "containment.measure_pause_backups": (
        "Pause or switch off backup servers and media, local and remote; restore nothing "
        "before the investigators give a safe date."
    ),
    "containment.measure_preserve": (
        "Preserve file servers without backup and the central authentication."
    ),
    "containment.measure_take_healthy_offline": (
        "Take vital business machines that are still healthy offline, where that can be borne."
    ),
    "containment.measure_isolate_infected": (
        "Isolate or pause infected machines; power off only as a last resort."
    ),
    "containment.measure_disable_accounts": (
        "Neutralise suspect privileged accounts, and look for what lets the intruder come back."
    ),
    "containment.measure_keep_logs": (
        "Export the logs of devices and authentication and keep them longer; keep an "
        "encrypted file and the ransom note."
    ),
    "containment.measure_reopen_internet": (
        "Reopen essential Internet access step by step, with strong authentication and allow-lists."
    ),
    "containment.measure_inform": "Inform management and staff.",
    "containment.export_title": "{option}: containment of {name}",
    "containment.export_summary": (
        "Actions: {actions}, {minutes} minutes of work in all. Assets treated as infected: "
        "{seeds}; assets that fall: {fallen}; estimated harm: {harm}."
    ),
    "containment.export_place": "Step {number} of {count}, crew {crew}.",
    "containment.export_minutes": "About {minutes} minutes.",
    "containment.export_approval": "Approved by: {cell}.",
    "containment.export_no_crew": "crew to be named",
    "containment.export_ask_approval": "Have the strategic cell approve it, and log its decision.",
    "containment.export_choice": (
        "Is an OpenC2 gateway given? Without one everything is done by hand"
    ),
    "containment.export_gateway": (
        "Host name of the OpenC2 gateway; empty to do everything by hand."
    ),
    "containment.export_parallel": "Every crew works at the same time, each in its own order",
    "containment.no_alternative": "'{name}' is no alternative of this plan: choose one of {names}",
    "containment.no_plan_in_case": (
        "'{case}' holds no plan of containment: run `endigue respond` on it first"
    ),
    "containment.plan_of_another": (
        "the plan of '{case}' was computed on another state of the organisation: give the folder "
        "as it was, or run `endigue respond` again"
    ),
    "containment.seeds_or_case": (
        "give either --seeds or --case: what is infected, or the case to take the plan from"
    ),
    "containment.case_decides": (
        "{option} cannot be given with --case: the plan is taken as it was computed"
    ),
}
