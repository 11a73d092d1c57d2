"""Set rules on a machine that we could lock ourselves out of.

The machine itself undoes them after a time unless we come back, by a connection of our own made
after the change, and say that we still can. So a rule that cuts us off is gone by itself, and so
is one whose author died before he could look.
"""

import time
from collections.abc import Callable, Sequence

from endigue.actuators.machine import Machine
from endigue.actuators.ruleset import Table, removing, same, setting
from endigue.containment.enforcement.change import Sight, State, Trouble

FOLDER = "/run/endigue"
_SET = """
set -e
umask 077
mkdir -p "$1"
cd "$1"
cat > "$2.both"
sed '/^# undo$/,$d' "$2.both" > "$2.set"
sed '1,/^# undo$/d' "$2.both" > "$2.undo"
nft -c -f "$2.set"
: > "$2.waiting"
setsid sh -c '
  sleep "$2"
  if mv "$1.waiting" "$1.undone"; then nft -f "$1.undo"; fi
' sh "$2" "$3" > watch.log 2>&1 < /dev/null &
nft -f "$2.set"
"""
_CONFIRM = """
set -e
cd "$1"
mv "$2.waiting" "$2.confirmed"
rm -f "$2.confirmed" "$2.set" "$2.both"
"""
_PRINT = 'unshare -n sh -c \'nft -f - && nft -s list table "$1" "$2"\' sh "$1" "$2"'
_WAITING = '[ -e "$1/$2.waiting" ] && echo waiting || true'


def set_guarded(
    machine: Machine,
    tables: Sequence[Table],
    seconds: int,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Set the tables; `seconds` after that they are gone again where we cannot come back.

    Raises Trouble: `rolled_back` where the machine undid it by itself.
    """
    key = tables[0].key
    machine.anew().run(["true"])
    both = f"{setting(tables)}# undo\n{removing(tables)}"
    words = ["sh", "-c", _SET, "sh", FOLDER, key, str(seconds)]
    try:
        machine.run(words, both.encode())
    except Trouble as lost:
        if lost.answer != "late":  # it may have been done although we were not told
            raise
    try:
        machine.anew().run(["sh", "-c", _CONFIRM, "sh", FOLDER, key])
    except Trouble as lost:
        _wait_for_roll_back(machine, tables, seconds, lost, sleep)


def _wait_for_roll_back(
    machine: Machine,
    tables: Sequence[Table],
    seconds: int,
    lost: Trouble,
    sleep: Callable[[float], None],
) -> None:
    sleep(seconds + 1)
    try:
        sight = seen(machine.anew(), tables)
    except Trouble:
        raise lost from None
    if sight.state == "absent":
        raise Trouble("rolled_back", lost.detail) from None
    raise lost


def remove(machine: Machine, tables: Sequence[Table]) -> None:
    """Remove the tables in one go."""
    machine.run(["nft", "-f", "-"], removing(tables).encode())


def seen(machine: Machine, tables: Sequence[Table]) -> Sight:
    """What is there: each table, word for word, and whether it still waits to be confirmed.

    Versions of nft write some rules differently; where a table does not read as ours, the machine
    is asked how it would write ours.
    """
    there = machine.run(["nft", "list", "tables"]).decode().splitlines()
    found: list[bool] = []
    for table in tables:
        if f"table {table.family} {table.name}" not in there:
            found.append(False)
            continue
        printed = machine.run(["nft", "-s", "list", "table", table.family, table.name])
        if not same(printed, table) and printed != _as_printed_there(machine, table):
            return Sight("half", f"table {table.family} {table.name} is not as it was set")
        found.append(True)
    if any(found):
        waiting = machine.run(["sh", "-c", _WAITING, "sh", FOLDER, tables[0].key])
        if waiting.strip():
            return Sight("half", "the machine still waits for us to confirm it")
    return Sight(_state(found))


def _as_printed_there(machine: Machine, table: Table) -> bytes:
    """How the nft of this machine writes our table: set where it touches nothing, and read back."""
    try:
        return machine.run(["sh", "-c", _PRINT, "sh", table.family, table.name],
                           table.text.encode())  # fmt: skip
    except Trouble as trouble:
        if trouble.answer != "refused":
            raise
        return b""


def _state(found: Sequence[bool]) -> State:
    if all(found):
        return "in_force"
    return "half" if any(found) else "absent"
