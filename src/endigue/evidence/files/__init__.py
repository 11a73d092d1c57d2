"""Files of a tree, by their bytes: what they are, and whether they still are what they claim."""
