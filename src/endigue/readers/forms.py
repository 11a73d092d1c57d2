"""The forms of hand-work: those that ship, and the organisation's own `forms.toml` over them."""

from importlib.resources import files
from pathlib import Path

from endigue.continuity.handwork.forms import Form, flaws, parse_forms
from endigue.desk.refusal import Refusal, Refusals

FILE = "forms.toml"

LARGEST = 1 << 20
"""Bytes that a file of forms may have; the one that ships has twenty thousand."""


def load_forms(folder: str | None = None) -> dict[str, Form]:
    """The forms by identifier: those that ship, and over them those of an organisation folder
    that has `forms.toml`.

    Raises Refusal where that file cannot be read, Refusals with every flaw of its forms.
    """
    shipped = files("endigue.continuity.handwork").joinpath(FILE).read_text(encoding="utf-8")
    forms = {form.id: form for form in parse_forms(shipped)}
    path = None if folder is None else Path(folder) / FILE
    if path is not None and path.exists():
        forms |= {form.id: form for form in _own(path)}
        if found := tuple(flaws(tuple(forms.values()))):
            each = tuple(
                Refusal(flaw.code, file=str(path), form=flaw.form, subject=flaw.subject)
                for flaw in found
            )
            raise Refusals("continuity.forms_refused", each, file=str(path))
    return forms


def _own(path: Path) -> tuple[Form, ...]:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Refusal("continuity.forms_too_long", file=str(path), most=LARGEST)
        return parse_forms(content.decode("utf-8-sig"))
    except OSError as trouble:
        why = trouble.strerror or ""
        raise Refusal("desk.file_unreadable", file=str(path), why=why) from None
    except (ValueError, RecursionError) as trouble:
        raise Refusal("continuity.forms_wrong", file=str(path), why=str(trouble)) from None
