"""Sentences of the organisation folder: its problems, its warnings, its shortcomings.

A problem does not say its place; `endigue.locale.problems` says it before, once for all.
"""

SENTENCES: dict[str, str] = {
    # The place of a problem, and what may have been meant.
    "organisation.place_file": "{file}: {problem}",
    "organisation.place_file_column": "{file}, column {column}: {problem}",
    "organisation.place_line": "{file}, line {line}: {problem}",
    "organisation.place_column": "{file}, line {line}, column {column}: {problem}",
    "organisation.place_key": "{file}, line {line}, key {column}: {problem}",
    "organisation.place_row": "{file}, row {line}: {problem}",
    "organisation.place_row_column": "{file}, row {line}, column {column}: {problem}",
    "organisation.perhaps": "{problem} Did you mean '{nearest}'?",
    # The folder.
    "organisation.folder_missing": (
        "There is no folder {folder}: give the folder that holds organisation.toml."
    ),
    "organisation.refused": (
        "Nothing was loaded from {folder}: correct what is wrong in it first ({count})."
    ),
    "organisation.folder_not_written": (
        "The folder {folder} could not be written, and nothing in it was changed: check its "
        "rights and the room on the disk."
    ),
    # Files.
    "organisation.file_missing": "this file is needed and is not there.",
    "organisation.file_empty": "the file is empty: fill it, or remove it.",
    "organisation.file_too_big": "the file is larger than {most} MiB, the most that is read.",
    "organisation.file_unreadable": (
        "the file cannot be read: check its rights, and that it is an ordinary file."
    ),
    "organisation.file_twice": "{other} holds the same table: remove one of the two.",
    "organisation.unknown_file": "nothing reads a file of this name; it was left out.",
    "organisation.not_utf8": (
        "the byte {found} is not UTF-8: save the file again as UTF-8 (in a spreadsheet, 'CSV "
        "UTF-8')."
    ),
    "organisation.nul_byte": "a null character stands here, as in no text: write the file again.",
    "organisation.toml_syntax": (
        "this is not TOML: look at «{found}» and the line before it, for a missing quote, "
        "bracket or comma."
    ),
    "organisation.toml_twice": "the same key is given twice; look at «{found}».",
    "organisation.toml_too_much": (
        "values are nested more than {most} levels deep, or a number has thousands of digits."
    ),
    "organisation.csv_malformed": (
        "the quotes of this row do not fit: a cell that holds quotes has each of them twice, "
        "and quotes around it."
    ),
    "organisation.cell_too_long": "the cell has more than {most} characters.",
    "organisation.ragged_row": "the row has {found} cells, the header {expected}.",
    "organisation.too_many_rows": "the table has more than {most} rows, the most that are read.",
    "organisation.column_missing": "the column is needed and is not in the header.",
    "organisation.column_twice": "the column stands twice in the header.",
    "organisation.unknown_column": "nothing reads a column '{found}'; it was left out.",
    "organisation.parquet_broken": "this is no Parquet file, or a damaged one: write it again.",
    "organisation.parquet_type": "the column holds {found}: write text or numbers.",
    # Values.
    "organisation.cell_empty": "nothing stands here, and something must.",
    "organisation.not_identifier": (
        "'{found}' is no identifier: write 1 to {most} characters without white space, comma, "
        "semicolon or double quote."
    ),
    "organisation.not_number": "'{found}' is no number: write for example 4200 or 12.5.",
    "organisation.not_finite": "'{found}' is no finite number.",
    "organisation.negative": "{found} is negative: write 0 or more.",
    "organisation.not_positive": "{found} is not above 0.",
    "organisation.too_large": "{found} is beyond {most}, the most that is counted.",
    "organisation.not_whole": "{found} is no whole number.",
    "organisation.not_port": "{found} is no port: write 0 (any) to {most}.",
    "organisation.not_yes_or_no": "'{found}' says neither yes nor no: write true or false.",
    "organisation.not_one_of": "'{found}' is none of {expected}.",
    "organisation.bad_shifts": (
        "'{found}' are no shifts: write 24/7, or days and hours such as mon-fri 08:00-18:00; "
        "sat 09:00-12:00."
    ),
    "organisation.not_currency": "'{found}' is no currency: write three letters such as EUR.",
    "organisation.not_time_zone": ("'{found}' is no time zone: write for example Europe/Paris."),
    "organisation.not_text": "{found} is no text: write it between double quotes.",
    "organisation.not_list": "{found} is no list: write names between brackets.",
    "organisation.not_table": "{found} is no table of keys and values.",
    "organisation.not_list_of_tables": "{found} are no tables: write [[{key}]] before each.",
    "organisation.key_missing": "the key {key} is needed and is not there.",
    "organisation.unknown_key": "nothing reads a key '{found}'; it was left out.",
    "organisation.name_malformed": (
        "{found} is no name: write a text, or a text for each language such as "
        '{{ fr = "Paie", en = "Payroll" }}.'
    ),
    "organisation.legal_too_deep": "legal tables are nested at most {most} levels deep.",
    # Names.
    "organisation.duplicate_id": (
        "'{found}' was given out before, on line {first_line} of {first_file}."
    ),
    "organisation.id_of_another_kind": (
        "'{found}' names something of another kind already, on line {first_line} of "
        "{first_file}: a need or a lever could mean either."
    ),
    "organisation.unknown_asset": "'{found}' is no asset.",
    "organisation.unknown_zone": "'{found}' is no zone.",
    "organisation.unknown_flow": "'{found}' is no flow.",
    "organisation.unknown_crew": "'{found}' is no crew.",
    "organisation.unknown_entity": (
        "'{found}' is no entity: declare it as [[entity]] in organisation.toml."
    ),
    "organisation.unknown_need": "'{found}' is no asset, flow or service.",
    "organisation.unknown_target": "'{found}' is nothing that a lever can act on.",
    "organisation.need_is_zone": "'{found}' is a zone: need what stands in it.",
    "organisation.need_is_operation": (
        "'{found}' is an operation: need the services that it needs."
    ),
    "organisation.lever_wants_asset": "{lever} acts on an asset, and '{found}' is none.",
    "organisation.lever_wants_account": (
        "{lever} acts on an asset of kind account, and '{found}' is none."
    ),
    "organisation.lever_wants_flow": "{lever} acts on a flow, and '{found}' is none.",
    "organisation.lever_wants_zone": "{lever} acts on a zone, and '{found}' is none.",
    "organisation.lever_wants_target": (
        "{lever} acts on an asset, a flow or a zone, and '{found}' is none."
    ),
    "organisation.too_many_kinds": "there are {found} kinds of link; at most {most} are read.",
    "organisation.link_to_itself": "the link leads from '{found}' to itself.",
    # Needs.
    "organisation.need_malformed": (
        "{found} is no need: write a name, {{ all = [...] }}, {{ any = [...] }} or "
        "{{ at_least = 2, of = [...] }}."
    ),
    "organisation.need_too_deep": "needs are nested more than {most} levels deep.",
    "organisation.any_of_nothing": "any of an empty list is never met: name at least one.",
    "organisation.at_least_out_of_range": (
        "at least {found} of {most} cannot be asked for: write a whole number from 1 to the "
        "length of the list."
    ),
    "organisation.service_cycle": "these services need each other in a circle: {cycle}.",
    "organisation.more_like_these": "and {count} more like those above.",
    # Shortcomings: {count} subjects, of which {subjects} are the first.
    "organisation.no_operations": (
        "No operation is described, so no cut can be priced: fill operations.toml."
    ),
    "organisation.no_links": (
        "There are no links, so nothing spreads and nothing can be cut: import the directory "
        "and the network."
    ),
    "organisation.no_levers": (
        "There are no levers, so standard ones with assumed figures are computed with: write "
        "them with `endigue organisation levers DIR --write` and correct them."
    ),
    "organisation.levers_derived": (
        "{folder} describes no lever: {count} standard ones are computed with, their figures "
        "assumed (see `endigue organisation levers {folder}`)"
    ),
    "organisation.no_target": (
        "{folder} describes no lever, and no zone, flow, host or account that one could act on: "
        "nothing can be cut"
    ),
    "organisation.operation_needs_nothing": (
        "Operations that need nothing, so that nothing stops them ({count}): {subjects}."
    ),
    "organisation.operation_worth_nothing": (
        "Operations with a value of 0 an hour, so that no plan spares them ({count}): {subjects}."
    ),
    "organisation.skill_missing": (
        "Skills that no crew has, though steps of restoration ask for them ({count}): {subjects}."
    ),
    "organisation.link_kind_unknown": (
        "Kinds of link whose speed nobody knows, so that an assumed one is taken ({count}): "
        "{subjects}."
    ),
    "organisation.no_core_of_trust": (
        "No zone has tier 0, so nobody knows what must be clean before all else: give the core "
        "of trust its zone."
    ),
    "organisation.no_backups": (
        "Nothing looks like a backup: add the backup servers and a pause_backups lever."
    ),
    "organisation.host_without_zone": (
        "Machines in no zone, so that unplugging a zone does not reach them ({count}): {subjects}."
    ),
    "organisation.host_without_rebuild_hours": (
        "Machines with 0 hours to rebuild, as if their fall cost nothing ({count}): {subjects}."
    ),
    "organisation.mtpd_before_rto": (
        "Operations whose tolerable period ends before they are due back ({count}): {subjects}."
    ),
    "organisation.operation_without_manual": (
        "Operations of which nobody says how they go on by hand ({count}): {subjects}."
    ),
    "organisation.service_not_needed": (
        "Services that no operation needs, so that they count for nothing ({count}): {subjects}."
    ),
    "organisation.flow_without_links": (
        "Flows that no link uses, so that closing them stops nobody ({count}): {subjects}."
    ),
    "organisation.zone_without_assets": "Zones without any asset ({count}): {subjects}.",
    "organisation.account_without_links": (
        "Accounts that no link names, so that holding them leads nowhere ({count}): {subjects}."
    ),
    "organisation.lever_changes_nothing": (
        "Levers on what nothing needs and no link passes, so that they change nothing "
        "({count}): {subjects}."
    ),
    # Merging an import.
    "organisation.merge_other_kind": (
        "The import brings '{found}' as {brought}, but the organisation has it as {known} "
        "(in all: {count}): rename one of the two."
    ),
    "organisation.merge_unknown_end": (
        "A link of the import names '{found}', which is neither in it nor in the organisation "
        "(in all: {count}): import what it belongs to as well."
    ),
    "organisation.and_more": "{subjects} and {count} more",
}
