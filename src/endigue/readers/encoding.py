"""Text of the organisation's files: UTF-8, with or without a byte order mark."""

from codecs import BOM_UTF8

from endigue.organisation.problems import Problem


def decode_utf8(file: str, content: bytes) -> str | Problem:
    """The text, or where it stops being UTF-8."""
    try:
        return content.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return not_utf8(file, content)


def not_utf8(file: str, content: bytes) -> Problem:
    """That the content is not UTF-8, with the line and the byte at which it stops being it."""
    try:
        content.decode()
    except UnicodeDecodeError as trouble:
        line = content.count(b"\n", 0, trouble.start) + 1
        position = trouble.start - content.rfind(b"\n", 0, trouble.start)
        found = f"0x{content[trouble.start]:02X}"
        return Problem(file, line, "", "organisation.not_utf8", {"found": found}, position)
    raise ValueError("the content is UTF-8")
