"""The committed schema is what the script writes from the table of fields."""

from tests.crisis_chronicle import script

from endigue.writers.dora.schema import our_schema


def test_the_committed_schema_is_what_the_script_writes() -> None:
    assert our_schema().encode() == script("dora_schema").text(), (
        "run: uv run python scripts/dora_schema.py"
    )
