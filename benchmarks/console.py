"""The console under load: people with the stream open while entries are written.

    uv run python benchmarks/console.py [--people 50] [--rate 5] [--seconds 300] [--staff 700]
    uv run python benchmarks/console.py --map [--assets 100000] [--case CASE]

A real server serves the fictional mutual; everything goes through the loopback. Prints the 50th and
95th percentile of a page and of an entry reaching every screen, and the server's memory before and
after. With --map: how long each step of the map takes, and how heavy it is, for an organisation of
so many assets.
"""

import argparse
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

sys.path.append(str(Path(__file__).parent.parent / "scripts"))

from console_rehearsal import EVENING, Browser, invited, made, new_opening, opened, served

PAGES = ("/", "/logbook", "/cut", "/reach", "/tell", "/going")


ASSETS_OF_ONE = 38_876 / 16_666
"""Assets of the fictional mutual for each of its staff, as counted at that size."""


class Listener(threading.Thread):
    """One person's open page: when each entry arrived."""

    def __init__(self, browser: Browser, after: int) -> None:
        super().__init__(daemon=True)
        place = urlsplit(browser.url)
        self.connection = HTTPConnection(place.hostname or "", place.port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        self.connection.request("GET", f"/events?after={after}", headers={"Cookie": cookies})
        self.answer = self.connection.getresponse()
        self.arrived: dict[int, float] = {}

    def run(self) -> None:
        while line := self.answer.readline():
            if line.startswith(b"id: "):
                self.arrived[int(line[4:])] = time.monotonic()


def memory(process: int) -> float:
    """MiB of a process that are in memory."""
    text = Path(f"/proc/{process}/status").read_text()
    (line,) = [line for line in text.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def server_of(port: int) -> int:
    """The process that listens at a port."""
    wanted = f":{port:04X}"
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(wanted) and fields[3] == "0A":
            inode = f"socket:[{fields[9]}]"
            for link in Path("/proc").glob("[0-9]*/fd/*"):
                try:
                    if str(link.readlink()) == inode:
                        return int(link.parts[2])
                except OSError:
                    continue
    raise RuntimeError("nobody listens there")


def at(percent: int, figures: list[float]) -> str:
    """A percentile in milliseconds."""
    return f"{quantiles(figures, n=100)[percent - 1] * 1000:.0f} ms"


def load(people: int, rate: float, seconds: float, staff: int) -> None:
    """People look on and turn pages while entries are written."""
    remembered: list[float] = []
    writing: list[float] = []
    with TemporaryDirectory() as folder:
        case = made(Path(folder), staff)
        with served(case, "--now", EVENING) as door:
            director = opened(door["url"], door["opening"])
            crowd = [invited(director, f"Person {number}") for number in range((people + 7) // 8)]
            head = int(director.ask("GET", "/logbook")[1].split('data-entry="')[1].split('"')[0])
            listeners = [Listener(crowd[number // 8], head) for number in range(people)]
            for listener in listeners:
                listener.start()
            for path in PAGES:
                director.ask("GET", path)
            process = server_of(urlsplit(door["url"]).port or 0)
            before = memory(process)
            written: list[float] = []
            pages: list[float] = []
            ended = threading.Event()

            def turn() -> None:
                number = 0
                while not ended.is_set():
                    begun = time.monotonic()
                    director.ask("GET", PAGES[number % len(PAGES)])
                    pages.append(time.monotonic() - begun)
                    number += 1
                    ended.wait(0.2)

            turning = threading.Thread(target=turn)
            turning.start()
            start = time.monotonic()
            for number in range(int(rate * seconds)):
                time.sleep(max(start + number / rate - time.monotonic(), 0))
                written.append(time.monotonic())
                crowd[0].send("/logbook", text=f"entry {number} of the load")
                writing.append(time.monotonic() - written[-1])
                if number % round(60 * rate) == 0:
                    remembered.append(memory(process))
            time.sleep(2)
            ended.set()
            turning.join()
            after = memory(process)
    numbers = sorted(listeners[0].arrived)
    delays, missing = [], 0
    for place, sent in enumerate(written):
        for listener in listeners:
            there = listener.arrived.get(numbers[place]) if place < len(numbers) else None
            missing += there is None
            delays += [] if there is None else [there - sent]
    print(f"{people} people, {rate} entries/s for {seconds:.0f} s, {staff} staff")
    print(f"a page: p50 {at(50, pages)}, p95 {at(95, pages)} of {len(pages)}")
    print(f"an entry on a screen: p50 {at(50, delays)}, p95 {at(95, delays)}, missing {missing}")
    print(f"an entry is taken: p50 {at(50, writing)}, p95 {at(95, writing)}")
    minutes = ", ".join(f"{one:.0f}" for one in remembered)
    print(f"memory of the server: {before:.0f} MiB before, each minute {minutes}, "
          f"{after:.0f} MiB after")  # fmt: skip


def steps(case: Path) -> None:
    """The map of a large organisation: from the start of the server to every step."""
    begun = time.monotonic()
    with served(case, "--now", EVENING) as door:
        started = time.monotonic() - begun
        process = server_of(urlsplit(door["url"]).port or 0)
        code = door["opening"] or new_opening(case)
        director = opened(door["url"], code)
        begun, asked, longest, text = time.monotonic(), 0, 0.0, ""
        while not asked or 'href="/reach?zone=' not in text:
            time.sleep(1.0 if asked else 0.0)  # as its page does by itself
            then = time.monotonic()
            text = director.ask("GET", "/reach")[1]
            longest, asked = max(longest, time.monotonic() - then), asked + 1
        sight = time.monotonic() - begun
        print(f"the server is up after {started:.1f} s; the map is seen {sight:.1f} s later, in "
              f"{asked} answers, the slowest after {longest:.1f} s")  # fmt: skip
        zones = [
            part.split('"')[0].replace("&amp;", "&")
            for part in text.split('href="/reach?zone=')[1:]
        ]
        hours = [
            part.split('"')[0].replace("&amp;", "&")
            for part in text.split('href="/reach?hour=')[1:]
        ]
        paths = [f"/reach?hour={hour}" for hour in hours] + [f"/reach?zone={z}" for z in zones[:30]]
        taken, sizes = [], []
        for path in paths * 2:
            then = time.monotonic()
            status, text = director.ask("GET", path)
            taken.append(time.monotonic() - then)
            sizes.append(len(text.encode()))
            if status != 200:
                raise RuntimeError(f"{path}: {status}")
        print(f"{len(paths)} steps, twice: p50 {at(50, taken)}, p95 {at(95, taken)}, slowest "
              f"{max(taken) * 1000:.0f} ms; heaviest page {max(sizes) / 1e6:.2f} MB; memory of "
              f"the server {memory(process):.0f} MiB")  # fmt: skip


def mapped(assets: int, case: str) -> None:
    """The map, of a case that is given or made for it."""
    if case:
        steps(Path(case))
        return
    staff = max(round(assets / ASSETS_OF_ONE), 100)
    with TemporaryDirectory() as folder:
        begun = time.monotonic()
        made(Path(folder), staff)
        print(f"{staff} staff; the whole story once, to the briefing: "
              f"{time.monotonic() - begun:.0f} s")  # fmt: skip
        steps(Path(folder) / "case")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--rate", type=float, default=5.0)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--staff", type=int, default=700)
    parser.add_argument("--map", action="store_true")
    parser.add_argument("--assets", type=int, default=100_000)
    parser.add_argument("--case", default="", help="one that `endigue demo` has made before")
    given = parser.parse_args()
    if given.map:
        mapped(given.assets, given.case)
    else:
        load(given.people, given.rate, given.seconds, given.staff)
