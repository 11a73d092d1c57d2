"""Components in memory that can be asked by a door: a switch board, and its paper."""

from dataclasses import dataclass, field, replace

from endigue.actuators._example import SwitchBoard
from endigue.containment.enforcement.change import Trouble
from endigue.containment.enforcement.rails import Rails
from endigue.desk.enforcing_ports import Targets

PATH = "/board"


@dataclass
class Memory:
    """A machine of which only files are used."""

    files: dict[str, bytes] = field(default_factory=dict)
    silent: bool = False
    stuck: bool = False
    """It says that it has written, and has not."""

    def read(self, path: str) -> bytes | None:
        self._heard()
        return self.files.get(path)

    def write(self, path: str, content: bytes) -> None:
        self._heard()
        if not self.stuck:
            self.files[path] = content

    def _heard(self) -> None:
        if self.silent:
            raise Trouble("late", "no answer")


@dataclass(frozen=True)
class Board(SwitchBoard):
    """The example, for machines and accounts that are circuits of it."""

    def covers(self, order) -> bool:
        return f"{order.target}=" in self.machine.files[self.path].decode()


@dataclass
class Enforcing:
    """The port with a switch board behind it, and the real paper."""

    paper: object
    board: Memory
    never: tuple[str, ...] = ()
    none: bool = False

    def targets(self, file, case):
        del file, case
        if self.none:
            return Targets()
        return Targets((Board("board", self.board, PATH),), Rails(never=self.never))

    def work_orders(self, sheets, organisation, language, *, draft):
        return self.paper.work_orders(sheets, organisation, language, draft=draft)

    def circuits(self) -> dict[str, str]:
        """What is really on the board."""
        lines = self.board.files[PATH].decode().split()
        return dict(line.split("=") for line in lines)


def with_board(room, circuits) -> Enforcing:
    """Put a board with these circuits behind a room."""
    text = "".join(f"{name}=on\n" for name in circuits)
    enforcing = Enforcing(room.hands.enforcing, Memory({PATH: text.encode()}))
    room.hands = replace(room.hands, enforcing=enforcing)
    return enforcing
