from io import BytesIO
from zipfile import ZipFile

from endigue.console.downloads import archive, download


def test_the_same_files_give_the_same_archive_in_any_order() -> None:
    one, other = archive({"b": b"2", "a": b"1"}, "x.zip"), archive({"a": b"1", "b": b"2"}, "x.zip")
    assert one.body == other.body
    with ZipFile(BytesIO(bytes(one.body))) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {"a": b"1", "b": b"2"}


def test_a_download_has_a_name_without_a_folder() -> None:
    given = download(b"%PDF", "../out/report.pdf", "application/pdf")
    assert given.headers["content-disposition"] == 'attachment; filename="report.pdf"'
    assert given.media_type == "application/pdf"
