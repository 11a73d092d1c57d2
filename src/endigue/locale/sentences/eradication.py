"""Sentences of the eradication: states, gates, evidence."""

SENTENCES: dict[str, str] = {
    # States.
    "eradication.state_unknown": "unknown",
    "eradication.state_suspected": "under suspicion",
    "eradication.state_compromised": "compromised",
    "eradication.state_isolated": "isolated",
    "eradication.state_evidence_preserved": "evidence preserved",
    "eradication.state_cleaning": "cleaning or rebuilding",
    "eradication.state_verified": "verified",
    "eradication.state_reconnected": "reconnected",
    "eradication.state_lost": "lost",
    "eradication.state_scrapped": "scrapped",
    # What is to be done.
    "eradication.next_evidence": "take evidence",
    "eradication.next_clean": "clean or rebuild",
    "eradication.next_finish": "end the cleaning",
    "eradication.next_check": "make checks",
    "eradication.next_verify": "vouch for it",
    "eradication.next_wait": "wait for what it stands on",
    "eradication.next_reconnect": "reconnect",
    # Gates.
    "eradication.no_evidence": (
        "{asset} cannot be cleaned yet: no evidence of it was taken since it was found bad; take "
        "it with eradication evidence, or record who decided to do without."
    ),
    "eradication.evidence_broken": (
        "{asset} cannot be cleaned yet: the chain of custody of its evidence is broken; take it "
        "again, or record who decided to do without."
    ),
    "eradication.already_verified": (
        "{asset} is verified: nothing is cleaned on it before it is suspected again."
    ),
    "eradication.not_cleaning": ("The cleaning of {asset} cannot end: nobody has begun it."),
    "eradication.still_cleaning": (
        "{asset} cannot be checked: the cleaning is not reported as done."
    ),
    "eradication.not_cleaned": (
        "{asset} cannot be checked: the intruder was seen on it, and it was not cleaned or "
        "rebuilt since."
    ),
    "eradication.own_work": (
        "{asset} cannot be verified by {person}, who cleaned or rebuilt it: a second person looks."
    ),
    "eradication.no_person": "{asset}: nobody is named who looked.",
    "eradication.no_such_check": ("{asset} has no check '{check}': its checks are {checks}."),
    "eradication.checks_lacking": "{asset} is not verified: these checks are missing: {checks}.",
    "eradication.not_verified": "{asset} cannot be reconnected: it is not verified.",
    "eradication.stands_on_unverified": (
        "{asset} cannot be reconnected: it stands on {count} things that are not verified: "
        "{things}."
    ),
    "eradication.verify_first": (
        "{asset} is not verified on the board: report its checks, and then eradication verify."
    ),
    "eradication.is_lost": "{asset} is lost: say first that it was found.",
    "eradication.is_scrapped": "{asset} was scrapped: nothing comes back of it.",
    "eradication.not_of_the_organisation": (
        "'{asset}' is no asset of the organisation of this case."
    ),
    "eradication.no_hash": (
        "The evidence of {asset} does not count: it has no SHA-256, or nobody holds it."
    ),
    "eradication.not_scanned": (
        "{asset} cannot be cleared: no scan without a hit since it came in or was reimaged."
    ),
    # Refusals.
    "eradication.nothing_written": ("Nothing was written: {count} assets are stopped by a gate."),
    "eradication.still_to_come": "{at} is still to come: give when it happened.",
    "eradication.nothing_planned": (
        "The case holds no plan of containment to take over from: name the assets with "
        "eradication state."
    ),
    "eradication.bad_hash": (
        "'{hash}' is no SHA-256: give 64 hexadecimal digits, or the file itself."
    ),
    "eradication.no_such_evidence": (
        "No evidence with the SHA-256 {hash} was taken in this case: check the digits."
    ),
    "eradication.not_the_holder": ("{giver} cannot hand it over: {holder} holds it."),
    "eradication.passed_with_hits": (
        "A check with {hits} hits did not pass: leave the hits out, or say that it failed."
    ),
    "eradication.unknown_check": "There is no check '{check}': choose one of {checks}.",
    "eradication.checks_too_long": "{file} is too long for a list of checks: {most} bytes at most.",
    "eradication.checks_wrong": "{file} holds no sound checks: {why}.",
    "eradication.no_reason": "Say why: the reason stands in the logbook.",
    "eradication.nobody": "Say who did it: the name stands in the logbook.",
    "eradication.no_organisation": (
        "The case {case} has adopted no organisation: run respond or restoration declare first."
    ),
    "eradication.no_asset": "No asset is named: write for example srv-app1,pc-2.",
    "eradication.evidence_of_one": (
        "Evidence is taken of one asset at a time, and {count} are named."
    ),
    "eradication.nothing_taken": (
        "Nothing was taken of {asset}: name the files, or their SHA-256 with --sha256."
    ),
    "eradication.now_is": "{asset}: {state}",
    # The core of trust.
    "eradication.machine_is_verified": (
        "{asset} is ticked by itself once it is verified: use eradication verify."
    ),
    "eradication.step_waits": (
        "The step {step} waits for {count} others, first for {first}: do that before."
    ),
    "eradication.step_too_soon": (
        "The step {step} is too soon: {hours} h have to pass after the one before, until {at}."
    ),
    "eradication.no_such_step": ("There is no step '{step}': eradication core shows them all."),
    "eradication.and_more": "; and {count} more",
    "eradication.step_host": "Verify or rebuild {subject}, which hosts machines of the core.",
    "eradication.step_controller": "Verify or rebuild the domain controller {subject}.",
    "eradication.step_core_machine": "Verify or rebuild {subject}, of the core of trust.",
    "eradication.step_ways": (
        "Close the ways into the core of {subject} ({count}) and end the sessions."
    ),
    "eradication.step_ways_none": (
        "No way into the core of {subject} is known: look for one again, and end the sessions."
    ),
    "eradication.step_builtin_administrator": (
        "Renew the password of the built-in administrator (500) of {subject}."
    ),
    "eradication.step_privileged_account": (
        "Renew the secrets of {subject}, or replace the account."
    ),
    "eradication.step_privileged_service": (
        "Renew the secret of the service account {subject}, which holds the domain."
    ),
    "eradication.step_dsrm": "Renew the restore-mode password (DSRM) of {subject}.",
    "eradication.step_krbtgt_first": "Renew the secret of krbtgt in {subject}, first time.",
    "eradication.step_krbtgt_second": "Renew the secret of krbtgt in {subject}, second time.",
    "eradication.step_krbtgt_read_only": (
        "Renew the secret of {subject}, of a read-only controller, or remove it."
    ),
    "eradication.step_trust": "Renew the secret of the trust {subject}, on both sides.",
    "eradication.step_controller_account": (
        "Renew the machine password of the controller {subject}, twice."
    ),
    "eradication.step_certificates": (
        "Revoke the certificates that give {subject} away, and close their templates."
    ),
    "eradication.step_service": "Renew the secret of the service account {subject}.",
    "eradication.step_stored_secret": "Renew the secret of {subject}, which is kept on machines.",
    "eradication.step_people": "Renew the passwords of everybody in {subject}: {count} accounts.",
    "eradication.why_host": (
        "Whoever holds the host holds the machines on it: nothing above can be trusted before."
    ),
    "eradication.why_controller": (
        "A controller has every secret of the domain: secrets renewed on a bad one are "
        "stolen again."
    ),
    "eradication.why_core_machine": "It holds, or can change, machines that all others rely on.",
    "eradication.why_ways": (
        "Otherwise the new secrets can be taken by the ways by which the old ones were."
    ),
    "eradication.why_builtin_administrator": (
        "It cannot be locked out, and it is the way back in: its secret is known to whoever "
        "copied the directory."
    ),
    "eradication.why_privileged_account": ("It holds the domain or a machine of its core."),
    "eradication.why_privileged_service": (
        "It holds the domain or a machine of its core, and its secret lies on machines."
    ),
    "eradication.why_dsrm": "It opens a controller without the directory.",
    "eradication.why_krbtgt_first": (
        "With it any ticket can be forged. All that could read the new one has been renewed before."
    ),
    "eradication.why_krbtgt_second": (
        "The secret before is still accepted. Tickets live 10 hours by default: renewed "
        "sooner, honest sessions break everywhere."
    ),
    "eradication.why_krbtgt_read_only": "Each read-only controller signs with its own.",
    "eradication.why_trust": "With it tickets across the trust can be forged.",
    "eradication.why_controller_account": (
        "With it whoever copied the directory passes for a controller; the one before is kept."
    ),
    "eradication.why_certificates": "A certificate outlives every password.",
    "eradication.why_service": "It was in the directory that was copied, and it is seldom changed.",
    "eradication.why_stored_secret": "Whoever held the machine could read it.",
    "eradication.why_people": (
        "They were in the directory that was copied. Last, because whoever holds the domain can "
        "read the new ones."
    ),
    "eradication.because_exposed": "Its sessions or its secret were seen on machines outside of "
    "the core.",
    "eradication.core_title": "Eviction from the core of trust",
    "eradication.core_how": "How to use this list",
    "eradication.core_intro": (
        "Steps are done in the order of their numbers; the column After names those that have to "
        "be done before. Done so far: {done} of {count}. The order follows ANSSI (Cyberattaques et "
        "remédiation, Active Directory) and Microsoft (AD forest recovery). If a step has to be "
        "done again, all that came after it is done again too."
    ),
    "eradication.core_column_no": "No.",
    "eradication.core_column_do": "What is done",
    "eradication.core_column_after": "After",
    "eradication.core_column_why": "Why",
    "eradication.core_column_done": "Done by, at",
    "eradication.core_wait": "{after}, and {hours} h",
    "eradication.phase_machines": "Sound machines",
    "eradication.phase_ways": "Ways into the core",
    "eradication.phase_accounts": "Accounts that hold the domain",
    "eradication.phase_controllers": "Secrets of the controllers",
    "eradication.phase_trusts": "Trusts and certificates",
    "eradication.phase_secrets": "Services and people",
    # The triage line.
    "eradication.labels_title": "Labels of the triage line",
    "eradication.box_in": "in",
    "eradication.box_scan": "scanned",
    "eradication.box_clear": "clear",
    "eradication.box_reimage": "imaged",
    "eradication.box_out": "out",
    "eradication.station_in": "brought in",
    "eradication.station_scan": "scanned",
    "eradication.station_clear": "found clean",
    "eradication.station_reimage": "reimaged",
    "eradication.station_out": "handed out",
    "eradication.place_to_come": "still to be brought in",
    "eradication.place_to_scan": "to be scanned",
    "eradication.place_to_clear": "scanned without a hit, to be cleared",
    "eradication.place_to_reimage": "to be reimaged",
    "eradication.place_to_hand_out": "clean, to be handed out",
    "eradication.place_out": "handed out",
    "eradication.place_gone": "lost or scrapped",
    "eradication.busy_arrivals": "bringing machines in",
    "eradication.busy_scan": "the scan benches",
    "eradication.busy_reimage": "the imaging benches",
    "eradication.busy_desk": "the desks that hand out",
    "eradication.more_arrivals": (
        "{amount} machines more brought in in an hour: {hours} h of open line sooner."
    ),
    "eradication.more_scan": "{amount} scan bench more: {hours} h of open line sooner.",
    "eradication.more_image": "{amount} imaging bench more: {hours} h of open line sooner.",
    "eradication.more_desk": "{amount} desk more: {hours} h of open line sooner.",
    "eradication.too_many_labels": "{count} labels are too many: a case has 999,999 numbers.",
    "eradication.not_a_read": (
        "Line {line} is nothing that a scanner reads: '{text}'; write code, or code;hits;sha256."
    ),
    "eradication.no_such_label": (
        "'{label}' is no label of this case: read it again, or print labels first."
    ),
    "eradication.line_never_ends": "The line never ends with what it has: {why}.",
    "eradication.no_such_zone": "There is no zone '{zone}': choose one of {zones}.",
    "eradication.no_machine": (
        "There is no machine to label: name them, or give their zones the tier 2."
    ),
    "eradication.no_code": "No code was read: give codes, or a file with --from.",
    # The lifting of the cuts.
    "eradication.nothing_approved": (
        "No plan was approved in this case, and nothing was cut: name what is pulled with --pulled."
    ),
    "eradication.lever_is_gone": (
        "The approved plan has the lever {lever}, which the organisation has no more: approve a "
        "new plan, or name what is pulled with --pulled."
    ),
    "eradication.not_pulled": "The lever {lever} is not pulled now: nothing is there to undo.",
    "eradication.undo_first": (
        "{lever} is in force on its components: use containment undo, which writes it."
    ),
    "eradication.lift_unverified": (
        "{lever} stays: {asset} is not verified, or stands on something that is not."
    ),
    "eradication.lift_opens": (
        "{levers} stay: undone together they open {count} links between what is unverified and "
        "the rest, such as {source} {link} {target}."
    ),
    # Pictures.
    "eradication.picture_board": "Assets by state",
    "eradication.picture_hours": "Machines that passed each station, by hour",
    "eradication.picture_ending": "Machines handed out, of {machines} that are left",
    "eradication.picture_middle": "middle of the scenarios",
    "eradication.picture_band": "eight scenarios in ten",
    "eradication.kind_machine": "machines",
    "eradication.kind_appliance": "appliances",
    "eradication.kind_account": "accounts",
    "eradication.kind_group": "groups",
    "eradication.kind_directory": "objects of the directory",
    "eradication.kind_mailbox": "mailboxes",
    "eradication.kind_dataset": "data sets",
    "eradication.kind_external": "external parties",
}
