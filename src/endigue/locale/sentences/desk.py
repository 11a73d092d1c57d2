"""Sentences of the desk: what is not known, and what a door refuses."""

SENTENCES = {
    "desk.stage_adopt": "Adopting the organisation",
    "desk.stage_evidence": "Weighing the evidence",
    "desk.stage_spread": "Forecasting the spread",
    "desk.stage_containment": "Computing where to cut",
    "desk.stage_residual": "Forecasting what each alternative leaves",
    "desk.stage_continuity": "Assessing what keeps running",
    "desk.stage_restoration": "Planning the restoration",
    "desk.stage_duties": "Counting the legal clocks",
    "desk.stage_briefing": "Writing the briefing",
    "desk.no_evidence": "No evidence has been read: nothing can be said of what is compromised.",
    "desk.unmatched_names": (
        "Names in the findings that are no asset that we know: {count}, in findings: {findings}. "
        "They are machines outside the inventory, or misspelt."
    ),
    "desk.ambiguous_names": (
        "Names in the findings that fit several assets, of which none was chosen: {count}."
    ),
    "desk.rows_not_understood": "Rows of the evidence that could not be read: {count}.",
    "desk.findings_without_time": "Findings without a time, whose order is not known: {count}.",
    "desk.nothing_confirmed": (
        "Nobody has confirmed or cleared any machine: every probability rests on findings alone."
    ),
    "desk.likelihoods_assumed": (
        "The weight of each kind of finding is assumed where no measurement is published."
    ),
    "desk.times_assumed": (
        "The time that an intruder takes for each kind of link is assumed where no measurement "
        "is published: the hours are orders of magnitude."
    ),
    "desk.unknown_link_kinds": (
        "Kinds of link that are not in our table and were given assumed figures: {count}."
    ),
    "desk.plans_not_proven": (
        "Plans that are not proven to be the best; their gap is shown: {count}."
    ),
    "desk.data_taken_unknown": (
        "Whether data was taken is not known: nothing in the evidence read here tells."
    ),
    "desk.durations_assumed": (
        "The durations of the rebuild are assumed; dates are given with their spread, and none "
        "is to be published earlier than its P80."
    ),
    "desk.safe_date_unknown": (
        "The date before which the backups are sound is not known: no restore before the "
        "investigators give it."
    ),
    "desk.cannot_be_scheduled": "Assets and operations that no crew could bring back: {count}.",
    "desk.no_operations": (
        "The organisation describes no operation: the harm of a cut to people is not counted."
    ),
    "desk.no_levers": (
        "The organisation describes no lever and nothing that one could act on: nothing can be cut."
    ),
    "desk.levers_derived": (
        "The organisation describes no lever: {count} standard ones were computed with. Their "
        "minutes, crews and costs are assumed; check that each can be done, above all that each "
        "zone can be unplugged."
    ),
    "desk.case_absent": "'{case}' is no case: give the folder that `endigue respond` made",
    "desk.case_unwritable": "'{case}' cannot be written ({why}): choose another folder",
    "desk.case_of_another": (
        "'{case}' already holds files that are no case: choose an empty or a new folder"
    ),
    "desk.blob_absent": "{name} is missing beside the journal of this case: copy the whole folder",
    "desk.blob_changed": "{name} beside the journal of this case is not what it was",
    "desk.unknown_asset": "'{name}' is no asset of this organisation; nearest: {nearest}",
    "desk.unknown_identifier": "'{name}' names nothing in this organisation; nearest: {nearest}",
    "desk.unknown_lever": "'{name}' is no lever of this organisation; nearest: {nearest}",
    "desk.not_numbers": "'{text}' is no list of numbers: write for example {example}",
    "desk.not_cautions": (
        "'{text}' are no cautions: write three probabilities in falling order, such as {example}"
    ),
    "desk.not_an_instant": "'{text}' is no instant: write for example 2021-02-05T19:00:00+01:00",
    "desk.not_a_day": "'{text}' is no day: write for example 2026-02-06",
    "desk.not_a_mapping": "'{text}' is no mapping: write for example --map host=Computer",
    "desk.folder_taken": "'{folder}' already exists: choose a new folder",
    "desk.file_unwritable": "{file} cannot be written ({why}): choose another place",
    "desk.file_unreadable": "{file} cannot be read ({why}): check the path",
    "desk.fact_unreadable": (
        "nothing was written: the logbook could not read it again ({why}); give less of it"
    ),
    "desk.folder_changed": (
        "the organisation folder changed while it was read: run the command again"
    ),
    "desk.unknown_kind": "'{kind}' cannot be imported: choose one of {kinds}",
}
