"""Every kind of fact as one line of the logbook."""

SENTENCES: dict[str, str] = {
    "console.fact.unknown": "A fact that this version does not know was written",
    "console.fact.organisation.adopted": "The organisation {name} was adopted",
    "console.fact.organisation.levers_derived": "Standard actions were derived, kinds: {levers}",
    "console.fact.evidence.findings_recorded": (
        "Evidence was read from {source}, findings: {findings}"
    ),
    "console.fact.evidence.logs_scanned": (
        "Logs were scanned, events: {events}, findings: {findings}"
    ),
    "console.fact.evidence.hunt_run": "Rules were run over the events that are kept in {store}",
    "console.fact.evidence.statement_made": "{asset} was stated {verdict}: {reason}",
    "console.fact.evidence.compromise_assessed": (
        "The compromise was assessed, suspects: {suspects}, more likely than not: {likely}"
    ),
    "console.fact.evidence.incident_traced": "It was traced where the incident began",
    "console.fact.spread.forecast": (
        "The spread was forecast in {samples} simulations, with {pulled} actions taken"
    ),
    "console.fact.containment.planned": "Where to cut was computed by {solver}",
    "console.fact.containment.plan_approved": "Approved: {alternative}, actions: {levers}",
    "console.fact.containment.derogation_recorded": "Derogation for {lever}: {reason}",
    "console.fact.containment.approval_asked": (
        "{asked_by} asked to approve {alternative}: {reason}"
    ),
    "console.fact.containment.orders_answered": (
        "The cost of orders was computed, to keep: {keep}, to cut: {cut}"
    ),
    "console.fact.containment.emergency_decided": (
        "Actions to be taken at once, without a plan: {reason}"
    ),
    "console.fact.containment.change_requested": "Asked of {component}: {lever} ({doing}, {basis})",
    "console.fact.containment.change_answered": (
        "Change {key}: the component answered {answer} after {seconds} s"
    ),
    "console.fact.containment.change_seen": "Change {key}: looked at and found {state}",
    "console.fact.containment.work_ordered": "Work order {number} made: {lever}",
    "console.fact.containment.work_reported": "Work order {number}: {outcome}, by {by}",
    "console.fact.continuity.assessed": (
        "Operations were assessed: {running} running, {by_hand} by hand, {stopped} stopped"
    ),
    "console.fact.continuity.device_opened": "Computer {name} was opened for entry: {desk}",
    "console.fact.continuity.forms_issued": (
        "Sheets {first} to {last} of “{form}” were given out: {desk}"
    ),
    "console.fact.continuity.sheets_returned": (
        "Sheets {first} to {last} of “{form}” came back {how}: {reason}"
    ),
    "console.fact.continuity.record_entered": "Sheet {serial} of “{form}” was keyed in",
    "console.fact.continuity.chain_merged": "Entries taken in from {source}: {entries}",
    "console.fact.continuity.reconciled": "Work by hand was brought into {target}",
    "console.fact.restoration.planned": "The rebuild was planned, assets: {assets}, hours: {hours}",
    "console.fact.restoration.outlook_drawn": "The outlook of the plan was drawn",
    "console.fact.restoration.plan_changed": (
        "The plan of the rebuild changed, dates moved: {changes}"
    ),
    "console.fact.restoration.fallen_declared": "Assets declared to be restored: {fallen}",
    "console.fact.restoration.work_started": "Begun by {crew}, {step}: {asset}",
    "console.fact.restoration.work_done": "Done, {step}: {asset}",
    "console.fact.restoration.work_delayed": "{asset}, {step}, hours left: {hours_left}. {why}",
    "console.fact.restoration.work_failed": "Failed, {step}: {asset}. {why}",
    "console.fact.restoration.presence_changed": "Crew {crew}, people: {people}. {why}",
    "console.fact.restoration.instead_chosen": "{asset} comes back in another way",
    "console.fact.restoration.safe_date_given": (
        "Backups from before {safe_before} are trusted. {why}"
    ),
    "console.fact.restoration.what_if_answered": "Computed: what would it bring? {change}",
    "console.fact.restoration.gate_decided": "{operation}: {go}. {why}",
    "console.fact.communication.event_recorded": "{event}{value}{note}",
    "console.fact.communication.event_withdrawn": "Entry {entry} was withdrawn: {reason}",
    "console.fact.communication.bulletin_written": "What is to be told to the public was written",
    "console.fact.communication.page_drafted": "Version {version} of the public page was drawn up",
    "console.fact.communication.page_reviewed": "Version {version} of the public page was reviewed",
    "console.fact.communication.page_approved": "Version {version} of the public page was approved",
    "console.fact.communication.page_published": (
        "Version {version} of the public page was published"
    ),
    "console.fact.communication.role_given": "{person} holds the role: {role}",
    "console.fact.communication.role_taken": "{person} no longer holds the role: {role}",
    "console.fact.communication.action_refused": (
        "Refused, for want of a role: {action} ({subject})"
    ),
    "console.fact.communication.action_set": "To do: {text} ({owner})",
    "console.fact.communication.action_closed": "Action of entry {entry}: {outcome}. {note}",
    "console.fact.communication.decision_asked": "To decide: {question}",
    "console.fact.communication.decision_taken": "Decided on entry {entry}: {option}. {reason}",
    "console.fact.communication.uncertainty_noted": "Not known: {text}",
    "console.fact.communication.uncertainty_settled": (
        "Open question of entry {entry} settled. {note}"
    ),
    "console.fact.communication.situation_reported": "Situation report {number}: {summary}",
    "console.fact.communication.shift_handed_over": "{post} was handed over to {to}. {note}",
    "console.fact.communication.note_written": "{text}",
    "console.fact.communication.note_corrected": "Entry {entry} corrected: {text} ({reason})",
    "console.fact.access.account_made": "An account was made for {person}",
    "console.fact.access.account_closed": "The account of {person} was closed. {reason}",
    "console.fact.access.logged_in": "Logged in with {factor}",
    "console.fact.access.logged_out": "Sessions of {person} ended: {sessions}",
    "console.fact.access.login_barred": "Barred for a while: {person}, wrong tries: {failures}",
    "console.fact.access.door_opened": (
        "A code to come in was made for {person}, good for {minutes} minutes"
    ),
    "console.fact.desk.computation_started": "Computation begun: {kind}",
    "console.fact.desk.computation_ended": "Computation ended: {outcome}. {why}",
    "console.fact.desk.briefing_written": "A briefing was written, documents: {documents}",
    "console.fact.eradication.assets_suspected": "Assets under suspicion: {assets} ({why})",
    "console.fact.eradication.assets_found_bad": "Compromised assets: {assets} ({why})",
    "console.fact.eradication.assets_isolated": "Isolated assets: {assets} ({how})",
    "console.fact.eradication.evidence_preserved": "Evidence of {asset} preserved, pieces: {items}",
    "console.fact.eradication.evidence_waived": (
        "Evidence given up by {decided_by}, assets: {assets} ({why})"
    ),
    "console.fact.eradication.custody_passed": "Evidence passed from {giver} to {taker}",
    "console.fact.eradication.evidence_compared": "A piece of evidence was compared with its hash",
    "console.fact.eradication.cleaning_started": "Cleaning begun by {person}, assets: {assets}",
    "console.fact.eradication.cleaning_done": "Cleaning done by {person}, assets: {assets}",
    "console.fact.eradication.check_made": "Check {passed}: {check}; assets: {assets} ({person})",
    "console.fact.eradication.assets_verified": "Assets verified by {person}: {assets}",
    "console.fact.eradication.assets_reconnected": "Assets reconnected by {person}: {assets}",
    "console.fact.eradication.assets_lost": "Assets lost: {assets} ({why})",
    "console.fact.eradication.assets_scrapped": "Assets scrapped: {assets} ({why})",
    "console.fact.eradication.checks_extended": "Checks added from {source}: {checks}",
    "console.fact.eradication.eviction_step_done": "Step of the eviction done by {person}: {step}",
    "console.fact.eradication.eviction_step_reopened": (
        "Step of the eviction reopened: {step}. {why}"
    ),
    "console.fact.eradication.labels_issued": "Labels issued from {first} on, assets: {assets}",
    "console.fact.eradication.station_passed": "Clean-up line, {station}: {assets} ({person})",
    "console.fact.eradication.cuts_lifted": "Cuts lifted by {person}: {levers}. {why}",
    "console.fact.damage.tree_examined": "Files of {dataset} were examined in the folder {folder}",
    "console.fact.damage.flows_examined": "Flows to the outside were examined, files: {sources}",
    "console.fact.damage.backups_listed": "Backups were listed from {source}: {backups}",
    "console.fact.damage.stated": "{dataset}, {aspect}, hurt: {hurt}. {reason}",
    "console.fact.damage.assessed": "The damage was assessed",
    "console.doing.apply": "to be carried out",
    "console.doing.undo": "to be undone",
    "console.basis.plan": "by the approved plan",
    "console.basis.emergency": "in an emergency",
    "console.basis.undo": "on request",
    "console.answer.done": "done",
    "console.answer.refused": "refused",
    "console.answer.down": "nothing, it is down",
    "console.answer.late": "too late",
    "console.answer.rolled_back": "undone by itself",
    "console.found.in_force": "in force",
    "console.found.absent": "not there",
    "console.found.half": "half done",
    "console.found.unknown": "unknown",
    "console.fact.communication.page_delivered": (
        "Version {version} of the public page was brought to {place}"
    ),
    "console.fact.communication.scope_given": (
        "{person} speaks for these companies alone: {companies}"
    ),
    "console.fact.communication.message_written": "Words for one audience were written",
    "console.fact.communication.letter_written": (
        "The letter to the people whose data was hit was written"
    ),
    "console.fact.communication.notice_drafted": (
        "Notice no. {number} drawn up, audience: {audience}"
    ),
    "console.fact.communication.notice_reviewed": (
        "Notice no. {number} reviewed, audience: {audience}"
    ),
    "console.fact.communication.notice_approved": (
        "Notice no. {number} approved, audience: {audience}"
    ),
    "console.fact.communication.notice_issued": "Notice no. {number} issued, audience: {audience}",
    "console.fact.communication.letters_merged": "Letters made from a list: {people}",
    "console.fact.communication.exhibit_taken": "Exhibit {number} was taken into custody: {what}",
    "console.fact.communication.exhibit_handed_over": (
        "Exhibit {number} went from {giver} to {receiver}"
    ),
    "console.fact.communication.exhibit_checked": "The bytes of exhibit {number} were hashed again",
    "console.fact.restoration.backup_reported": "The backup of {asset} was reported: {why}",
    "console.fact.journal.stamp_asked": "A time stamp was asked for entry {entry}",
    "console.fact.journal.stamped": "{authority} stamped entry {entry} with the time",
    "console.because.containment": "by the plan of containment",
    "console.because.lever": "by the actions taken",
    "console.answer.go": "may return",
    "console.answer.no_go": "must not return",
    "console.aspect.availability": "availability",
    "console.aspect.confidentiality": "confidentiality",
    "console.aspect.integrity": "integrity",
    "console.answer.passed": "passed",
    "console.answer.not_passed": "not passed",
    "console.eviction.ways": "Close the ways into the core of {subject} and end the sessions",
    "console.eviction.people": "Renew the passwords of everybody in {subject}",
}
