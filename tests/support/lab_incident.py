"""The incident of the lab: a message with a link to everybody, two who follow it, and what the
machines log after. Nothing is ever run on a machine: only its log is written.
"""

import json
import smtplib
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from imaplib import IMAP4
from pathlib import Path
from shutil import copytree

from endigue.lab.box import ROOM
from endigue.lab.directory import ACCOUNTS, PEOPLE
from endigue.lab.mail import PASSWORD
from endigue.lab.names import BAD
from endigue.lab.network import inside
from endigue.lab.probes import standing_in
from endigue.lab.town import BY_NAME, DOMAIN

CLICKED = (("bob", "pc-03"), ("carol", "pc-12"))
"""Who followed the link, on which machine."""
AT_WORK = (*CLICKED, ("alice", "pc-03"), ("dave", "pc-05"))
"""Who reads mail where: alice of the help desk has worked on bob's machine."""
MX = BY_NAME["mx-1"].address
PROXY = f"http://{BY_NAME['proxy-1'].address}:3128"


def deliver() -> None:
    """One message to every mailbox, from outside, by SMTP."""
    with standing_in("member-1"), smtplib.SMTP(MX, timeout=30) as server:
        for account in ACCOUNTS:
            message = EmailMessage()
            message["From"] = f"billing@{BAD}"
            message["To"] = f"{account.login}@{DOMAIN}"
            message["Subject"] = "Unpaid invoice"
            message["Date"] = format_datetime(_now())
            message["Message-ID"] = f"<{account.login}@{BAD}>"
            message.set_content(f"Pay here: http://{BAD}/login?u={account.login}\n")
            server.send_message(message)
    until = time.monotonic() + 30
    while any(count(login) < 1 for login in PEOPLE):
        assert time.monotonic() < until, "the message did not reach every mailbox"
        time.sleep(0.2)


def count(login: str, text: str = BAD) -> int:
    """Messages in somebody's inbox with a text in them."""
    with IMAP4(MX, timeout=10) as mailbox:
        mailbox.login(login, PASSWORD)
        mailbox.select("INBOX")
        return len(mailbox.search(None, "BODY", f'"{text}"')[1][0].split())


def follow() -> None:
    """People read their mail at their machines; two follow the link through the proxy."""
    for login, host in AT_WORK:
        with standing_in(host), IMAP4(MX, timeout=10) as mailbox:
            mailbox.login(login, PASSWORD)
            mailbox.select("INBOX", readonly=True)
    for login, host in CLICKED:
        inside(host, "curl", "-s", "-o", "/dev/null", "-x", PROXY, f"http://{BAD}/login?u={login}")
        inside(host, "dig", "+short", f"@{BY_NAME['dns-1'].address}", BAD)


def logged_on(folder: Path) -> list[tuple[str, str]]:
    """Who works on which machine, as the mail server's log says."""
    hosts = {host.address: host.name for host in BY_NAME.values()}
    found = {}
    for line in (ROOM / "mail" / "dovecot.log").read_text().splitlines():
        if "Login: user=<" in line:
            login = line.partition("user=<")[2].partition(">")[0]
            address = line.partition("rip=")[2].partition(",")[0]
            if hosts.get(address, "").startswith("pc-"):
                found[login, hosts[address]] = None
    return list(found)


def gather(folder: Path) -> None:
    """The evidence as an investigator would take it: mailboxes, logs of proxy, DNS, machines."""
    copytree(ROOM / "mail" / "boxes", folder / "boxes", symlinks=True)
    for source in (ROOM / "proxy" / "access.log", ROOM / "dns" / "queries.log"):
        (folder / source.name).write_bytes(source.read_bytes())
    rows = []
    for login, host in CLICKED:
        begin = _now()
        rows.append(_event(host, "Security", 4624, begin - timedelta(hours=1), {
            "IpAddress": "127.0.0.1", "LogonType": "2", "TargetDomainName": "MUTUAL",
            "TargetLogonId": f"0x{host[3:]}", "TargetUserName": login}))  # fmt: skip
        for number, (image, command) in enumerate(
            (("powershell.exe", "powershell.exe -nop -w hidden -enc RQBYAEEATQBQAEwARQA="),
             ("vssadmin.exe", "vssadmin.exe delete shadows /all /quiet"))
        ):  # fmt: skip
            rows.append(_event(host, "Microsoft-Windows-Sysmon/Operational", 1, begin, {
                "CommandLine": command, "Image": f"C:\\Windows\\System32\\{image}", "Hashes": "",
                "LogonId": f"0x{host[3:]}", "ParentImage": "C:\\Windows\\explorer.exe",
                "ParentProcessGuid": f"{{{host}}}", "ProcessGuid": f"{{{host}-{number}}}",
                "User": f"MUTUAL\\{login}"}))  # fmt: skip
    (folder / "events.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))


def _event(host: str, channel: str, number: int, at: datetime, data: dict) -> dict:
    system = {
        "Channel": channel, "Computer": f"{host}.{DOMAIN}", "EventID": number,
        "TimeCreated": {"#attributes": {"SystemTime": at.strftime("%Y-%m-%dT%H:%M:%SZ")}},
    }  # fmt: skip
    return {"Event": {"EventData": data, "System": system}}


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251
