import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.messages import read_messages


def test_all_four_containers_are_read_from_one_tree(
    tmp_path: Path, mail: EmailMessage, outlook: Callable[..., bytes]
) -> None:
    raw = mail.as_bytes()
    (tmp_path / "one.eml").write_bytes(raw)
    (tmp_path / "box").write_bytes(
        b"From x Thu\n" + raw + b"\n\nFrom y Fri\n" + raw.replace(b"1@evil", b"2@evil")
    )
    (tmp_path / "cur").mkdir()
    (tmp_path / "cur" / "17.host:2,S").write_bytes(raw)
    (tmp_path / "two.msg").write_bytes(outlook({0x0037: "x"}, ["ann@ours.example"], {}))
    (tmp_path / "notes.txt").write_text("nothing")
    read = read_messages([str(tmp_path)])
    assert sorted(message.source for message in read.messages) == [
        "box#1", "box#2", "cur/17.host:2,S", "one.eml", "two.msg",
    ]  # fmt: skip
    assert read.left_out == {"message.no_message": 1}


def test_links_out_of_the_tree_are_counted_and_not_followed(
    tmp_path: Path, mail: EmailMessage
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.eml").write_bytes(mail.as_bytes())
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "in\nside.eml").write_bytes(mail.as_bytes())
    (tree / "folder").symlink_to(outside)
    (tree / "file.eml").symlink_to(outside / "secret.eml")
    read = read_messages([str(tree)])
    assert [message.source for message in read.messages] == ["in side.eml"]
    assert read.left_out == {"message.link_not_followed": 2}


def test_nothing_to_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no_messages"):
        read_messages([str(tmp_path)])
    with pytest.raises(Refusal, match="cannot_be_read"):
        read_messages([str(tmp_path / "absent")])


def test_what_was_not_read_of_a_message_is_counted(tmp_path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (40 << 20))
    bomb = EmailMessage()
    bomb["From"], bomb["To"] = "a@evil.example", "b@rivages.example"
    bomb.set_content("see")
    bomb.add_attachment(packed.getvalue(), "application", "zip", filename="a.docx")
    (tmp_path / "bomb.eml").write_bytes(bomb.as_bytes())
    head = b"From: a@evil.example\nTo: b@rivages.example\nMIME-Version: 1.0\n"
    many = head + b"Content-Type: multipart/mixed; boundary=B\n\n"
    many += b"--B\nContent-Type: text/plain\n\nhi\n" * 10_000 + b"--B--\n"
    (tmp_path / "parts.eml").write_bytes(many)
    deep = head + b"".join(
        b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (n, n) for n in range(3_000)
    )
    (tmp_path / "deep.eml").write_bytes(deep)
    read = read_messages([str(tmp_path)])
    assert len(read.messages) == 3
    assert read.left_out["message.archive_clipped"] == 1
    assert read.left_out["message.too_many_parts"] == 1
