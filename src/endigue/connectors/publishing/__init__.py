"""Places that the public reads: one kind a file."""
