"""A host that speaks SFTP, by the `sftp` of OpenSSH that the machine has.

Its own settings, agent and list of known hosts hold: a host that is not known is refused, and
nobody is asked for a password. A file goes up under another name and takes its place in one
step; where the host cannot do that, the old one is removed first.
"""

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from shutil import which
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from endigue.connectors.publishing.address import no_address
from endigue.connectors.publishing.order import in_order
from endigue.desk.delivery import Access, Delivery
from endigue.desk.refusal import Refusal, Unreachable

PATIENCE = 600.0
"""Seconds of one batch; assumed: a page and its feeds are less than a megabyte."""

LONGEST_REASON = 200
"""Characters of what the host says that are shown."""

_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}|[0-9A-Fa-f:.]{2,45}")


class SftpPlace:
    """A folder of a host, `sftp://user@host:port/folder`. A folder that begins with `~/` lies in
    the user's own.
    """

    def __init__(self, place: str, access: Access) -> None:
        found = urlsplit(place)
        try:
            port = found.port
        except ValueError:
            raise no_address(place) from None
        host, user = found.hostname or "", found.username or ""
        odd = found.query or found.fragment or found.password is not None
        if odd or _HOST.fullmatch(host) is None or (user and _USER.fullmatch(user) is None):
            raise no_address(place)
        self.folder = _folder(unquote(found.path), place)
        self.name = f"sftp://{f'{user}@' if user else ''}{host}{found.path}"
        address = f"[{host}]" if ":" in host else host
        self._to = f"sftp://{f'{user}@' if user else ''}{address}{f':{port}' if port else ''}"
        self._options = _options(access)

    def publish(self, files: Mapping[str, bytes]) -> Delivery:
        """Bring what is not there yet, and read everything back. Raises Unreachable."""
        with TemporaryDirectory() as elsewhere:
            near = Path(elsewhere)
            missing = self._other(near / "before", files)
            wanted = [name for name in in_order(files) if name in missing]
            if wanted:
                self._bring(near / "new", wanted, files)
                self._settle(near, wanted, files)
        return Delivery(self.name, len(wanted), len(files) - len(wanted))

    def _other(self, near: Path, files: Mapping[str, bytes]) -> set[str]:
        """The files that are not there, or not as they should be."""
        near.mkdir()
        copies = {name: near / str(place) for place, name in enumerate(files)}
        self._run([f"-get {_said(self._at(name))} {_said(copy)}" for name, copy in copies.items()])
        return {
            name
            for name, copy in copies.items()
            if not copy.is_file() or copy.read_bytes() != files[name]
        }

    def _bring(self, near: Path, wanted: Iterable[str], files: Mapping[str, bytes]) -> None:
        near.mkdir()
        folders = {folder: None for name in wanted for folder in self._folders(name)}
        up = [f"-mkdir {_said(folder)}" for folder in folders]
        for place, name in enumerate(wanted):
            copy = near / str(place)
            copy.write_bytes(files[name])
            copy.chmod(0o644)
            up.append(f"put {_said(copy)} {_said(self._half(name))}")
        across = [f"-rename {_said(self._half(name))} {_said(self._at(name))}" for name in wanted]
        self._run([*up, *across])

    def _settle(self, near: Path, wanted: Iterable[str], files: Mapping[str, bytes]) -> None:
        """Read back. A host without the extension of OpenSSH does not let a file take the place
        of another: there the old one goes first.
        """
        if wrong := self._other(near / "after", files):
            again: list[str] = []
            for name in (one for one in wanted if one in wrong):
                target = _said(self._at(name))
                again += [f"-rm {target}", f"-rename {_said(self._half(name))} {target}"]
            self._run(again)
            wrong = self._other(near / "again", files)
        if wrong:
            first = sorted(wrong)[0]
            raise Unreachable("publishing.reads_otherwise", place=self.name, file=first)

    def _half(self, name: str) -> PurePosixPath:
        """What a file is called until it is whole."""
        target = self._at(name)
        return target.with_name(f".{target.name}.part")

    def _at(self, name: str) -> PurePosixPath:
        return self.folder / name

    def _folders(self, name: str) -> list[PurePosixPath]:
        """The folders that a file needs, the outer ones first."""
        parents = [*self._at(name).parents]
        return [one for one in reversed(parents) if str(one) not in {".", "/"}]

    def _run(self, lines: list[str]) -> None:
        """Have the host do all of it; lines that begin with a hyphen may fail."""
        program = which("sftp")
        if program is None:
            raise Unreachable("publishing.no_sftp")
        batch = "".join(f"{line}\n" for line in lines)
        try:
            done = subprocess.run(  # noqa: S603 - a list of ours, no shell
                [program, "-q", *self._options, "-b", "-", self._to],
                input=batch.encode(), capture_output=True, timeout=PATIENCE, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise self._unreachable("") from None
        if done.returncode != 0:
            raise self._unreachable(_reason(done.stderr))

    def _unreachable(self, why: str) -> Unreachable:
        return Unreachable("publishing.unreachable", place=self.name, why=why)


def _options(access: Access) -> list[str]:
    """Nobody is asked anything, an unknown host is refused, a silent one is left."""
    settings = ["BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=20",
                "ServerAliveInterval=10", "ServerAliveCountMax=3"]  # fmt: skip
    if access.known_hosts:
        settings.append(f'UserKnownHostsFile="{_plain(access.known_hosts)}"')
        settings.append("GlobalKnownHostsFile=none")
    if access.identity:
        settings.append("IdentitiesOnly=yes")
    options = [word for one in settings for word in ("-o", one)]
    return [*options, "-i", _plain(access.identity)] if access.identity else options


def _folder(path: str, place: str) -> PurePosixPath:
    if not path.isprintable() or ".." in path.split("/"):
        raise no_address(place)
    if path in {"/~", "/~/"}:
        return PurePosixPath()
    return PurePosixPath(path.removeprefix("/~/") if path.startswith("/~/") else path or "/")


def _said(path: PurePosixPath | Path) -> str:
    """The path as a word of a batch."""
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(file: str) -> str:
    """A file of the user in a setting of ssh, which knows no way to write these."""
    if '"' in file or "%" in file or not file.isprintable():
        raise Refusal("desk.file_unreadable", file=file, why="")
    return file


def _reason(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines() or [""]
    return "".join(sign for sign in lines[-1] if sign.isprintable())[:LONGEST_REASON]
