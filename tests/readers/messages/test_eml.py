import io
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.messages.message import MessageLink
from endigue.readers.messages._eml import MOST_PARTS, people, read_eml


def test_a_message_is_taken_apart(mail: EmailMessage) -> None:
    message = read_eml(mail.as_bytes(), "a.eml")
    assert (message.sender, message.sender_name) == ("boss@evil.example", "direction@ours.example")
    assert message.recipients == ("ann@ours.example", "bob@ours.example")
    assert message.subject == "Congés"
    assert message.received_at == datetime(2026, 2, 5, 8, 12, tzinfo=UTC)
    assert message.relays == ("10.0.0.9",)
    assert message.verdicts == ("spf=fail", "dkim=none")
    assert set(message.links) == {
        MessageLink("https://evil.example/plain", "text"),
        MessageLink("https://evil.example/a", "anchor", "https://ours.example"),
        MessageLink("https://evil.example/p.png", "image"),
        MessageLink("https://evil.example/f", "form"),
    }
    assert message.words.startswith("bonjour")


def office(target: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/_rels/document.xml.rels", f'<R Target="{target}" TargetMode="E"/>')
        archive.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


def pdf(target: str) -> bytes:
    inside = f"<< /A << /S /URI /URI ({target}) >> >>".encode()
    return b"%PDF-1.5\n1 0 obj\nstream\n" + zlib.compress(inside) + b"\nendstream"


def qr(target: str) -> bytes:
    out = io.BytesIO()
    segno.make(target).save(out, kind="png", scale=6)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [("a.docx", office("https://evil.example/d?a=1&amp;b=2"), "office"),
     ("a.pdf", pdf("https://evil.example/d?a=1&b=2"), "pdf"),
     ("a.png", qr("https://evil.example/d?a=1&b=2"), "qr")],
)  # fmt: skip
def test_links_in_documents_and_qr_codes_are_found(name: str, content: bytes, place: str) -> None:
    mail = EmailMessage()
    mail.add_attachment(content, "application", "octet-stream", filename=name)
    message = read_eml(mail.as_bytes(), "a")
    assert message.links == (MessageLink("https://evil.example/d?a=1&b=2", place),)  # type: ignore[arg-type]
    assert message.attachments[0].traits == (("macros",) if place == "office" else ())


def test_a_mail_of_ten_thousand_parts_is_read_up_to_its_bound_and_says_so() -> None:
    head = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
    part = b"--x\nContent-Type: text/plain\n\nhttps://evil.example/\n"
    message = read_eml(head + part * 10_000 + b"--x--", "a")
    assert message.not_read == ("message.too_many_parts",)
    assert len(message.links) == 1 <= MOST_PARTS


def test_parts_inside_parts_without_end_leave_the_headers() -> None:
    lines = [b"From: a@b.example\nSubject: deep"]
    for depth in range(4000):
        lines.append(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d" % (depth, depth))
    message = read_eml(b"\n".join(lines), "a")
    assert message.sender == "a@b.example"


def test_a_zip_bomb_is_listed_and_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (100 << 20))
    mail = EmailMessage()
    mail.add_attachment(out.getvalue(), "application", "zip", filename="bomb.docx")
    assert read_eml(mail.as_bytes(), "a").attachments[0].name == "bomb.docx"


def test_a_picture_that_claims_to_be_huge_is_not_decoded() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    png = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"0" * 1000))
    mail = EmailMessage()
    mail.add_attachment(png, "image", "png", filename="a.png")
    (code,) = read_eml(mail.as_bytes(), "a").not_read
    assert code in ("message.picture_too_large", "message.picture_broken")


@given(st.binary(max_size=2000))
def test_no_bytes_break_the_reading(content: bytes) -> None:
    read_eml(b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n" + content, "a")
    read_eml(content, "a")


def test_addresses_in_brackets_are_those_that_count() -> None:
    assert people(['"Doe, Ann" <Ann@X.example>, Bob <bob@y.example>']) == [
        ("Doe, Ann", "ann@x.example"), ("Bob", "bob@y.example"),
    ]  # fmt: skip
    assert people(["ann@x.example, bob@y.example"]) == [
        ("", "ann@x.example"), ("", "bob@y.example"),
    ]  # fmt: skip
