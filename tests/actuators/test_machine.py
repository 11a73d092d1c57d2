import sys

import pytest

from endigue.actuators.machine import CommandedMachine, by_ssh, here
from endigue.containment.enforcement.change import Trouble

PRETENDER = (
    "import os, subprocess, sys; sys.exit(subprocess.run(['sh', '-c', sys.argv[-1]]).returncode)"
)
"""Does with its last word what a shell at the other end of ssh does."""


@pytest.fixture(params=["here", "behind a shell"])
def machine(request):
    if request.param == "here":
        return here(20.0)
    return CommandedMachine((sys.executable, "-c", PRETENDER), has_shell=True)


def test_what_is_written_is_read_and_keeps_its_rights(machine, tmp_path):
    path = tmp_path / "a file with 'quotes' and $HOME"
    assert machine.read(str(path)) is None
    machine.write(str(path), b"one\n\xff")
    path.chmod(0o640)
    machine.write(str(path), b"two")
    assert machine.read(str(path)) == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    machine.write(str(path), None)
    assert not path.exists()


def test_words_are_never_read_by_a_shell(machine, tmp_path):
    words = ["printf", "%s", f"$(touch {tmp_path}/made); `id` 'x'"]
    assert machine.run(words).decode() == words[2]
    assert not list(tmp_path.iterdir())


def test_a_command_that_fails_has_refused_in_its_own_words(machine):
    with pytest.raises(Trouble) as trouble:
        machine.run(["sh", "-c", "echo no room >&2; exit 7"])
    assert trouble.value.answer == "refused"
    assert "no room" in trouble.value.detail


def test_a_silence_is_late(machine):
    impatient = CommandedMachine(machine.prefix, machine.has_shell, seconds=0.2)
    with pytest.raises(Trouble) as trouble:
        impatient.run(["sleep", "5"])
    assert trouble.value.answer == "late"


def test_a_program_that_is_not_there_is_down():
    with pytest.raises(Trouble) as trouble:
        CommandedMachine(("/nowhere/ssh",)).run(["true"])
    assert trouble.value.answer == "down"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("ssh: connect to host h port 22: Connection refused", "down"),
        ("ssh: Could not resolve hostname h: Name or service not known", "down"),
        ("root@h: Permission denied (publickey).", "refused"),
        ("Host key verification failed.", "refused"),
        ("client_loop: send disconnect: Broken pipe", "late"),
    ],
)
def test_what_ssh_says_tells_whether_anything_was_begun(said, answer):
    script = f"import sys; print({said!r}, file=sys.stderr); sys.exit(255)"
    with pytest.raises(Trouble) as trouble:
        CommandedMachine((sys.executable, "-c", script), has_shell=True).run(["true"])
    assert trouble.value.answer == answer


def test_a_connection_of_its_own_does_not_share_the_one_that_stands():
    shared = by_ssh("root@h", ("-F", "conf"), 10.0, "/run/sockets")
    apart = shared.anew()
    assert apart.prefix.index("ControlPath=none") < apart.prefix.index(
        "ControlPath=/run/sockets/%C"
    )
    assert apart.anew() == apart
