"""The telephone platform: kamailio on `sip-1`, agents on `sip-2`, callers on `member-1`."""

import csv
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

from endigue.lab.services import begin, folder
from endigue.lab.town import BY_NAME

CALLS_PER_SECOND = 50
HOLD_MILLISECONDS = 1000
FIRST = ("nice", "-n", "-15")
"""Thirty machines share the processors of one here; those of a telephone platform are its own."""


def start() -> None:
    """Start the platform and its agents."""
    room = folder("voip")
    # One worker keeps the order of messages: two may let a ringing overtake its answer, which sipp
    # counts as a call that failed.
    (room / "kamailio.cfg").write_text(
        f"""debug=0
log_stderror=yes
children=1
disable_tcp=yes
auto_aliases=no
listen=udp:{BY_NAME["sip-1"].address}:5060
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "pv.so"
request_route {{
  $du = "sip:{BY_NAME["sip-2"].address}:5060";
  t_relay();
}}
"""
    )
    begin("sip-1", [*FIRST, "kamailio", "-DD", "-E", "-f", str(room / "kamailio.cfg"),
                    "-P", str(room / "pid"), "-Y", str(room), "-m", "64", "-M", "8"])  # fmt: skip
    begin("sip-2", [*FIRST, "sipp", "-sn", "uas", "-i", BY_NAME["sip-2"].address, "-nostdin"])
    time.sleep(0.5)


class Calls:
    """Members who call, `CALLS_PER_SECOND` a second, until they are told to end."""

    def __init__(self) -> None:
        self._room = folder("calls")
        self._statistics = self._room / "calls.csv"
        self._process = begin("member-1", [
            *FIRST, "sipp", "-sn", "uac", f"{BY_NAME['sip-1'].address}:5060",
            "-i", BY_NAME["member-1"].address, "-r", str(CALLS_PER_SECOND),
            "-d", str(HOLD_MILLISECONDS), "-nostdin", "-trace_stat",
            "-stf", str(self._statistics), "-fd", "1",
        ], "calls")  # fmt: skip

    def end(self) -> "Counted":
        """Let the last calls end, and count."""
        # The signal goes to sipp, for `ip netns exec` has become it.
        self._process.send_signal(signal.SIGUSR1)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
        return counted(self._statistics)


class Counted(NamedTuple):
    """Calls of a whole run."""

    attempted: int
    completed: int
    failed: int
    retransmissions: int
    """Packets that were sent again because no answer came in time."""


def counted(statistics: Path) -> Counted:
    """The last line of sipp's statistics."""
    with statistics.open(encoding="utf-8") as stream:
        *_, last = csv.DictReader(stream, delimiter=";")
    return Counted(
        attempted=int(last["TotalCallCreated"]),
        completed=int(last["SuccessfulCall(C)"]),
        failed=int(last["FailedCall(C)"]),
        retransmissions=int(last["Retransmissions(C)"]),
    )
