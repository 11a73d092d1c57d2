"""Words of the offline page on which hand-work is entered without a server."""

SENTENCES: dict[str, str] = {
    "page.title": "Work by hand",
    "page.intro": (
        "This page works without a network. What is entered stays in this browser on this "
        "computer until it is exported: export to the USB key every hour, and before closing."
    ),
    "page.desk": "Desk",
    "page.device": "Label of this computer",
    "page.author": "Your name",
    "page.begin": "Begin",
    "page.form": "Form",
    "page.serial": "Serial",
    "page.serial_hint": "Proposed: the next number of this page. From paper: as printed.",
    "page.optional": "optional",
    "page.choose": "choose",
    "page.yes": "yes",
    "page.no": "no",
    "page.save": "Enter",
    "page.again": "Enter all the same",
    "page.cancel": "Cancel",
    "page.correct": "Correct",
    "page.correcting": "Correction of {serial}: it replaces what was entered.",
    "page.reason": "Why it is corrected",
    "page.export": "Export to a file",
    "page.saved": "{serial} is entered.",
    "page.entered": "Entered on this computer",
    "page.none_yet": "Nothing yet.",
    "page.count": "Records: {count}. Not exported yet: {fresh}.",
    "page.sum": "Sum: {sum}.",
    "page.exported": "Exported: {file}. Copy it to the USB key.",
    "page.same_serial": (
        "{serial} was already entered here. Enter it again only as a second keying from paper."
    ),
    "page.same_event": "{serial} says the same on {fields}. Are these really two?",
    "page.used_up": "The numbers of this page are used up: ask for another page.",
    "page.no_storage": (
        "This browser keeps nothing for this page. Use another browser, or paper: nothing can be "
        "entered here."
    ),
    "page.not_kept": (
        "NOT ENTERED: the browser could not keep it. Export now, and go on with paper."
    ),
    "page.broken": (
        "What this browser kept for this page was changed from outside, from entry {entry} on. "
        "Export it, tell the crisis cell, and go on with paper."
    ),
    "page.nearly_full": "This browser is nearly full: export, and ask for a new page.",
    "page.bad_serial": "No serial of this form, or its last digit is wrong: read it again.",
    "page.name_wanted": "Give it in words: it stands with every entry.",
    "page.problem_missing": "Missing.",
    "page.problem_money": "No amount: for example 42.50.",
    "page.problem_integer": "No whole number.",
    "page.problem_too_small": "Below {expected}.",
    "page.problem_too_large": "Above {expected}.",
    "page.problem_date": "No date: for example 08/02/2021.",
    "page.problem_time": "No time: for example 18:30.",
    "page.problem_choice": "Choose one.",
    "page.problem_yes_no": "Yes or no.",
    "page.problem_mask": "Does not fit {expected} (9 a digit, A a letter, * either).",
    "page.problem_too_long": "Longer than {expected} characters.",
}
