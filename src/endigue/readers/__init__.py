"""Evidence and inventory in: one format a file."""
