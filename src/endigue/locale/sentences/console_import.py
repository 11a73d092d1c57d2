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
        "The organisation {name} was brought up to date with this import. Compute again in Cut."
    ),
    "console.prepare.taken_assets": "Assets taken",
    "console.prepare.taken_links": "Ways to move taken",
    "console.prepare.kind_of_thing": "Kind",
    "console.prepare.how_many": "How many",
    "console.prepare.none_taken": "None of this kind.",
    "console.prepare.left_out": "What was left out",
    "console.prepare.why_left": "Reason",
    "console.prepare.nothing_left": "Nothing was left out.",
    "console.prepare.back_to": "Back to Prepare",
    "console.organisation_moved": "somebody else changed the organisation meanwhile: import again",
    "console.prepare.only_named": "{kind}, named only by others",
    "console.taken.host": "machine",
    "console.taken.Computer": "computer",
    "console.taken.User": "user account",
    "console.taken.Group": "group",
    "console.taken.Domain": "domain",
    "console.taken.OU": "organisational unit",
    "console.taken.GPO": "group policy",
    "console.taken.Container": "container",
    "console.format.list": "list of assets",
    "console.format.text": "plain text",
}
