"""Sentences of the first briefing: headings, labels, kinds, actions and steps in words."""

SENTENCES: dict[str, str] = {
    # The frame.
    "briefing.title": "First briefing",
    "briefing.handling": (
        "For this organisation only. Do not send it by a mailbox that the intruder may read, "
        "and do nothing with it that the intruder could see."
    ),
    "briefing.frame.contents": "Contents",
    "briefing.frame.skip": "Skip to the content",
    "briefing.frame.time": (
        "Times are local. +4 h means four hours after the instant of this briefing."
    ),
    "briefing.basis.journal": "Rests upon entry {sequence} of the logbook, hash",
    "briefing.basis.organisation": "Organisation described by {counts}, hash",
    "briefing.t_plus": "+{hours} h",
    "briefing.work_hours": "{hours}\u00a0h",
    "briefing.below": "<{figure}",
    "briefing.above": ">{figure}",
    "briefing.names_and_more.one": "{names} and {count} other",
    "briefing.names_and_more.many": "{names} and {count} others",
    "briefing.more.one": "and {count} more",
    "briefing.more.many": "and {count} more",
    "briefing.fold.one": "Show {count} more",
    "briefing.fold.many": "Show {count} more",
    "briefing.beyond.one": "{count} more is in the case and not listed here.",
    "briefing.beyond.many": "{count} more are in the case and not listed here.",
    # Counted things.
    "briefing.actions.one": "{count} action",
    "briefing.actions.many": "{count} actions",
    "briefing.assets.one": "{count} asset",
    "briefing.assets.many": "{count} assets",
    "briefing.links.one": "{count} link",
    "briefing.links.many": "{count} links",
    "briefing.operations.one": "{count} operation",
    "briefing.operations.many": "{count} operations",
    "briefing.levers.one": "{count} lever",
    "briefing.levers.many": "{count} levers",
    "briefing.crews.one": "{count} crew",
    "briefing.crews.many": "{count} crews",
    "briefing.tasks.one": "{count} task",
    "briefing.tasks.many": "{count} tasks",
    "briefing.findings.one": "{count} finding",
    "briefing.findings.many": "{count} findings",
    "briefing.sources.one": "{count} file",
    "briefing.sources.many": "{count} files",
    "briefing.infected.one": "{count} asset is treated as infected",
    "briefing.infected.many": "{count} assets are treated as infected",
    "briefing.suspects.one": "{count} suspect in all",
    "briefing.suspects.many": "{count} suspects in all",
    "briefing.running.one": "{count} running",
    "briefing.running.many": "{count} running",
    "briefing.by_hand.one": "{count} by hand",
    "briefing.by_hand.many": "{count} by hand",
    "briefing.stopped.one": "{count} stopped",
    "briefing.stopped.many": "{count} stopped",
    # How likely.
    "briefing.likelihood.almost_certain": "almost certain",
    "briefing.likelihood.very_likely": "very likely",
    "briefing.likelihood.likely": "likely",
    "briefing.likelihood.even": "even chance",
    "briefing.likelihood.unlikely": "unlikely",
    "briefing.likelihood.very_unlikely": "very unlikely",
    "briefing.likelihood.remote": "remote",
    # Heads of columns.
    "briefing.head.kind": "Kind of finding",
    "briefing.head.findings": "Findings",
    "briefing.head.file": "File",
    "briefing.head.format": "Format",
    "briefing.head.not_understood": "Not understood",
    "briefing.head.asset": "Asset",
    "briefing.head.assets": "Assets",
    "briefing.head.likelihood": "Compromised?",
    "briefing.head.reasons": "Why (strongest first)",
    "briefing.head.company": "Company",
    "briefing.head.falls_by": "Fallen by {hours}",
    "briefing.head.median": "Median time, if it falls",
    "briefing.head.way_in": "Most likely way in",
    "briefing.head.option": "Option",
    "briefing.head.harm": "Estimated harm",
    "briefing.head.operations": "Operations",
    "briefing.head.lost": "Assets lost",
    "briefing.head.actions": "Actions",
    "briefing.head.certain": "Certain cost",
    "briefing.head.expected_harm": "Expected harm",
    "briefing.head.worst_tenth": "Mean of the worst tenth",
    "briefing.head.residual": "Expected fallen by {hours}",
    "briefing.head.core": "Core of trust falls?",
    "briefing.head.proof": "Proof",
    "briefing.head.number": "No.",
    "briefing.head.action": "Action",
    "briefing.head.crew": "Crew",
    "briefing.head.approval": "Approval",
    "briefing.head.harm_avoided": "Cost of leaving it out",
    "briefing.head.operation": "Operation",
    "briefing.head.first_missing": "What is missing first",
    "briefing.head.why_no_hands": "By hand?",
    "briefing.head.waiting": "Waiting after a day",
    "briefing.head.loss_per_hour": "Loss per hour",
    "briefing.head.form": "Form",
    "briefing.head.share": "Share done",
    "briefing.head.stamina": "Can hold for",
    "briefing.head.rto": "Back within (RTO)",
    "briefing.head.mtpd": "Bearable (MTPD)",
    "briefing.head.p50": "Even chance (P50)",
    "briefing.head.p80": "May be published (P80)",
    "briefing.head.p90": "Prudent (P90)",
    "briefing.head.against": "P90 against the limits",
    "briefing.head.waits_for": "Waits for",
    "briefing.head.work": "Hours of work",
    "briefing.head.step": "Step",
    "briefing.head.start": "Start",
    "briefing.head.end": "End",
    # What needs a decision now.
    "briefing.decision.title": "What needs a decision now",
    "briefing.decision.lead": "{option} is recommended: {actions}, {work} of work.",
    "briefing.decision.no_plan": "No plan was computed: there is nothing to decide on yet.",
    "briefing.decision.no_action": "Recommended: cut nothing. No action lowers the estimated harm.",
    "briefing.decision.estimate": (
        "Harm is an estimate over a situation of {hours}: operations stopped, assets lost, "
        "work of the cut."
    ),
    "briefing.decision.same": "The same",
    "briefing.decision.strategic": "To be approved by the strategic cell",
    "briefing.decision.no_strategic": "Nothing: the operational cell may approve every action.",
    "briefing.decision.mandatory": "Mandatory by the doctrine",
    "briefing.decision.no_mandatory": "No action of this plan is mandatory by the doctrine.",
    "briefing.decision.step": "{number}. {action}",
    "briefing.decision.more.one": "and {count} more: see section 5",
    "briefing.decision.more.many": "and {count} more: see section 5",
    "briefing.decision.decided": "Already decided",
    "briefing.decision.approved": "Approved: {option}.",
    "briefing.decision.approved_before": (
        "{option} was approved before the options were computed anew: confirm or replace it."
    ),
    "briefing.decision.derogation": "Derogation, not imposed: {action}",
    "briefing.option.same": "The recommended plan does exactly this.",
    # 1. What is known.
    "briefing.known.title": "What is known",
    "briefing.known.lead": "{findings} from {sources}; {first}.",
    "briefing.known.first": "the first dates from {moment}",
    "briefing.known.no_time": "none carries a time",
    "briefing.known.nothing": "No evidence has been read.",
    "briefing.known.kinds": "Findings by kind, the strongest first",
    "briefing.known.sources": "Files of evidence",
    # 2. What is compromised.
    "briefing.compromised.title": "What is compromised, and why",
    "briefing.compromised.lead": (
        "{infected} (at least {caution} likely to be compromised); {suspects}."
    ),
    "briefing.compromised.nothing": (
        "Nothing read so far points to a compromised asset. That is no proof that there is none."
    ),
    "briefing.compromised.table": "Suspect assets, the most likely first",
    "briefing.compromised.assumed": (
        "✗ treated as infected; ▲ suspect, not treated as infected; ✓ cleared. Probabilities "
        "follow from the findings and from assumed weights."
    ),
    "briefing.compromised.stated": "stated by a person",
    "briefing.compromised.no_reason": "no finding of its own",
    "briefing.compromised.against": "(speaks against)",
    "briefing.compromised.detail": "{kind}: {detail}",
    "briefing.compromised.where": "{source}, row {row}",
    "briefing.compromised.more_reasons.one": "and {count} weaker reason",
    "briefing.compromised.more_reasons.many": "and {count} weaker reasons",
    # 3. How far it goes.
    "briefing.reach.title": "How far it goes if nothing is done",
    "briefing.reach.lead": "By {moment} about {fallen} will have fallen, from {now} now.",
    "briefing.reach.nothing": "Nothing is treated as infected, so no spread was forecast.",
    "briefing.reach.picture": "Expected number of fallen assets if nothing is done (estimate)",
    "briefing.reach.companies": "Expected number of fallen assets by company (estimate)",
    "briefing.reach.no_company": "no company",
    "briefing.reach.total": "All companies",
    "briefing.reach.threatened": "Assets in danger that matter most",
    "briefing.reach.records.one": "data of {count} person",
    "briefing.reach.records.many": "data of {count} people",
    "briefing.reach.no_way": "no single way stands out",
    "briefing.reach.stops_left_out.one": "({count} more step)",
    "briefing.reach.stops_left_out.many": "({count} more steps)",
    "briefing.reach.method": (
        "Forecast over {samples} simulated courses of the attack (seed {seed}); times per "
        "kind of link are partly assumed, so hours are orders of magnitude."
    ),
    # 4. The options.
    "briefing.options.title": "The options side by side",
    "briefing.options.lead": "{options}, each priced over {hours}. None decides for you.",
    "briefing.options.count.one": "{count} option",
    "briefing.options.count.many": "{count} options",
    "briefing.options.nothing": "No option was computed.",
    "briefing.options.table": "What each option costs, keeps and leaves (estimates)",
    "briefing.options.picture": "Estimated harm of each option over {hours}",
    "briefing.options.part_operations": "operations stopped",
    "briefing.options.part_fallen": "assets lost",
    "briefing.options.part_levers": "work of the cut",
    "briefing.options.per_hour": "{money} an hour",
    "briefing.options.recommended": "Recommended",
    "briefing.options.approved": "Approved",
    "briefing.options.also": "Does the same as: {options}",
    "briefing.options.no_other": "if nothing else is infected",
    "briefing.options.residual": "{fallen} expected by {hours}",
    "briefing.options.proven": "proven optimal",
    "briefing.options.not_proven": "not proven optimal",
    "briefing.options.gap": "at most {gap} from the best",
    "briefing.options.not_optimised": "a fixed rule, not optimised",
    "briefing.options.proof": (
        "“If nothing else is infected” counts all that the intruder can reach, where no "
        "cut stops it, from what the plan treats as infected: plans are priced on that. "
        "“Expected” is a forecast with the actions done at once that also draws which "
        "others are infected already, so it may be more. All options are priced on the "
        "same infected assets, those of the plan; a proof is about the assets that the "
        "option itself treats as infected."
    ),
    "briefing.uncertainty.title": "What is certain against what is risked",
    "briefing.uncertainty.picture": (
        "Certain cost of the cut against the assets still expected to fall (estimate)"
    ),
    "briefing.uncertainty.why": (
        "Recommended because of the plans it does the least harm on average in {worlds} "
        "simulations: {harm}, against {other_harm} for “{other}”, the next."
    ),
    "briefing.uncertainty.better": (
        "On average over the simulations, “{option}” does less harm than “{plan}”: {harm} "
        "against {plan_harm}. Weigh it before deciding."
    ),
    "briefing.uncertainty.cost": "certain cost of the cut",
    "briefing.uncertainty.risk": "expected fallen by {hours}",
    "briefing.uncertainty.table": "Expected harm and remaining risk of each option (estimates)",
    "briefing.uncertainty.width": "± {width}",
    "briefing.uncertainty.points": "± {points} points",
    "briefing.uncertainty.no_core": "no core of trust described",
    "briefing.uncertainty.method": (
        "“Certain” is what the cut costs by itself: its work, and the operations that it stops. "
        "“Expected” is the mean of {worlds} simulations, the same for every option and none of "
        "them used in planning: in each, who is infected and which links work is drawn, and what "
        "is reached within {hours} is lost. On the line of the picture no option is better in "
        "both; hollow marks are bettered by another. ± gives 95% intervals."
    ),
    "briefing.companies.title": "Company by company",
    "briefing.companies.table": "How far each company of the group is touched (at worst)",
    "briefing.companies.infected": "infected",
    "briefing.companies.reached": "reached",
    "briefing.companies.cut": "cut, not reached",
    "briefing.companies.untouched": "untouched",
    "briefing.companies.through": "from {company}, by {source} → {target} ({kind})",
    "briefing.companies.harm": "harm {money}",
    "briefing.companies.fallen.one": "{count} asset falls at worst",
    "briefing.companies.fallen.many": "{count} assets fall at worst",
    "briefing.companies.operations": "operations: {by_hand}, {stopped}",
    "briefing.option.do_nothing": "Do nothing",
    "briefing.option.isolate_known": "Isolate only what is known",
    "briefing.option.plan_bold": "The bold plan",
    "briefing.option.plan": "The balanced plan",
    "briefing.option.plan_cautious": "The cautious plan",
    "briefing.option.pull_the_plug": "Pull the plug",
    # 5. The plan.
    "briefing.plan.title": "The plan, in order",
    "briefing.plan.lead": "{actions} for {crews}, {work} of work in all.",
    "briefing.plan.nothing": "There is no action to take.",
    "briefing.plan.order": (
        "First what the doctrine makes mandatory, then what buys the most per minute of "
        "work. Write every action in the logbook when it is done."
    ),
    "briefing.plan.worth": (
        "Done in this order, in {minutes} minutes while the intruder keeps moving, {harm} ± {width}"
        " are expected to be lost; {nothing} if nothing is done. No order can be below {at_once}."
    ),
    "briefing.plan.when": "from minute {starts} to {ends}",
    "briefing.plan.buys": (
        "In this place in the order it spares {money} of expected harm, {each} a minute."
    ),
    "briefing.plan.table": "Actions in the order in which they are to be done",
    "briefing.plan.why": "Why: {why}",
    "briefing.plan.closes.one": "Alone closes {count} way in: {ways}.",
    "briefing.plan.closes.many": "Alone closes {count} ways in, such as {ways}.",
    "briefing.plan.way": "{source} → {target} ({kind})",
    "briefing.plan.stops": "Stops: {operations}.",
    "briefing.plan.undo": "Undo: {undo}",
    "briefing.plan.no_undo": "Cannot be undone.",
    "briefing.plan.harm_avoided": (
        "“Cost of leaving it out” is what the plan would cost more, at worst, without "
        "this action alone (estimate); a dash where others cover for it, or where the "
        "doctrine alone asks for it."
    ),
    "briefing.action.isolate_host": "Isolate {target}",
    "briefing.action.preserve": "Take {target} offline to preserve it",
    "briefing.action.disable_account": "Disable the account {target} and end its sessions",
    "briefing.action.close_flow": "Close the flow {target}",
    "briefing.action.unplug_zone": "Unplug the zone {target}",
    "briefing.action.cut_internet": "Cut the Internet, both ways, VPN included ({target})",
    "briefing.action.pause_backups": "Pause the backups and disconnect their media ({target})",
    "briefing.action.cut_trust": "Cut the trust {target}",
    "briefing.action.cut_partner": "Cut the partner’s link {target}",
    "briefing.action.suspend_mail": "Suspend mail with the outside ({target})",
    "briefing.action.other": "{kind}: {target}",
    "briefing.undo.isolate_host": "verify {target}, then lift its isolation",
    "briefing.undo.preserve": "verify {target}, then put it back online",
    "briefing.undo.disable_account": "new secret, review of rights, then enable {target}",
    "briefing.undo.close_flow": "open the flow {target} again, with its rule logged",
    "briefing.undo.unplug_zone": "reconnect the zone {target} flow by flow",
    "briefing.undo.cut_internet": "open again by allow-list, strong authentication first",
    "briefing.undo.pause_backups": "resume once the safe date is known",
    "briefing.undo.cut_trust": "restore the trust with new secrets",
    "briefing.undo.cut_partner": "reconnect once both sides are verified",
    "briefing.undo.suspend_mail": "resume once filtering is checked",
    "briefing.undo.other": "{kind} of {target} undone by its crew",
    "briefing.approval.operational": "operational cell",
    "briefing.approval.strategic": "strategic cell",
    "briefing.doctrine.mandatory": "mandatory by the doctrine",
    "briefing.doctrine.deferrable": "deferrable by the doctrine",
    "briefing.doctrine.secondary": "secondary by the doctrine",
    "briefing.asset.machine": "machine",
    "briefing.asset.appliance": "appliance",
    "briefing.asset.account": "account",
    "briefing.asset.group": "group",
    "briefing.asset.directory": "directory object",
    "briefing.asset.mailbox": "mailbox",
    "briefing.asset.dataset": "data set",
    "briefing.asset.external": "external party",
    # 6. What keeps running.
    "briefing.operations.title": "What keeps running, and how",
    "briefing.operations.lead": "Under this plan: {running}, {by_hand}, {stopped}.",
    "briefing.operations.nothing": "The organisation describes no operation.",
    "briefing.operations.running": "✓ Running",
    "briefing.operations.by_hand": "◐ By hand: degraded mode",
    "briefing.operations.stopped": "✗ Stopped",
    "briefing.operations.none_running": "No operation runs as usual.",
    "briefing.operations.none_by_hand": "No operation goes on by hand.",
    "briefing.operations.none_stopped": "No operation is stopped.",
    "briefing.operations.running_table": "Operations that run as usual",
    "briefing.operations.by_hand_table": "Operations in degraded mode, the costliest first",
    "briefing.operations.stopped_table": "Operations that are stopped, the costliest first",
    "briefing.operations.no_form": "no form named",
    "briefing.operations.taken": "taken by the intruder",
    "briefing.operations.cut.one": "cut by us, action {numbers}",
    "briefing.operations.cut.many": "cut by us, actions {numbers}",
    "briefing.operations.through": "through {chain}",
    "briefing.operations.not_told": "not told",
    "briefing.operations.no_hands": "No procedure by hand is recorded.",
    "briefing.operations.hands_lack": "No: {missing} is missing.",
    # 7. When each operation is back.
    "briefing.returns.title": "When each operation is back",
    "briefing.returns.lead": (
        "First back: {first}, not to be announced before {first_moment}. All of those below "
        "by {last_moment}, at P80."
    ),
    "briefing.returns.no_plan": "No restoration was planned, so no date can be given.",
    "briefing.returns.nothing": "Nothing waits for a restoration.",
    "briefing.returns.publish": (
        "Publish no date earlier than the P80: in four of five simulated rebuilds the "
        "operation is back by then. Durations are assumed."
    ),
    "briefing.returns.undated": "No date can be given for: {operations}.",
    "briefing.returns.picture": "Dates of return, from even chance to prudent (estimate)",
    "briefing.returns.band": "from P50 to P90",
    "briefing.returns.publishable": "P80: may be published",
    "briefing.returns.limit": "MTPD: no longer bearable",
    "briefing.returns.table": "Dates of return, the first first (estimates)",
    "briefing.returns.in_time": "within RTO",
    "briefing.returns.after_rto": "after RTO, within MTPD",
    "briefing.returns.after_mtpd": "after MTPD",
    "briefing.returns.limits": "RTO {rto}, MTPD {mtpd}",
    "briefing.returns.crews": "Load of the crews",
    "briefing.returns.first_tasks": "First tasks of the rebuild",
    "briefing.returns.proof": (
        "{assets} to bring back in {tasks} over {duration}; the order is within {gap} of the "
        "best possible; dates over {scenarios} scenarios."
    ),
    # 8. What the plan rests on.
    "briefing.rests.title": "What the plan rests on",
    "briefing.rests.lead": "The plan is as good as these figures. Nobody measured them tonight.",
    "briefing.rests.nothing": "There is no plan, so it rests on nothing.",
    "briefing.rests.infected": (
        "Assumed: {count} assets are infected, those at least {caution} likely by the evidence; "
        "the weights of the findings are partly assumed. All others are taken as sound."
    ),
    "briefing.rests.values": (
        "Declared by the organisation: what an hour of each of its {count} operations is worth, "
        "and what each needs. {down} of them are down under the plan."
    ),
    "briefing.rests.minutes": (
        "Declared or assumed by default: minutes, crews and costs of the {count} actions, "
        "{hours} of work in all."
    ),
    "briefing.rests.hands": (
        "Declared by the organisation: how much can be done by hand and for how long, in the "
        "{count} operations that go on by hand. The kits are taken to be there."
    ),
    "briefing.rests.links": (
        "Assumed: the probability or the time of {assumed} of the {count} links by which the "
        "intruder moves, most of all {examples}. The plan itself takes every link as open; "
        "these figures decide the forecast and the expected harm."
    ),
    "briefing.rests.margin": (
        "The best of the fixed rules ({examples}) does {times} times the harm of the plan: "
        "errors in the figures would have to be as large to turn the choice."
    ),
    "briefing.rests.behind": (
        "{examples} does less harm than the plan by these figures: the plan holds because of "
        "what is mandatory or ordered."
    ),
    # 9. What is not known.
    "briefing.unknown.title": "What is not known",
    "briefing.unknown.lead.one": "{count} uncertainty to keep in mind before deciding.",
    "briefing.unknown.lead.many": "{count} uncertainties to keep in mind before deciding.",
    "briefing.unknown.nothing": "No doubt was recorded. That is unusual: ask again.",
    "briefing.unknown.examples": "For example: {examples}",
    "briefing.duties.title": "Whom we must tell, by when",
    "briefing.duties.nothing": (
        "No legal duty is known: fill in [legal] of organisation.toml, and record what happened."
    ),
    "briefing.duties.none_runs": "No legal clock runs yet.",
    "briefing.duties.lead.one": "One legal clock runs.",
    "briefing.duties.lead.many": "{count} legal clocks run.",
    "briefing.duties.aware": (
        "They count from {moment}, when the organisation became aware (entry {entry} of the "
        "logbook). If it was earlier or later, record it."
    ),
    "briefing.duties.running": "Clocks that run",
    "briefing.duties.waiting": "Duties that begin with an event",
    "briefing.duties.duty": "What has to be done",
    "briefing.duties.companies": "Who owes it",
    "briefing.duties.safe": "Safe time",
    "briefing.duties.legal": "Legal limit",
    "briefing.duties.record": "Not recorded yet",
    "briefing.duties.relief": "relief: {days}",
    "briefing.duties.at_once": "at once",
    "briefing.duties.not_advice": (
        "Not legal advice. The safe time is the limit as the text gives it; the legal limit has "
        "the relief of weekends and holidays, for those who have it. Every change moves these "
        "times: endigue communication clocks shows them as they are."
    ),
}
