"""The story: from a message with a link to the end of the incident, on real services.

Every figure that is printed was measured by connecting; what should be left open is computed from
the levers of the approved plan alone.
"""

import csv
import json
import re
import sys
import time
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import ldap3
import pytest

import lab_incident
import lab_people
from endigue.cli import main
from endigue.lab import directory as domain
from endigue.lab.box import ROOM
from endigue.lab.names import BAD, ZONE
from endigue.lab.probes import Standing
from endigue.lab.telephone import Calls
from endigue.lab.town import BY_NAME, DOMAIN, PLACES
from endigue.stores.case_folder import CaseFolders
from endigue.wiring import hands
from lab_collector import collect, flows, scan, ways_up
from lab_matrix import cut, matrix, take_aliases

TARGETS = f"""
[safety]
ourselves = ["{BY_NAME["adm-1"].address}"]
ports = [22, 389, 636]
administrators = ["ADMINISTRATOR", "DEPUTY"]
telephone = ["telephone"]

[[target]]
kind = "nftables-router"
name = "router"
over = {{ namespace = "router" }}
zones = {{ internet = ["br-net"] }}
roll_back_seconds = 20

[[target]]
kind = "directory"
name = "ad"
address = "ldaps://{BY_NAME["dc-1"].address}"
user = "{domain.MASTER}"
base = "{domain.BASE}"
password_from = "env:LAB_PASSWORD"
close = [{{ over = {{ namespace = "dc-1" }}, run = ["ss", "-K", "state", "established",
  "( sport = :389 or sport = :636 )"] }}]

[[target]]
kind = "dovecot"
name = "mail"
over = {{ namespace = "mx-1" }}
config = "{ROOM}/mail/dovecot.conf"
denied = "{ROOM}/mail/deny"

[[target]]
kind = "unbound"
name = "dns"
over = {{ namespace = "dns-1" }}
config = "{ROOM}/dns/unbound.conf"
zone = "{ZONE}"
file = "{ROOM}/dns/rpz.zone"
"""
BETWEEN_SITES = "close-10.77.5.0/24-to-10.77.6.0/24-tcp-445"
CELL = "Strategic cell"
IT = "IT on call"


def said(figure: str, value: object) -> None:
    sys.stdout.write(f"story: {figure}: {value}\n")
    sys.stdout.flush()


class Said(NamedTuple):
    """What one command said."""

    returncode: int
    stdout: str
    stderr: str


def run(*words: object) -> Said:
    """One command, as a person types it, in this process: thirty starts of Python take minutes."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main.run(hands(_now), [*map(str, words), "--json"], {"LANG": "en_GB.UTF-8"})
    return Said(code, out.getvalue(), err.getvalue())


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251


def endigue(*words: object) -> dict:
    """What a command that must succeed answers."""
    ran = run(*words)
    assert ran.returncode == 0, f"{words}: {ran.stderr}"
    return json.loads(ran.stdout)


class Levers:
    """The levers of the approved plan, as what they should stop."""

    def __init__(self, organisation: Path, pulled: list[str]) -> None:
        with (organisation / "levers.csv").open(encoding="utf-8") as stream:
            rows = [row for row in csv.DictReader(stream) if row["id"] in pulled]
        with (organisation / "flows.csv").open(encoding="utf-8") as stream:
            ends = {row["id"]: row for row in csv.DictReader(stream)}
        places = {place.network: place.name for place in PLACES.values()} | {"internet": "net"}
        self.kinds = {row["id"]: row["kind"] for row in rows}
        self.hosts = frozenset(
            row["target"].partition(".")[0] for row in rows if row["kind"] == "isolate_host"
        )
        self.zones = frozenset(
            places[row["target"]] for row in rows if row["kind"] in ("unplug_zone", "cut_internet")
        )
        self.flows = frozenset(
            (places[end["source_zone"]], places[end["target_zone"]], int(end["port"]))
            for row in rows
            if row["kind"] in ("close_flow", "suspend_mail")
            for end in (ends[row["target"]],)
        )
        self.accounts = [row["target"] for row in rows if row["kind"] == "disable_account"]

    def stop(self, probe) -> bool:
        return cut(probe, self.hosts, self.zones, self.flows)


def logs_on(login: str) -> bool:
    """Whether an account is let in by the directory and by the mail server."""
    server = ldap3.Server(f"ldaps://{BY_NAME['dc-1'].address}", get_info=ldap3.NONE)
    connection = ldap3.Connection(server, f"{login}@{DOMAIN}", domain.PASSWORD)
    by_directory = connection.bind()
    _ended(connection)
    by_mail = True
    try:
        lab_incident.count(login)
    except lab_incident.IMAP4.error:
        by_mail = False
    assert by_directory == by_mail, f"{login} is let in by one door and not by the other"
    return by_directory


def accounts() -> dict[str, bool]:
    return {one.login: logs_on(one.login) for one in domain.ACCOUNTS}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("story")


def test_the_whole_incident(lab, place, monkeypatch):
    monkeypatch.setenv("LAB_PASSWORD", domain.MASTER_PASSWORD)
    started = time.monotonic()
    take_aliases()
    calls = Calls()
    lab_incident.deliver()
    lab_incident.follow()
    lab_incident.gather(place)
    scanned = scan(place)
    before, before_accounts = matrix(lab.hardware), accounts()
    assert all(before_accounts.values())

    # What the organisation is, from the lab itself; what people know is added.
    org, case = place / "org", place / "case"
    endigue("organisation", "import", "nmap", scanned, "--into", org)
    endigue("organisation", "import", "flows", flows(place, before), "--into", org)
    collected = collect(place, lab_incident.logged_on(place))
    endigue("organisation", "import", "bloodhound", *collected, "--into", org)
    lab_people.write(org, BAD)
    endigue("organisation", "levers", org, "--write")
    lab_people.add_mail_levers(org)
    counts = endigue("organisation", "check", org)["counts"]
    said("organisation imported from the lab", counts)

    # What was seen.
    found = endigue(
        "evidence", "scan", "messages", place / "boxes", "--bad", BAD, "--domain", DOMAIN,
        "--proxy", place / "access.log", "--dns", place / "queries.log",
        "--events", place / "events.jsonl", "--case", case,
    )  # fmt: skip
    wrong = _machines(found)
    assert wrong == {host for _, host in lab_incident.CLICKED}
    followed = {f"{login}@{DOMAIN}" for login, _ in lab_incident.CLICKED}
    assert followed <= set(found["clicked"])
    said("recipients, and who followed the link", (len(found["recipients"]), sorted(followed)))
    said("machines on which something was wrong", sorted(wrong))
    way = ways_up(collected, wrong, ())
    assert way is not None
    said("a way up for the intruder", " > ".join(way))
    proxy = f"proxy-1.{DOMAIN}"
    endigue("respond", org, _nothing(place), "--case", case, "--seconds", 20)
    endigue("evidence", "state", case, proxy, "cleared", "--organisation", org, "--author", IT,
            "--reason", "it looks names up for others")  # fmt: skip
    endigue("evidence", "state", case, f"alice@{DOMAIN}", "confirmed", "--organisation", org,
            "--author", IT, "--reason", "she had logged on to pc-03")  # fmt: skip
    endigue("containment", "derogate", case, "cut-internet", "--organisation", org,
            "--author", CELL, "--reason", "members call by it")  # fmt: skip
    planned = endigue("respond", org, _nothing(place), "--case", case, "--seconds", 20)
    assert planned

    # Decided, carried out, and measured.
    endigue("containment", "approve", case, "plan", "--author", CELL)
    endigue("containment", "emergency", case, "quarantine-campaign", "block-campaign",
            BETWEEN_SITES, "--author", IT,
            "--reason", "the message is still in the mailboxes")  # fmt: skip
    (case / "targets.toml").write_text(TARGETS)
    rehearsed = endigue("containment", "apply", case, "--author", IT)
    assert rehearsed["dry_run"] is True
    assert matrix(lab.hardware) == before, "a rehearsal changed something"
    infected = frozenset(wrong)
    standing = [
        Standing(probe.source, probe.target, probe.port)
        for probe in sorted(before)
        if probe.source in infected and probe.kind == "ipv4"
        and probe.port in BY_NAME[probe.target].ports
    ]  # fmt: skip
    session = _bound("alice")
    assert _reads(session)
    said_yes = time.monotonic()
    done = endigue("containment", "apply", case, "--author", IT, "--really")
    enforced = time.monotonic() - said_yes
    assert not done["refused"], done["refused"]
    statuses = {one["lever"]: one["status"] for one in done["levers"]}
    assert set(statuses.values()) <= {"in_force", "asked"}, statuses
    levers = Levers(org, [lever for lever, status in statuses.items() if status == "in_force"])
    said("operations kept and stopped by the plan", _operations(case))
    said("levers in force, by kind", _counted(levers.kinds.values()))
    said("work orders", [lever for lever, status in statuses.items() if status == "asked"])
    said("seconds of the command that enforced the plan", round(enforced, 1))
    said("of these from the first request to the last look", _first_to_last(case))
    assert levers.hosts >= infected

    after = matrix(lab.hardware)
    left = {probe for probe in before if not levers.stop(probe)}
    reach = [len({(p.target, p.port) for p in m if p.source in infected}) for m in (before, after)]
    still = [one for one in standing if one.answers(0.3)]
    said("ports that the infected machines reach, before and after", reach)
    said("open paths expected and found", (len(left), len(after)))
    said("unexpected open paths", len(after - left))
    said("paths that should be open and are not", len(left - after))
    said("connections of theirs that stood, and still answer", (len(standing), len(still)))
    assert after == left
    assert not still
    for one in standing:
        one.close()
    assert not _reads(session)
    _ended(session)
    disabled = {name.partition("@")[0].casefold() for name in _logins(org, levers.accounts)}
    now = accounts()
    assert {login for login, allowed in now.items() if not allowed} == disabled
    said("accounts disabled at every door", sorted(disabled))
    assert "alice" in disabled
    again = place / "again"
    again.mkdir()
    way = ways_up(collect(again, lab_incident.logged_on(place)), (), {"alice"})
    said("the way up for whoever holds alice, after", way)
    assert way is None
    assert not any(map(lab_incident.count, set(domain.PEOPLE) - disabled))

    # Nothing comes back unverified; then the cuts on what is verified may be lifted.
    machines = ",".join(f"{host}.{DOMAIN}" for host in sorted(infected))
    clean_up(case, place, machines, f"alice@{DOMAIN}")
    lifted = endigue("eradication", "lift", case)
    assert {f"isolate-{host}.{DOMAIN}" for host in infected} <= set(re.findall(
        r"isolate-[\w.-]+", json.dumps(lifted)))  # fmt: skip

    # The end: the work done by hand is typed in, everything is undone, all is as it was.
    for one in done["levers"]:
        if one["status"] == "asked":
            endigue("containment", "reported", case, one["work_order"], "done", "--by", "M. Petit",
                    "--author", "Keeper")  # fmt: skip
    undone = endigue("containment", "undo", case, "--author", IT, "--really")
    ended = {one["lever"]: one["status"] for one in undone["levers"]}
    assert set(ended.values()) <= {"undone", "asked"}, ended
    assert matrix(lab.hardware) == before
    assert accounts() == before_accounts
    assert all(lab_incident.count(login) == 1 for login in domain.PEOPLE)
    said("undo complete", True)
    counted = calls.end()
    said("calls", dict(counted._asdict()))
    assert counted.completed == counted.attempted > 0
    assert endigue("journal", "verify", case)["ok"] is True
    said("seconds in all", round(time.monotonic() - started, 1))


def clean_up(case: Path, place: Path, machines: str, account: str) -> None:
    """Evidence, rebuilding, checks by somebody else, verified, back; not before."""
    dump = place / "memory.raw"
    dump.write_text("what the memory held")
    endigue("eradication", "begin", case)
    endigue("eradication", "state", case, machines, "--set", "isolated", "--why", "cut off")
    for one in (*machines.split(","), account):
        too_soon = run("eradication", "reconnect", case, one, "--person", "D. Roux")
        assert too_soon.returncode == 2
        endigue("eradication", "evidence", case, one, dump, "--holder", "A. Martin",
                "--place", "safe")  # fmt: skip
    for names, way, checks in (
        (machines, "rebuild", ("scan", "hunt", "persistence", "patches", "secrets", "media")),
        (account, "clean", ("secrets", "sessions", "rights")),
        (f"bkp-1.{DOMAIN}", "", ("scan", "hunt", "persistence", "patches", "secrets")),
        ("campaign", "", ("secrets", "partner-statement")),
    ):
        for more in ((), ("--done",)) if way else ():
            endigue("eradication", "clean", case, names, "--way", way, *more,
                    "--person", "B. Petit")  # fmt: skip
        for check in checks:
            endigue("eradication", "check", case, names, check, "--person", "C. Leroy",
                    "--report", dump)  # fmt: skip
        endigue("eradication", "verify", case, names, "--person", "C. Leroy")
    endigue("eradication", "reconnect", case, f"{machines},{account}", "--person", "D. Roux")
    said("verified and reconnected", [*machines.split(","), account])


def _machines(found: dict) -> set[str]:
    """Machines on which something was wrong."""
    return {host.partition(".")[0] for host, each in found["machines"].items() if each["wrong"]}


def _bound(login: str) -> ldap3.Connection:
    server = ldap3.Server(f"ldaps://{BY_NAME['dc-1'].address}", get_info=ldap3.NONE)
    return ldap3.Connection(
        server, f"{login}@{DOMAIN}", domain.PASSWORD, auto_bind=True, receive_timeout=3
    )


def _reads(session: ldap3.Connection) -> bool:
    try:
        return session.search(domain.BASE, "(sAMAccountName=bob)", attributes=["cn"])
    except ldap3.core.exceptions.LDAPException:
        return False


def _ended(session: ldap3.Connection) -> None:
    with suppress(ldap3.core.exceptions.LDAPException):
        session.unbind()
    if session.socket is not None:
        session.socket.close()


def _nothing(place: Path) -> Path:
    """A list of hosts without any: the findings are in the case already."""
    file = place / "nothing.csv"
    file.write_text("host,level,title\n")
    return file


def _first_to_last(case: Path) -> float:
    """Between the first change that was asked for and the last that was seen, by the logbook."""
    journal = CaseFolders(_now).journal(str(case))
    try:
        times = [
            entry.recorded_at
            for entry in journal.read()
            if entry.fact in ("containment.change_requested", "containment.change_seen")
        ]
    finally:
        journal.close()
    return round((times[-1] - times[0]).total_seconds(), 1)


def _operations(case: Path) -> tuple[int, int]:
    shown = json.loads((case / "out" / "briefing.json").read_text())
    (plan,) = [one for one in shown["options"] if one["name"] == "plan"]
    return plan["running"], plan["stopped"]


def _counted(kinds) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind in kinds:
        found[kind] = found.get(kind, 0) + 1
    return found


def _logins(organisation: Path, identifiers: list[str]) -> list[str]:
    with (organisation / "assets.csv").open(encoding="utf-8") as stream:
        names = {row["id"]: row["name"] for row in csv.DictReader(stream)}
    return [names[one] for one in identifiers]
