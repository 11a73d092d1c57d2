"""Compile src/endigue/locale/<language>/*.po, one file a room, into one endigue.mo a language.

Run it after editing a .po file: `uv run python scripts/catalogues.py`.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""A catalogue carries a date; a fixed one gives the same bytes for the same sentences."""

LOCALE = Path(__file__).parent.parent / "src" / "endigue" / "locale"


def compiled(language: str) -> bytes:
    """The bytes of endigue.mo for one language."""
    merged = Catalog(locale=language, creation_date=ANY_DAY, revision_date=ANY_DAY)
    for path in sorted((LOCALE / language).glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale=language):
                if message.id and message.string:
                    merged.add(message.id, message.string)
    out = BytesIO()
    write_mo(out, merged)
    return out.getvalue()


def main() -> None:
    """Write every language's catalogue."""
    for folder in sorted(path for path in LOCALE.iterdir() if list(path.glob("*.po"))):
        target = folder / "LC_MESSAGES" / "endigue.mo"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(compiled(folder.name))


if __name__ == "__main__":
    main()
