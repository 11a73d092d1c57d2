"""Write examples/message: an incident that came in by a link, made up and whole.

`uv run python scripts/example_message.py` writes it again, byte for byte. Its truth is in
`Truth`; tests also write it with a wrong clock, without its redirect, with a log missing or
with the messages removed.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent.parent / "examples" / "message"
DOMAIN = "mutuelle.example"
DAY = datetime(2026, 2, 5, 7, 0, tzinfo=UTC)
SENT = DAY + timedelta(hours=1, minutes=12)
SHORT = "lien-rh.example"
BAD = "documents-rh.example"
CALLED = "statique-cdn.example"
GATEWAY = "10.20.0.25"
PAYLOAD = "bordereau-conges.js"
STAFF = 60
RECIPIENTS = 37
CLICKS = {3: 21, 11: 34, 19: 95, 28: 240}
"""Position of who clicked, and after how many minutes."""
WRONG = (11, 28)
SHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"
WMI = "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe"
WITHOUT_NAME = 19
"""The proxy did not ask this one for a name."""
OPENED = (2, 7, 15)
SERVER = "srv-fichiers"


class Person(NamedTuple):
    """One of the staff, with a machine of their own."""

    name: str
    machine: str
    address: str

    @property
    def mail(self) -> str:
        """The address of the mailbox."""
        return f"{self.name}@{DOMAIN}"


@dataclass(frozen=True)
class Variant:
    """How the incident is written down."""

    proxy_behind: timedelta = timedelta()
    redirect: bool = True
    without: frozenset[str] = frozenset()
    """`messages` (those of the campaign), `proxy.log`, `dns.log` or `events.jsonl`."""
    hole: tuple[timedelta, timedelta] | None = None
    """From when to when after `DAY` the proxy wrote nothing."""


@dataclass(frozen=True)
class Truth:
    """What is so."""

    recipients: frozenset[str]
    clicked: frozenset[str]
    wrong: frozenset[str]
    """Machines of those who clicked."""
    patient_zero: str
    moved_to: str = SERVER


@dataclass
class Written:
    """Lines of each log, with their instants."""

    proxy: list[tuple[datetime, str]] = field(default_factory=list)
    dns: list[tuple[datetime, str]] = field(default_factory=list)
    events: list[tuple[datetime, dict[str, object]]] = field(default_factory=list)


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - made-up names need no secrets


def staff() -> tuple[Person, ...]:
    """Sixty people; their names are syllables, nobody's."""
    chance = _chance(5)
    syllables = ("ba", "do", "fi", "ga", "ju", "le", "mo", "ni", "pa", "ro", "su", "ve")
    names: dict[str, None] = {}
    while len(names) < STAFF:
        name = "".join(chance.choice(syllables) for _ in range(3))
        names[f"{chance.choice('abcdefghijklm')}.{name}"] = None
    return tuple(Person(name, f"ws-{at:03}", f"10.20.4.{at + 10}") for at, name in enumerate(names))


def truth() -> Truth:
    """The truth of every variant."""
    people = staff()
    return Truth(
        recipients=frozenset(each.mail for each in people[:RECIPIENTS]),
        clicked=frozenset(people[at].mail for at in CLICKS),
        wrong=frozenset(people[at].machine for at in WRONG),
        patient_zero=people[WRONG[0]].machine,
    )


def write(folder: Path, variant: Variant | None = None) -> None:
    """Write the incident into a folder that does not exist or is empty."""
    how = variant or Variant()
    people = staff()
    mails = folder / "messages"
    mails.mkdir(parents=True)
    for number, mail in enumerate(_everyday_mails(people)):
        (mails / f"{number:03}.eml").write_bytes(mail)
    if "messages" not in how.without:
        for number, mail in enumerate(_campaign(people, how), start=100):
            (mails / f"{number:03}.eml").write_bytes(mail)
    written = Written()
    _everyday(people, written)
    _checked_by_gateway(people, how, written)
    for at, minutes in CLICKS.items():
        _click(at, people, SENT + timedelta(minutes=minutes), how, written)
    for at in OPENED:
        _opened(at, people, written)
    _write_logs(folder, how, written)


def token(at: int) -> str:
    """The part of the link that is each one's own."""
    return f"{_chance(at).getrandbits(48):012x}"


def _everyday_mails(people: Sequence[Person]) -> Iterator[bytes]:
    chance = _chance(7)
    for number in range(24):
        person = chance.choice(people)
        at = DAY + timedelta(minutes=chance.randrange(600))
        sender = ("lettre@actualites.example", "comptes@fournisseur.example", people[5].mail)
        text = (
            f"Bonjour, voici le point numéro {number} de la semaine. Le compte rendu de la "
            f"réunion se trouve sur https://intranet.{DOMAIN}/notes/{number} comme toujours. "
            f"Merci de relire avant {chance.randrange(9, 18)} heures."
        )
        yield _mail(sender[number % 3], person, f"Point {number}", text, text, at, number)


def _campaign(people: Sequence[Person], how: Variant) -> Iterator[bytes]:
    for at, person in enumerate(people[:RECIPIENTS]):
        link = _link(at, how)
        pixel = f"https://images-rh.example/p/{token(at)}.png"
        text = (
            f"Bonjour {person.name}, votre solde de congés de l'année doit être validé avant "
            f"vendredi. Le bordereau est à votre disposition à l'adresse suivante. Passé ce délai, "
            f"les jours non validés seront perdus. {link} Le service des ressources humaines."
        )
        html = text.replace(link, f'<a href="{link}">https://rh.{DOMAIN}/conges</a>')
        html = f'<html><body><p>{html}</p><img src="{pixel}" width="1"></body></html>'
        received = SENT + timedelta(seconds=2 * at)
        yield _mail(
            "ressources.humaines@mutuelle-rh.example", person, "Solde de congés à valider", text,
            html, received, 100 + at,
        )  # fmt: skip


def _mail(
    sender: str, person: Person, subject: str, text: str, html: str, at: datetime, number: int
) -> bytes:
    mail = EmailMessage()
    mail["Received"] = (
        f"from passerelle.{DOMAIN} ([{GATEWAY}]) by courrier.{DOMAIN} with ESMTP; "
        + format_datetime(at)
    )
    mail["Received"] = (
        f"from relais.example ([203.0.113.{number % 200}]) by passerelle.{DOMAIN} with ESMTP; "
        + format_datetime(at - timedelta(seconds=5))
    )
    mail["Delivered-To"] = person.mail
    mail["From"] = f"Ressources humaines <{sender}>" if "humaines" in sender else sender
    mail["To"] = person.mail
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at - timedelta(seconds=9))
    mail["Message-ID"] = f"<{number}.{_chance(number).getrandbits(40):x}@relais.example>"
    mail.set_content(text)
    if html != text:
        mail.add_alternative(html, subtype="html")
        mail.set_boundary(f"=_limite_{number}")
    return mail.as_bytes()


def _link(at: int, how: Variant) -> str:
    host = SHORT if how.redirect else BAD
    return f"https://{host}/c/{token(at)}"


def _everyday(people: Sequence[Person], written: Written) -> None:
    chance = _chance(11)
    sites = [f"www.site-{number}.example" for number in range(30)]
    for minute in range(0, 15 * 60, 3):
        person = chance.choice(people)
        at = DAY + timedelta(minutes=minute, seconds=chance.random() * 60)
        _browse(person, at, f"https://{chance.choice(sites)}/", written)
    for person in people:
        at = DAY + timedelta(minutes=chance.randrange(50))
        _event(written, at, person, 4624, {
            "TargetUserName": person.name, "TargetDomainName": "MUTUELLE", "LogonType": "2",
            "TargetLogonId": f"0x{chance.randrange(1 << 24):x}", "IpAddress": "127.0.0.1",
        })  # fmt: skip
        for _ in range(3):
            at += timedelta(minutes=chance.randrange(5, 200))
            site = chance.choice(sites)
            _looked_up(person, at, site, "C:\\Program Files\\Navigateur\\chrome.exe", written)
            _connected(person, at + timedelta(seconds=0.2), site, written)
            _browse(person, at + timedelta(seconds=0.5), f"https://{site}/", written)


def _browse(
    person: Person, at: datetime, url: str, written: Written, status: int = 200,
    referrer: str = "-", *, named: bool = True,
) -> None:  # fmt: skip
    host = url.split("/")[2]
    _asked(person.address, at - timedelta(seconds=0.3), host, written)
    name = f"MUTUELLE\\{person.name}" if named else "-"
    _fetched(person.address, at, url, written, status, referrer, name)


def _asked(address: str, at: datetime, host: str, written: Written) -> None:
    stamp = at.strftime("%d-%b-%Y %H:%M:%S.") + f"{at.microsecond // 1000:03}"
    written.dns.append(
        (at, f"{stamp} client @0x7f00 {address}#5353 ({host}): query: {host} IN A +")
    )


def _fetched(
    address: str, at: datetime, url: str, written: Written, status: int, referrer: str, name: str
) -> None:
    line = (
        f"120 {address} TCP_MISS/{status} 2310 GET {url} {name} HIER_DIRECT/198.51.100.7 text/html"
    )
    written.proxy.append((at, f'{line} "{referrer}"'))


def _checked_by_gateway(people: Sequence[Person], how: Variant, written: Written) -> None:
    for at in range(0, len(people[:RECIPIENTS]), 4):
        moment = SENT + timedelta(seconds=2 * at + 1)
        _asked(GATEWAY, moment, _link(at, how).split("/")[2], written)
        _fetched(GATEWAY, moment, _link(at, how), written, 302 if how.redirect else 200, "-", "-")
        if how.redirect:
            _asked(GATEWAY, moment, BAD, written)
            page = f"https://{BAD}/c/{token(at)}"
            _fetched(GATEWAY, moment + timedelta(seconds=1), page, written, 200, "-", "-")


def _opened(at: int, people: Sequence[Person], written: Written) -> None:
    moment = SENT + timedelta(minutes=17 * at)
    _browse(people[at], moment, f"https://images-rh.example/p/{token(at)}.png", written)


def _click(
    at: int, people: Sequence[Person], moment: datetime, how: Variant, written: Written
) -> None:
    person = people[at]
    named = at != WITHOUT_NAME
    link, page = _link(at, how), f"https://{BAD}/c/{token(at)}"
    if how.redirect:
        _browse(person, moment, link, written, 302, named=named)
        moment += timedelta(seconds=1)
    _looked_up(person, moment, BAD, "C:\\Program Files\\Navigateur\\chrome.exe", written)
    _browse(person, moment, page, written, referrer=link if how.redirect else "-", named=named)
    if at in WRONG:
        moment += timedelta(seconds=40)
        _browse(person, moment, f"https://{BAD}/d/{PAYLOAD}", written, referrer=page, named=named)
        _goes_wrong(person, moment + timedelta(seconds=25), written)
        if at == WRONG[0]:
            _moves(person, moment + timedelta(hours=2), written)


def _goes_wrong(person: Person, at: datetime, written: Written) -> None:
    script = f"C:\\Users\\{person.name}\\Downloads\\{PAYLOAD}"
    explorer, host = f"{{{person.machine}-explorer}}", f"{{{person.machine}-script}}"
    shell = f"{{{person.machine}-shell}}"
    _process(written, at, person, "C:\\Windows\\System32\\wscript.exe", f'wscript.exe "{script}"',
             host, explorer, "C:\\Windows\\explorer.exe")  # fmt: skip
    _process(
        written, at + timedelta(seconds=4), person,
        SHELL,
        "powershell.exe -nop -w hidden -enc " + "RQBYAEUATQBQAEwARQA" * 4,
        shell, host, "C:\\Windows\\System32\\wscript.exe",
    )  # fmt: skip
    _looked_up(person, at + timedelta(seconds=9), CALLED,
               SHELL, written, shell)  # fmt: skip


def _moves(person: Person, at: datetime, written: Written) -> None:
    """From the first machine to the file server, by remote management."""
    server = Person(SERVER, SERVER, "10.20.1.8")
    shell = f"{{{person.machine}-shell}}"
    _process(written, at, person, "C:\\Windows\\System32\\wbem\\WMIC.exe",
             f"wmic /node:{SERVER} process call create cmd.exe", f"{{{person.machine}-wmic}}",
             shell, SHELL)  # fmt: skip
    _event(written, at + timedelta(seconds=1), server, 4624, {
        "TargetUserName": "adm.sauvegarde", "TargetDomainName": "MUTUELLE", "LogonType": "3",
        "TargetLogonId": "0x5afe01", "IpAddress": person.address,
    })  # fmt: skip
    _process(written, at + timedelta(seconds=3), server, "C:\\Windows\\System32\\cmd.exe",
             "cmd.exe /c vssadmin.exe delete shadows /all /quiet", "{srv-cmd}", "{srv-wmi}",
             WMI, "MUTUELLE\\adm.sauvegarde", "0x5afe01")  # fmt: skip


def _process(
    written: Written, at: datetime, person: Person, image: str, command: str, guid: str,
    parent: str, parent_image: str, account: str = "", logon: str = "0x1",
) -> None:  # fmt: skip
    _event(written, at, person, 1, {
        "Image": image, "CommandLine": command, "ProcessGuid": guid, "ParentProcessGuid": parent,
        "ParentImage": parent_image, "User": account or f"MUTUELLE\\{person.name}",
        "LogonId": logon, "Hashes": "",
    })  # fmt: skip


def _looked_up(
    person: Person, at: datetime, name: str, image: str, written: Written, guid: str = "{b}"
) -> None:
    _asked(person.address, at, name, written)
    _event(written, at, person, 22, {
        "QueryName": name, "Image": image, "ProcessGuid": guid, "User": f"MUTUELLE\\{person.name}",
    })  # fmt: skip


def _connected(person: Person, at: datetime, name: str, written: Written) -> None:
    _event(written, at, person, 3, {
        "Image": "C:\\Program Files\\Navigateur\\chrome.exe", "ProcessGuid": "{b}",
        "User": f"MUTUELLE\\{person.name}", "SourceIp": person.address, "Initiated": "true",
        "DestinationIp": "198.51.100.7", "DestinationHostname": name,
    })  # fmt: skip


def _event(
    written: Written, at: datetime, person: Person, number: int, data: dict[str, object]
) -> None:
    security = number > 1000
    system = {
        "EventID": number,
        "Channel": "Security" if security else "Microsoft-Windows-Sysmon/Operational",
        "Computer": f"{person.machine}.{DOMAIN}",
        "TimeCreated": {"#attributes": {"SystemTime": at.isoformat().replace("+00:00", "Z")}},
    }
    written.events.append((at, {"Event": {"System": system, "EventData": data}}))


def _write_logs(folder: Path, how: Variant, written: Written) -> None:
    for log in (written.proxy, written.dns, written.events):
        log.sort(key=lambda each: each[0])
    proxy = [
        f"{(at - how.proxy_behind).timestamp():.3f}    {line}"
        for at, line in written.proxy
        if how.hole is None or not DAY + how.hole[0] <= at < DAY + how.hole[1]
    ]
    logs = {
        "proxy.log": proxy,
        "dns.log": [line for _, line in written.dns],
        "events.jsonl": [json.dumps(event, sort_keys=True) for _, event in written.events],
    }
    for name, lines in logs.items():
        if name not in how.without:
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(FOLDER)
