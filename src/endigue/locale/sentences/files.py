"""Sentences about trees of files."""

SENTENCES: dict[str, str] = {
    "evidence.tree_is_no_folder": "{tree} is no folder: give the folder of the tree.",
    "evidence.no_yara_rules": "{paths} holds no YARA rules that compile.",
    "evidence.no_manifest": "{file} is no manifest: write a SHA-256 and a path a line.",
    "files.change.changed": "{count} files differ from the manifest.",
    "files.change.added": "{count} files are not in the manifest.",
    "files.change.missing": "{count} files of the manifest are gone.",
    "files.left_out.unreadable": "a file that may not be read",
    "files.left_out.not_regular": "no regular file any more",
    "files.left_out.rules_not_compiled": "a file of rules that does not compile",
    "files.left_out.link_not_followed": "a link, not followed",
    "files.left_out.file_unreadable": "an entry that cannot be looked at",
}
