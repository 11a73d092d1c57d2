"""Sentences of the reference mutual."""

SENTENCES: dict[str, str] = {
    "example.seed_is_negative": "The seed {seed} is negative: give 0 or more.",
    "example.size_has_no_sense": (
        "The example cannot have {staff} staff: give a number between {fewest} and {most}."
    ),
}
