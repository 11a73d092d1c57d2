"""Components that are commanded: one kind of component a file, and `_example.py`."""
