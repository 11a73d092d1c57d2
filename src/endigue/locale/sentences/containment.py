"""What the containment has to say: why an action is in a plan, what a plan comes down to,
why orders cannot be followed, what the doctrine asks.
"""

SENTENCES: dict[str, str] = {
    "containment.doctrine_mandatory": "The doctrine makes it mandatory for this kind of attack.",
    "containment.ordered": "It was ordered beforehand.",
    "containment.holds_infected": "{target} is treated as infected: nothing leaves it any more.",
    "containment.closes_the_only_way": "It closes the last way from {source} to {reached}.",
    "containment.saves_assets": "If it alone is left out, more assets fall: {saves}.",
    "containment.saves_nothing_alone": "If it alone is left out, nothing more falls.",
    "containment.costs_more_than_it_saves": (
        "Here it does more harm than it avoids: weigh a derogation, or leave it out."
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
    "containment.not_proven": (
        "The search ran out of time: a better plan may exist, within the gap shown."
    ),
    "containment.no_lever": (
        "No lever is named {identifier} or acts on it: name a lever, or what one acts on."
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
