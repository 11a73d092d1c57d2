"""Messages from files, one format a file: .eml, mbox, Maildir and .msg."""

from endigue.readers.messages.folder import MessageFiles, read_messages

__all__ = ["MessageFiles", "read_messages"]
