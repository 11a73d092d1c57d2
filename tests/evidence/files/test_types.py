import pytest

from endigue.evidence.files.types import type_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"%PDF-1.4", "pdf"), (b"MZ\x90", "exe"), (b"\x00\x00\x00\x18ftypmp42", "mp4"),
     (b"\xef\xbb\xbf\n <!DOCTYPE html>", "html"), (b"hello", ""), (b"", "")],
)  # fmt: skip
def test_a_type_is_told_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert type_of(head) == kind
