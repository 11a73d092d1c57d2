"""Sentences of the plan of restoration. `{subject}` is the subject of the remark."""

SENTENCES: dict[str, str] = {
    # Steps.
    "restoration.step_preserve": "preserve evidence",
    "restoration.step_rebuild": "rebuild",
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
}
