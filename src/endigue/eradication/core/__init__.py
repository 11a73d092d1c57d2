"""The core of trust first: driving the intruder out of the directory, as an ordered checklist."""
