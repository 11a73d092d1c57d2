"""What makes a raw folder an organisation: one module a table, all problems at once."""
