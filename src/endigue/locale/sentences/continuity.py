"""Sentences of work by hand: forms, serials, checks at entry, merging devices."""

_FORMS = {
    "continuity.forms_refused": "{file} is refused: {count} things are wrong with its forms",
    "continuity.forms_wrong": "{file} is no file of forms: {why}",
    "continuity.forms_too_long": "{file} has more than {most} bytes: no set of forms needs them",
    "continuity.form_twice": "{file}, form {form}: {subject} is already another form's",
    "continuity.form_id": "{file}, form {form}: an identifier has small letters, digits and dashes",
    "continuity.form_code": "{file}, form {form}: '{subject}' is no code: write 2 to 4 capitals",
    "continuity.form_edition": "{file}, form {form}: the edition is a number from 1 on",
    "continuity.form_language": "{file}, form {form}: {subject} needs a name in fr and in en",
    "continuity.form_field_twice": "{file}, form {form}: the field {subject} occurs twice",
    "continuity.form_pays": "{file}, form {form}: what it pays, '{subject}', is no money field",
    "continuity.form_alike": "{file}, form {form}: '{subject}' in alike is no field",
    "continuity.form_field_id": (
        "{file}, form {form}: '{subject}' names no field: write small letters, digits and _"
    ),
    "continuity.form_choices": "{file}, form {form}: the choice {subject} has no choices",
    "continuity.form_mask": (
        "{file}, form {form}: the mask of {subject} is made of 9, A and *, and is for texts only"
    ),
    "continuity.form_longest": (
        "{file}, form {form}: a text of {subject} has between 1 and 500 characters"
    ),
    "continuity.unknown_form": "'{form}' is no form: choose one of {forms}",
}

_SHEETS = {
    "continuity.no_serial": (
        "'{text}' is no serial, or its last digit does not fit: read it again, such as CS-000123-7"
    ),
    "continuity.two_forms": "{first} and {last} are not of one form: give them one after the other",
    "continuity.range_outside": (
        "numbers {first} to {last} are no range: they go from 1 to {most}, the first before the "
        "last"
    ),
    "continuity.range_taken": (
        "{first} to {last} were already issued to {desk}: leave out --from, or begin after them"
    ),
    "continuity.page_count": "{count} numbers are none for a page: give between 1 and {most}",
    "continuity.no_form_named": "no form is named: give at least one with --form",
    "continuity.words_wanted": "the {what} is empty or longer than 200 characters: say it in words",
    "continuity.unknown_state": "'{state}' is no state of a sheet: choose among {states}",
    "continuity.sheet_entered": "entered",
    "continuity.sheet_keyed_once": "awaits its second keying",
    "continuity.sheet_conflict": "conflict",
    "continuity.sheet_blank": "returned blank",
    "continuity.sheet_spoiled": "returned spoiled",
    "continuity.sheet_lost": "stated lost",
    "continuity.sheet_missing": "missing",
    "continuity.sheet_unissued": "never issued",
    "continuity.why_keyings_differ": "the keyings of this sheet differ",
    "continuity.why_returned_and_entered": "it was returned without a record, and yet entered",
    "continuity.why_record_reused": "two different records bear one identifier",
    "continuity.why_invalid": "it does not pass the checks of the form",
    "continuity.why_unknown_form": "this form, or its edition, is not known here",
}

_ENTRIES = {
    "continuity.entries_refused": "nothing was entered: {count} things to put right",
    "continuity.alike_refused": (
        "nothing was entered: sheets that look like one event twice: {count}; compare them, then "
        "use --anyway if they are two"
    ),
    "continuity.entry_alike": "{serial} says the same as {other} on {fields}",
    "continuity.entry_twice_in_batch": "{serial} occurs twice in this batch",
    "continuity.entry_missing": "{serial}: {field} is empty: every sheet must give it",
    "continuity.entry_unknown_field": "{serial}: '{field}' is no field of this form: {expected}",
    "continuity.entry_malformed": (
        "{serial}: {field} holds '{found}', which is not in its final form"
    ),
    "continuity.entry_money": "{serial}: {field} '{found}' is no amount: write for example 42.50",
    "continuity.entry_integer": "{serial}: {field} '{found}' is no whole number",
    "continuity.entry_too_small": "{serial}: {field} '{found}' is below {expected}",
    "continuity.entry_too_large": "{serial}: {field} '{found}' is above {expected}",
    "continuity.entry_date": (
        "{serial}: {field} '{found}' is no date: write 2021-02-08 or 08/02/2021"
    ),
    "continuity.entry_time": "{serial}: {field} '{found}' is no time: write for example 18:30",
    "continuity.entry_choice": "{serial}: {field} '{found}' is none of {expected}",
    "continuity.entry_yes_no": "{serial}: {field} '{found}' is neither yes nor no",
    "continuity.entry_mask": (
        "{serial}: {field} '{found}' does not fit {expected} (9 a digit, A a letter, * either)"
    ),
    "continuity.entry_too_long": "{serial}: {field} is longer than {expected} characters",
    "continuity.another_form": "{serial} is no sheet of {form}: key in one form at a time",
    "continuity.nothing_to_correct": "{serial}: nothing is known that could be corrected",
    "continuity.no_field": "'{text}' gives no field: write for example amount=42.50",
    "continuity.batch_count": (
        "nothing was entered: the batch has {found} sheets, counted by hand were {expected}"
    ),
    "continuity.batch_sum": (
        "nothing was entered: the batch adds up to {found}, added by hand it was {expected}"
    ),
    "continuity.batch_sum_unclear": "the sum '{text}', or an amount of the batch, is no amount",
    "continuity.keyed_header": (
        "{file} has no column `serial`, or a column twice; its columns are: {found}"
    ),
    "continuity.keyed_row": "this row has other cells than the header, or the file has too many",
    "continuity.keyed_too_long": "{file} has more than {most} bytes: split the batch",
}

_MERGING = {
    "continuity.no_folder": "'{folder}' is no folder: give the folder or key with the exports",
    "continuity.too_many_chains": (
        "{folder} holds more than {most} chains: give the folder of this crisis alone"
    ),
    "continuity.chain_too_long": "{file} has more than {most} bytes: it is no export of a device",
    "continuity.chain_broken": (
        "{file} does not hold at entry {entry}: export it again from its device, or leave it out "
        "with --leave-bad"
    ),
    "continuity.chain_of_another": (
        "{file} holds facts of hand-work that this version cannot read: bring it up to date"
    ),
    "continuity.chain_empty": "{file} is an export without entries: its device wrote nothing",
    "continuity.merge_refused": (
        "nothing was merged: files that cannot be taken in: {count}; --leave-bad takes the others"
    ),
}

_QUEUE = {
    "continuity.passphrase_short": (
        "the passphrase is shorter than {least} characters: write five or six words"
    ),
    "continuity.kit_exists": "'{folder}' already holds a kit: choose a new folder",
    "continuity.kit_name_twice": "two extracts are called {name}: rename one",
    "continuity.contacts_header": "{file} needs columns name and telephone; its columns: {found}",
    "continuity.not_shifts": "'{text}' is no calendar: write 24/7 or mon-fri 08:00-18:00",
}

_RECONCILIATION = {
    "continuity.map_refused": "{file} is refused: {count} things are wrong with it",
    "continuity.map_wrong": "{file} is no mapping: {why}",
    "continuity.map_twice": "{file}, {into}: {subject} already goes elsewhere",
    "continuity.map_source": "{file}, {into}: give either a form or a table of lost data",
    "continuity.map_lost_key": "{file}, {into}: lost_key names the column that tells rows apart",
    "continuity.map_key": "{file}, {into}: the column {subject} holds the key and nothing else",
    "continuity.map_amount": "{file}, {into}: {subject} takes no money field",
    "continuity.map_form": "{file}, {into}: '{subject}' is no form",
    "continuity.map_field": "{file}, {into}: '{subject}' is no field; write =text for a fixed text",
    "continuity.map_find": "{into}: find is empty: an API needs a path to read records back",
    "continuity.table_header": "{file} has no header, or a column twice; its columns: {found}",
    "continuity.lost_tables": "give --lost for each table that the mapping names: {names}",
    "continuity.lost_refused": "nothing was written: rows of lost data to put right: {count}",
    "continuity.lost_key_twice": "{table}, row {row}: the key '{found}' occurs twice",
    "continuity.lost_key_missing": "{table}, row {row}: the key is empty",
    "continuity.lost_amount": "{table}, row {row}: '{found}' is no amount",
    "continuity.target_unclear": "the target cannot be understood: give a URL, or a folder",
    "continuity.target_unreachable": (
        "the target does not answer ({why}): nothing is lost, run the same command again"
    ),
    "continuity.target_busy": "another replay into this database is running: wait for its end",
    "continuity.target_refuses": "the database refuses ({why}): compare the mapping and its tables",
    "continuity.target_answer": "{into}: the answer of the API cannot be read: check the paths",
    "continuity.target_doubled": "the target holds {key} more than once: stop, and ask its owner",
    "continuity.target_csv": (
        "{file} holds other columns than the mapping, or cannot be read: choose another folder"
    ),
    "continuity.target_header": "{file} holds a line that is no header: write Name: value",
    "continuity.stream_by_hand": "done by hand",
    "continuity.stream_lost": "lost since the backup",
    "continuity.replay_considered": "to be there",
    "continuity.replay_written": "written",
    "continuity.replay_already": "there already",
    "continuity.replay_conflict": "there with another content",
    "continuity.replay_refused": "refused by the target",
}

SENTENCES: dict[str, str] = {
    **_FORMS,
    **_SHEETS,
    **_ENTRIES,
    **_MERGING,
    **_RECONCILIATION,
    **_QUEUE,
}
