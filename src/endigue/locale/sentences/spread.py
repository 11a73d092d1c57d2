"""Sentences of the spread."""

SENTENCES = {
    "spread.table_cannot_be_read": (
        "{file} cannot be read ({why}): give the path of a table of link kinds"
    ),
    "spread.table_is_wrong": (
        "{file} is no table of link kinds ({why}): compare it with the one that ships"
    ),
    "spread.bad_hours": "'{hours}' are no hours: write ascending numbers such as 1,4,24,72",
}
