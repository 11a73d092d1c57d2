"""Lists of words as they are written: in one text, with spaces between."""


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())
