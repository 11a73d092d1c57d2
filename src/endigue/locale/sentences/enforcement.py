"""What carrying a cut out has to say: refusals, steps, safety rails, work orders on paper."""

SENTENCES: dict[str, str] = {
    "enforcement.nothing_decided": (
        "Nothing is decided: approve a plan (endigue containment approve), or record an "
        "emergency decision (endigue containment emergency)."
    ),
    "enforcement.not_decided": (
        "'{lever}' is neither in the approved plan nor decided in an emergency: record it "
        "with endigue containment emergency first."
    ),
    "enforcement.lever_gone": (
        "The organisation of the case has no lever '{lever}' any more: plan again with "
        "endigue respond."
    ),
    "enforcement.open": (
        "It is not known how these ended: {levers}. Run endigue containment settle first; it "
        "looks at the components."
    ),
    "enforcement.not_in_force": "'{lever}' is not in force, so there is nothing to undo.",
    "enforcement.force_without_reason": (
        "A safety rail is overridden only with a reason: add --reason."
    ),
    "enforcement.rehearse_first": (
        "What is carried out is what was rehearsed just before: rehearse, look, and carry it "
        "out within 15 minutes."
    ),
    "enforcement.changed_since": (
        "It would be something else by now: others decided, or a component is not what it "
        "was. Rehearse again."
    ),
    "enforcement.component_gone": (
        "'{lever}' was carried out on {component}, which targets.toml does not name any "
        "more: put it back there."
    ),
    "enforcement.no_work_order": "There is no work order {number}: known are {numbers}.",
    "enforcement.nobody": "A report names who did the work: add --by NAME.",
    "enforcement.targets_wrong": "{file} is no configuration of components: {why}.",
    "enforcement.no_organisation": (
        "The case {case} holds no organisation: run endigue respond first."
    ),
    "lab.missing": "The lab cannot be raised here; missing: {lacks}.",
    "enforcement.no_component": "No component is configured that can do it.",
    "enforcement.component_down": "{component} could not be reached: {detail}",
    "enforcement.component_refused": "{component} refused: {detail}",
    "enforcement.component_late": "{component} did not answer in time: {detail}",
    "enforcement.component_rolled_back": (
        "{component} undid it by itself, because it cut us off: {detail}"
    ),
    "enforcement.done_by_hand": "It was done by hand, so it is undone by hand.",
    "enforcement.host_unknown": "{component} does not know how to reach '{host}'.",
    "enforcement.port_unknown": "{component} does not see where {address} is plugged in.",
    "enforcement.port_shared": (
        "{count} machines stand behind port {port} of {component}: all of them would be cut."
    ),
    "enforcement.no_address": "No address of {name} is known, so {component} cannot find it.",
    "enforcement.zone_unknown": (
        "{component} has no interface in the zone {zone}: name it in targets.toml."
    ),
    "enforcement.bridge_unseen": (
        "{component} does not see what passes between neighbours in {zone}."
    ),
    "enforcement.protocol_unknown": "{component} closes TCP and UDP, not {protocol}.",
    "enforcement.no_domain": "{name} has no domain name that {component} could block.",
    "enforcement.no_mail_address": (
        "{name} has no address of mail or domain that {component} could look for."
    ),
    "enforcement.no_message": "{component} finds no message of {name} in any mailbox.",
    "enforcement.no_account": "{name} is no name with which somebody logs on to {component}.",
    "enforcement.not_one_account": "{component} knows {count} accounts named '{name}', not one.",
    "enforcement.not_one_agent": (
        "{component} knows {count} agents on machines of the name {name}, not one."
    ),
    "enforcement.no_host_name": "{name} has no name of a machine that {component} could look for.",
    "enforcement.no_words": "{component} does not know such a command for {name}.",
    "enforcement.not_in_inventory": "The inventory of {component} has no host {name}.",
    "enforcement.file_missing": "{component} is not set up for it: it has no file {file}.",
    "enforcement.no_share": "targets.toml does not say which share of {component} {name} is.",
    "step.isolate_at_port": (
        "Cut {host} off at port {port}, from its neighbours too; only we still reach it."
    ),
    "step.isolate_by_own_firewall": "Close the firewall of {host} to all but us.",
    "step.close_between_interfaces": (
        "Close {port} from {source} to {target}, standing connections too."
    ),
    "step.unplug_at_interfaces": "Let nothing in or out of {zone} ({ports}).",
    "step.disable_account": "Disable the account {name}, then close what it has open.",
    "step.quarantine_mail": (
        "Move the {count} messages of {name} out of the inboxes into quarantine."
    ),
    "step.block_sender": "Refuse mail from {name} at the door.",
    "step.shut_mailbox": "Shut the mailbox of {name} and put out whoever reads it.",
    "step.block_in_dns": "Give nobody an address for {name} any more.",
    "step.block_in_proxy": "Let nobody through the proxy to {name} any more.",
    "step.limit_share": "Limit the share {name} and close what is open on it.",
    "step.close_site": "Show the maintenance page instead of {name}.",
    "step.isolate_by_agent": "Have the agent on {host} cut it off from all but its console.",
    "step.send_command": "Send the OpenC2 command “{action}” for {name}.",
    "step.run_playbook": "Run the playbook {playbook} for {name}.",
    "step.switch_off": "Switch {name} off.",
    "rail.cuts_us_off": "it would cut Endigue off from what it commands",
    "rail.last_administrator": "it would disable the last administrator",
    "rail.telephone": "it would stop the telephone platform",
    "rail.never": "the configuration says that nothing may be done to it",
    "enforced.planned": "not begun",
    "enforced.open": "begun, end not known",
    "enforced.in_force": "in force",
    "enforced.undone": "undone",
    "enforced.failed": "failed, to be taken up again",
    "enforced.half": "done in part",
    "enforced.lied": "said to be done, and is not",
    "enforced.asked": "work order out",
    "enforced.done_by_hand": "done by hand",
    "work.what.isolate_host": "Isolate the machine {name}",
    "work.what.disable_account": "Disable the account {name}",
    "work.what.close_flow": "Close {protocol} from {source} to {target}",
    "work.what.unplug_zone": "Unplug the zone {name}",
    "work.what.cut_internet": "Cut the access to the outside: {name}",
    "work.what.pause_backups": "Pause the backups: {name}",
    "work.what.suspend_mail": "Suspend mail from {source} to {target}",
    "work.what.preserve": "Put {name} out of reach while it is healthy",
    "work.what.cut_partner": "Cut the link with the partner {name}",
    "work.what.cut_trust": "Cut the trust with {name}",
    "work.what.other": "{kind}: {name}",
    "work.undo_of": "Undo: {what}",
    "work.isolate_host.1": (
        "Do not switch the machine off and do not log on to it: its memory is evidence."
    ),
    "work.isolate_host.2": (
        "Pull its network cable, or close its port on the switch; write the number of the "
        "port in the remarks."
    ),
    "work.isolate_host.3": (
        "Cut its other ways: Wi-Fi, mobile modem, docking station. For a virtual machine, "
        "disconnect its network card in the hypervisor."
    ),
    "work.isolate_host.4": (
        "Check from a neighbour: it must not answer, and nothing must be reached from it."
    ),
    "work.isolate_host.5": (
        "Put a label on it: “isolated, do not plug in, do not switch off”, with the number "
        "of this order."
    ),
    "work.isolate_host.undo.1": (
        "Have it confirmed by the crisis cell that the machine is verified clean."
    ),
    "work.isolate_host.undo.2": "Plug it into the same port again, or open that port.",
    "work.isolate_host.undo.3": "Check that it reaches what it needs, take the label off.",
    "work.disable_account.1": (
        "Note in the remarks whether the account is enabled now, and its groups."
    ),
    "work.disable_account.2": (
        "Disable it in the directory on a domain controller, then have the others replicate "
        "at once."
    ),
    "work.disable_account.3": (
        "Disable it too where it logs on without the directory: mail, VPN, cloud, "
        "applications, local accounts of the same name."
    ),
    "work.disable_account.4": (
        "Close what it has open: a disabled account keeps its sessions. Log it off from "
        "servers, shares, mail and the directory itself."
    ),
    "work.disable_account.5": "Check that logging on is refused.",
    "work.disable_account.undo.1": "Have a new secret set first: the old one is known to others.",
    "work.disable_account.undo.2": (
        "Enable it again everywhere it was disabled, unless it was disabled before this order."
    ),
    "work.disable_account.undo.3": "Check that its owner, and nobody else, gets in.",
    "work.close_flow.1": "Save the configuration of the firewall, and note the name of the copy.",
    "work.close_flow.2": (
        "Add a rule that denies this flow before every rule that allows it, for IPv4 and "
        "IPv6, with the number of this order in its comment."
    ),
    "work.close_flow.3": (
        "Clear the standing connections of this flow: a new rule does not end them."
    ),
    "work.close_flow.4": (
        "Check that you still reach the firewall by a new connection before you save."
    ),
    "work.close_flow.5": "Check from the source that the port does not answer any more.",
    "work.close_flow.undo.1": "Have it confirmed that nothing unverified stands at either end.",
    "work.close_flow.undo.2": (
        "Remove the rule that bears the number of the order; do not restore the whole copy."
    ),
    "work.close_flow.undo.3": "Check from the source that the service answers.",
    "work.unplug_zone.1": (
        "Find every way out of the zone: its uplinks, its firewall interfaces, its Wi-Fi, "
        "its site-to-site tunnels, and machines with a card in two networks."
    ),
    "work.unplug_zone.2": (
        "Tell the people in the zone, and the telephone platform, what will stop."
    ),
    "work.unplug_zone.3": (
        "Close the interfaces, or pull the cables; photograph them first and label both ends."
    ),
    "work.unplug_zone.4": "Leave the machines on.",
    "work.unplug_zone.5": "Check from both sides that nothing crosses, IPv6 included.",
    "work.unplug_zone.undo.1": (
        "Have it confirmed that every machine inside is verified clean, or isolated by itself."
    ),
    "work.unplug_zone.undo.2": "Plug in by the labels and the photographs.",
    "work.unplug_zone.undo.3": "Check that what the zone needs answers, and nothing else.",
    "work.cut_internet.1": (
        "Note what needs the Internet to go on: telephone trunks, payment, emergency access "
        "of the investigators."
    ),
    "work.cut_internet.2": (
        "Close the flows in both directions on every outside firewall and router, IPv4 and IPv6."
    ),
    "work.cut_internet.3": "Close remote access: VPN, remote desktops, maintenance of suppliers.",
    "work.cut_internet.4": (
        "Do not forget second lines: backup link, mobile routers, guest Wi-Fi, other sites."
    ),
    "work.cut_internet.5": (
        "Check from a workstation and from a server that nothing outside answers."
    ),
    "work.cut_internet.undo.1": "Have the opening decided, flow by flow.",
    "work.cut_internet.undo.2": "Open first what was decided, with its log on.",
    "work.cut_internet.undo.3": "Watch the log for calls to what the investigators name.",
    "work.pause_backups.1": "Stop the tasks that run, and suspend the schedule.",
    "work.pause_backups.2": (
        "Take the media away: eject tapes, detach disks, make repositories read-only."
    ),
    "work.pause_backups.3": (
        "Disconnect the backup servers from the network, or switch them off if they cannot be."
    ),
    "work.pause_backups.4": (
        "Write down the last good copy of every system, with its date and place."
    ),
    "work.pause_backups.5": "Restore nothing before the investigators give a safe date.",
    "work.pause_backups.undo.1": (
        "Have it confirmed that the backup servers and their accounts are verified clean."
    ),
    "work.pause_backups.undo.2": "Keep the old media as they are, begin new ones.",
    "work.pause_backups.undo.3": "Start the schedule again, and read the first report.",
    "work.suspend_mail.1": (
        "Stop what comes in and what goes out at the gateway; leave the mailboxes readable."
    ),
    "work.suspend_mail.2": "Have mail from outside wait at the provider instead of being refused.",
    "work.suspend_mail.3": (
        "Tell people how to reach one another: telephone list, messenger of the crisis cell."
    ),
    "work.suspend_mail.4": "Check with a message from outside that none arrives.",
    "work.suspend_mail.undo.1": "Have the campaign taken out of the mailboxes and the queue first.",
    "work.suspend_mail.undo.2": "Let the waiting messages in slowly, scanned.",
    "work.suspend_mail.undo.3": "Check that a message goes out and comes in.",
    "work.preserve.1": (
        "Check first that it shows no trace of the attack; if it does, stop and call the "
        "crisis cell."
    ),
    "work.preserve.2": "Tell those who use it, and end open sessions in good order.",
    "work.preserve.3": (
        "Take it off the network: pull its cable, or disconnect its card in the hypervisor; "
        "take a snapshot if it is virtual and there is room."
    ),
    "work.preserve.4": "Keep it running and in a locked room; nobody logs on to it.",
    "work.preserve.undo.1": (
        "Have it confirmed by the crisis cell that what it will meet on the network is "
        "verified clean."
    ),
    "work.preserve.undo.2": "Change the secrets of its accounts, then connect it again.",
    "work.preserve.undo.3": "Check that it serves, and watch who logs on to it.",
    "work.cut_partner.1": (
        "Call the partner by telephone, at a number from before the crisis, and say at what "
        "hour it will be cut."
    ),
    "work.cut_partner.2": (
        "Close both directions: tunnel or leased line, flows on the firewall, accounts of "
        "theirs with you and of yours with them."
    ),
    "work.cut_partner.3": (
        "Suspend what runs by itself: file exchanges, interfaces, scheduled transfers."
    ),
    "work.cut_partner.4": (
        "Check from both sides that nothing passes, and agree when you call again."
    ),
    "work.cut_partner.undo.1": (
        "Have it confirmed on both sides, in writing, that what will speak again is verified clean."
    ),
    "work.cut_partner.undo.2": (
        "Change the shared secrets first, then open flow by flow, with logs on."
    ),
    "work.cut_partner.undo.3": "Check that what waited is exchanged once, and not twice.",
    "work.cut_trust.1": (
        "Note the trust in the remarks: direction, kind, selective authentication, filtering "
        "of identifiers."
    ),
    "work.cut_trust.2": "Tell the other domain’s administrators by telephone.",
    "work.cut_trust.3": (
        "Remove the trust on your side, or close the flows between the domain controllers of both."
    ),
    "work.cut_trust.4": "Disable accounts of the other domain that hold rights in yours.",
    "work.cut_trust.5": "Check that an account of the other domain is refused.",
    "work.cut_trust.undo.1": (
        "Have it confirmed that both domains are verified clean and their krbtgt renewed twice."
    ),
    "work.cut_trust.undo.2": (
        "Set the trust up anew with a new secret, as the remarks say, with filtering on."
    ),
    "work.cut_trust.undo.3": "Check that only those who should get in.",
    "work.other.1": "Write in the remarks how it is now, so that it can be put back.",
    "work.other.2": "Do what the title says, and nothing more.",
    "work.other.3": "Check that it took effect.",
    "work.other.undo.1": "Have it confirmed by the crisis cell that it may be undone.",
    "work.other.undo.2": "Put back what the remarks say.",
    "work.other.undo.3": "Check that it works again.",
    "work.title": "Work orders",
    "work.number": "Work order No {number}",
    "work.draft": "REHEARSAL: nothing is ordered yet",
    "work.target": "What",
    "work.known_as": "Known as",
    "work.addresses": "Addresses",
    "work.zone": "Zone",
    "work.who": "Who",
    "work.minutes": "about {minutes} min",
    "work.why": "Why by hand",
    "work.steps": "Steps",
    "work.how_to_undo": "How it is undone later, on a new order",
    "work.irreversible": "It cannot be undone: ask once more before you begin.",
    "work.begun_at": "Begun at (hour)",
    "work.ended_at": "Ended at (hour)",
    "work.name": "Name",
    "work.signature": "Signature",
    "work.done": "done",
    "work.failed": "not done",
    "work.remarks": "Remarks",
    "work.typed_in": (
        "Bring it back to the crisis cell, which types it in: endigue containment reported "
        "CASE {number} done --by NAME --author KEEPER"
    ),
}
