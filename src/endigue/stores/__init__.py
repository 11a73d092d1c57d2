"""Where a journal is kept: memory, SQLite, PostgreSQL."""
