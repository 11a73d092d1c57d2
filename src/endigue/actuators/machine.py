"""A machine that is commanded: run words on it, read and write a file, here or far away.

Words are given as a list and never pass through a shell of ours; where ssh has one on the other
side they are quoted. A machine that cannot be reached, one that says no and one that says nothing
in time are told apart, because what has to be done next differs: call somebody, read what it says,
look what it did.
"""

import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import IO, Protocol

from endigue.containment.enforcement.change import Trouble

NO_FILE = 44
"""What our reading gives where there is no file."""
_READ = f'if [ -e "$1" ]; then cat -- "$1"; else exit {NO_FILE}; fi'
_WRITE = (
    'set -e; new="$1.endigue-new"; if [ -e "$1" ]; then cp -p -- "$1" "$new"; fi; '
    'cat > "$new"; mv -- "$new" "$1"'
)
_REMOVE = 'rm -f -- "$1"'
_UNREACHED = (
    "refused", "timed out", "no route", "unreachable", "could not resolve", "not known",
    "kex_exchange",
)  # fmt: skip
"""What ssh says where nothing was begun; what else it says may come in the middle."""


class Machine(Protocol):
    """What actuators use. Every method raises Trouble."""

    def run(self, words: Sequence[str], content: bytes = b"") -> bytes:
        """What the words print. They are given `content` on their standard input."""
        ...

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        ...

    def write(self, path: str, content: bytes | None) -> None:
        """Write a file, whole or not at all, with the rights that it had; None removes it."""
        ...

    def anew(self) -> "Machine":
        """The same machine by a connection of its own: what is open already proves nothing."""
        ...


@dataclass(frozen=True, slots=True)
class CommandedMachine:
    """A machine that is reached by a command: nothing for this one, `ip netns exec`, `ssh`."""

    prefix: tuple[str, ...] = ()
    """What stands before the words."""
    has_shell: bool = False
    """Whether a shell on the other side reads the words, as with ssh."""
    seconds: float = 20.0
    """How long an answer may take."""
    own_connection: tuple[str, ...] = ()
    """Put behind the program of the prefix for a connection of its own."""

    def run(self, words: Sequence[str], content: bytes = b"") -> bytes:
        """As in `Machine`."""
        code, out, err = self._ran(words, content)
        if code:
            raise Trouble("refused", f"{words[0]} ({code}): {err.decode(errors='replace')}")
        return out

    def read(self, path: str) -> bytes | None:
        """As in `Machine`."""
        code, out, err = self._ran(["sh", "-c", _READ, "sh", path], b"")
        if code == NO_FILE:
            return None
        if code:
            raise Trouble("refused", f"{path}: {err.decode(errors='replace')}")
        return out

    def write(self, path: str, content: bytes | None) -> None:
        """As in `Machine`."""
        if content is None:
            self.run(["sh", "-c", _REMOVE, "sh", path])
        else:
            self.run(["sh", "-c", _WRITE, "sh", path], content)

    def anew(self) -> "CommandedMachine":
        """As in `Machine`."""
        if not self.own_connection:
            return self
        first, *rest = self.prefix
        return replace(self, prefix=(first, *self.own_connection, *rest), own_connection=())

    def _ran(self, words: Sequence[str], content: bytes) -> tuple[int, bytes, bytes]:
        said = [shlex.join(words)] if self.has_shell else list(words)
        try:
            # Into files, for an ssh that stays behind for the next command keeps a pipe open.
            with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
                given.write(content)
                given.seek(0)
                code = subprocess.run(  # noqa: S603 - words, never a line for a shell
                    [*self.prefix, *said],
                    stdin=given, stdout=out, stderr=err, timeout=self.seconds, check=False,
                ).returncode  # fmt: skip
                printed, complained = _all(out), _all(err)
        except subprocess.TimeoutExpired:
            raise Trouble("late", f"no answer in {self.seconds:g} s") from None
        except OSError as trouble:
            raise Trouble("down", f"{[*self.prefix, *said][0]}: {trouble.strerror}") from None
        if self.has_shell and code == 255:
            raise self._lost(complained.decode(errors="replace"))
        return code, printed, complained

    @staticmethod
    def _lost(said: str) -> Trouble:
        """Ssh itself failed: before anything was begun, because it is not let in, or we cannot
        know when.
        """
        words = said.casefold()
        if "permission denied" in words or "host key verification" in words:
            return Trouble("refused", said)
        return Trouble("down" if any(word in words for word in _UNREACHED) else "late", said)


def _all(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


SHARED = ("-o", "ControlMaster=auto", "-o", "ControlPersist=60")
APART = ("-o", "ControlPath=none", "-o", "ControlMaster=no")


def by_ssh(
    destination: str, options: Sequence[str], seconds: float, sockets: str = ""
) -> CommandedMachine:
    """A machine behind ssh, which must get in without asking for a password. With a folder for
    `sockets`, commands share one connection.
    """
    shared = (*SHARED, "-o", f"ControlPath={sockets}/%C") if sockets else ()
    asking = ("-o", "BatchMode=yes", "-o", f"ConnectTimeout={max(1, round(seconds / 2))}")
    return CommandedMachine(
        prefix=("ssh", *shared, *asking, *options, destination),
        has_shell=True,
        seconds=seconds,
        own_connection=APART,
    )


def in_namespace(name: str, seconds: float) -> CommandedMachine:
    """A network namespace of this machine."""
    return CommandedMachine(prefix=("ip", "netns", "exec", name), seconds=seconds)


def here(seconds: float) -> CommandedMachine:
    """The machine that we run on."""
    return CommandedMachine(seconds=seconds)
