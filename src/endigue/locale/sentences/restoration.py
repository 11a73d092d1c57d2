"""Sentences of the plan of restoration. `{subject}` is the subject of the remark."""

SENTENCES: dict[str, str] = {
    # Steps.
    "restoration.step_preserve": "preserve evidence",
    "restoration.step_rebuild": "rebuild",
    "restoration.step_clean": "clean in place",
    "restoration.step_restore": "restore data",
    "restoration.step_verify": "verify",
    "restoration.step_reconnect": "reconnect",
    # What cannot be planned.
    "restoration.no_crew": (
        "{subject} cannot come back: no crew has the skill {skill}, and none has {substitute} "
        "to stand in; add one to crews."
    ),
    "restoration.no_clean_room": (
        "{subject} cannot be rebuilt: there is no clean-room place; set clean_room_places."
    ),
    "restoration.no_bandwidth": (
        "The data of {subject} cannot be restored: the backups give 0 GB an hour; set "
        "restore_gb_per_hour."
    ),
    "restoration.core_cannot_return": (
        "{subject} has to wait for the core of trust, and {core}, which belongs to it, cannot "
        "come back."
    ),
    "restoration.operation_cannot_return": (
        "{subject} cannot start again: something that it needs cannot come back."
    ),
    "restoration.operation_held": (
        "{subject} does not return for now: the cell has decided no-go, so nothing is hurried "
        "for it and its loss is in no figure."
    ),
    "restoration.no_safe_backup": (
        "The data of {subject} cannot be restored: no backup of it can be trusted; report "
        "another one, or choose another way for it."
    ),
    # What it is restored from.
    "restoration.restored_from": (
        "{subject} comes back as of {at}: {hours} h of entries from before the outage are lost "
        "and to be made again."
    ),
    "restoration.backups_unknown": (
        "Only backups from before {at} may be used, and of {count} things, such as {subject}, "
        "nobody has reported one: their dates assume that there is one."
    ),
    # What was assumed.
    "restoration.skill_substituted": (
        "No crew has the skill {subject}: {substitute} stands in, which may take longer."
    ),
    "restoration.rebuild_hours_assumed": (
        "Nobody has said how long it takes to rebuild {subject}: {hours} hours are assumed."
    ),
    # What the user asked for.
    "restoration.first_not_waiting": (
        "{operation} cannot be put first: it is no operation that waits to come back; choose "
        "one of {operations}."
    ),
    "restoration.not_restorable": (
        "'{name}' is no asset, account or flow of the organisation: check the spelling."
    ),
    # Reports, plans made again, pictures.
    "restoration.nothing_lost": (
        "The case does not say what has to be restored: plan the containment first, or use "
        "restoration declare."
    ),
    "restoration.no_organisation": (
        "The case {case} has adopted no organisation: run respond or restoration declare first."
    ),
    "restoration.not_restored": (
        "{asset} is nothing that has to be restored: choose one of the plan's."
    ),
    "restoration.no_such_step": "{asset} has no step '{step}': its steps are {steps}.",
    "restoration.step_done": (
        "The step {step} of {asset} is done already: if it has to be done again, report that "
        "it failed."
    ),
    "restoration.step_out_of_turn": (
        "{asset} cannot come to {step} before {earlier} is done: report that first."
    ),
    "restoration.unknown_crew": "There is no crew '{crew}': choose one of {crews}.",
    "restoration.unknown_skill": "No crew has the skill '{skill}': choose one of {skills}.",
    "restoration.unknown_operation": "There is no operation '{operation}': check the spelling.",
    "restoration.empty_presence": (
        "The change for {crew} changes nothing: give people other than 0, and an end after "
        "the begin."
    ),
    "restoration.bad_hours": "{hours} is no length of work: give hours above 0 and below 10,000.",
    "restoration.not_a_change": (
        "'{text}' is no change: write for example database=1, or srv-app1=2.5 for hours."
    ),
    "restoration.not_a_supposition": (
        "'{text}' is nothing that can be supposed: write one of {kinds}, for example 'lend "
        "database=1', 'late srv-app1=24' or 'first telephone'."
    ),
    "restoration.not_psplib": "{file} is no project in Patterson's format: {why}.",
    "restoration.later": "{subject} comes back {hours} h later than in the plan before.",
    "restoration.earlier": "{subject} comes back {hours} h sooner than in the plan before.",
    "restoration.because_failed": "{hours} h because of {asset}: '{step}' failed ({why}).",
    "restoration.because_delayed": (
        "{hours} h because of {asset}: '{step}' takes another time than foreseen ({why})."
    ),
    "restoration.because_fewer": "{hours} h because {crew} has {people} people fewer ({why}).",
    "restoration.because_more": "{hours} h because {crew} has {people} people more ({why}).",
    "restoration.because_instead": "{hours} h because {asset} comes back in another way.",
    "restoration.because_safe_date": (
        "{hours} h because only backups from before {at} can be trusted ({why})."
    ),
    "restoration.because_backup": (
        "{hours} h because of {asset}: a backup of {at} was found ({why})."
    ),
    "restoration.because_bad_backup": (
        "{hours} h because of {asset}: its backup of {at} is bad ({why})."
    ),
    "restoration.because_go": "{hours} h because {operation} may return ({why}).",
    "restoration.because_no_go": "{hours} h because {operation} must not return for now ({why}).",
    "restoration.nothing_to_restore": "{asset} has no data that come from a backup.",
    "restoration.not_a_backup": (
        "'{text}' is no backup: write for example db-1=2021-01-30T02:00:00+01:00, and =9 behind "
        "it for nine hours of restoring."
    ),
    "restoration.because_pace": "{hours} h because of the pace that was seen so far.",
    "restoration.because_order": "{hours} h because the work is put in another order.",
    "restoration.because_behind": "{hours} h because work is behind the plan before.",
    "restoration.because_ahead": "{hours} h because work is ahead of the plan before.",
    "restoration.picture_gantt": "Who works on what: the first {shown} of {things} things",
    "restoration.picture_curve": "Operations that are back, of {operations}",
    "restoration.picture_middle": "middle of the scenarios",
    "restoration.picture_band": "eight scenarios in ten",
    "restoration.picture_load": "People at work, by crew",
    "restoration.picture_foretold": "Forecast dates and actual dates",
    "restoration.picture_first_plan": "first plan, P10 to P90",
    "restoration.picture_last_plan": "last plan",
    "restoration.picture_actual": "back",
}
