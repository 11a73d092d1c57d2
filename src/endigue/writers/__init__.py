"""Documents and folders out: one format a file."""
