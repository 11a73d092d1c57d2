"""A folder put in the place of another in one step, so that nobody ever sees half of it."""

import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import mkdtemp


def swap_files(folder: Path, files: Mapping[str, bytes], own: Collection[str]) -> None:
    """Put a folder with these files at `folder`. Of what was there before, files named in
    `own` go, everything else stays.

    The files are first written whole into a hidden folder beside it. A folder that is there is
    moved aside and back again if the new one cannot take its place; only a machine that stops
    between these two moves leaves it in the hidden folder, complete. Raises OSError.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        _write(beside / "new", files)
        _take_place(folder, beside / "new", beside / "before")
    except BaseException:
        shutil.rmtree(beside)
        raise
    _move_rest(beside / "before", folder, own)
    shutil.rmtree(beside)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        with (folder / name).open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())


def _take_place(folder: Path, new: Path, before: Path) -> None:
    if not os.path.lexists(folder):
        new.rename(folder)
        return
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is no folder")
    shutil.copymode(folder, new)
    folder.rename(before)
    try:
        new.rename(folder)
    except BaseException:
        before.rename(folder)
        raise


def _move_rest(before: Path, folder: Path, own: Collection[str]) -> None:
    if before.is_dir():
        for entry in sorted(before.iterdir()):
            if entry.name not in own:
                entry.rename(folder / entry.name)
