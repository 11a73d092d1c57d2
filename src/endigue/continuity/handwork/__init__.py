"""Work by hand: forms as data, numbered sheets, records, and what became of every sheet."""
