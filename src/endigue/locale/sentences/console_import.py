"""Sentences of the import of organisation files."""

SENTENCES: dict[str, str] = {
    "console.prepare.import": "Import files about the organisation",
    "console.prepare.import_why": (
        "They are laid over what is adopted. All of it is taken in, or nothing."
    ),
    "console.prepare.import_files": "Exports of inventories or scans",
    "console.prepare.kind": "Kind of import",
    "console.prepare.import_do": "Import them",
    "console.prepare.import_path": "Or a path on the machine of the console",
    "console.prepare.import_do_path": "Import what lies there",
    "console.prepare.imported": "What the import brought",
    "console.prepare.imported_into": (
        "The organisation {name} was adopted with it. Compute again in Cut."
    ),
    "console.prepare.taken_assets": "Assets taken",
    "console.prepare.taken_links": "Ways to move taken",
    "console.prepare.kind_of_thing": "Kind of thing",
    "console.prepare.how_many": "How many",
    "console.prepare.none_taken": "None of this kind.",
    "console.prepare.left_out": "What was left out",
    "console.prepare.why_left": "Why not",
    "console.prepare.nothing_left": "Nothing was left out.",
    "console.prepare.back_to": "Back to Prepare",
    "console.organisation_moved": "somebody else changed the organisation meanwhile: import again",
}
