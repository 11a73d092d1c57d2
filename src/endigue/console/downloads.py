"""Files that a page gives to be kept."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from starlette.responses import Response

DAY_ONE: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive: the same files give the same bytes."""


def download(content: bytes, name: str, kind: str) -> Response:
    """A file under a name of ours, of letters that a header takes."""
    disposition = f'attachment; filename="{Path(name).name}"'
    return Response(content, media_type=kind, headers={"Content-Disposition": disposition})


def archive(files: Mapping[str, bytes], name: str) -> Response:
    """Files as one ZIP archive, in the order of their names."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for each, content in sorted(files.items()):
            packed.writestr(ZipInfo(each, DAY_ONE), content)
    return download(out.getvalue(), name, "application/zip")
