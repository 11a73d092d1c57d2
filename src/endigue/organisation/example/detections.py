"""What a Sigma scan of the collected event logs says of the reference incident."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from endigue.organisation.example.scene import Scene, after, down_level, fqdn
from endigue.organisation.model import Asset


class Detection(msgspec.Struct, frozen=True):
    """A row of a Hayabusa timeline, standard profile; `level` as Hayabusa abbreviates it."""

    time: datetime
    rule: str
    level: str
    computer: str
    channel: str
    event_id: int
    record_id: int
    details: str


class _Rule(NamedTuple):
    title: str
    level: str
    channel: str
    event_id: int


_SCRIPT = _Rule("Script Interpreter Started By Mail Client", "high", "Sysmon", 1)
_BEACON = _Rule("Regular Connections To New Domain", "med", "Sysmon", 3)
_MACRO = _Rule("Document Opened From Internet Zone", "low", "Sysmon", 11)
_LOGON = _Rule("Logon", "info", "Sec", 4624)
_DOMAIN_SURVEY = _Rule("Domain Survey From A User Session", "high", "Sysmon", 1)
_SECRETS = _Rule("Process Memory Of Lsass Read", "crit", "Sysmon", 10)
_TASK = _Rule("Scheduled Task Created Remotely", "med", "Sec", 4698)
_OLD_RIGHTS = _Rule("Backup Privilege Used By Service Account", "crit", "Sec", 4672)
_SHADOW = _Rule("Shadow Copies Deleted", "crit", "Sysmon", 1)
_SPRAY = _Rule("Many Shares Opened In A Minute", "high", "Sec", 5140)
_FAILED = _Rule("Failed Logon With Known Account", "low", "Sec", 4625)

_FIRST_RECORD = 184_220


def detections(scene: Scene) -> tuple[Detection, ...]:
    """In the order of time; among them informational events, as in every real timeline."""
    rows = [*_on_workstations(scene), *_on_servers(scene)]
    rows.sort(key=lambda row: (row[0], row[2].id, row[1].title))
    return tuple(
        Detection(
            time=time,
            rule=rule.title,
            level=rule.level,
            computer=fqdn(host),
            channel=rule.channel,
            event_id=rule.event_id,
            record_id=_FIRST_RECORD + 37 * place,
            details=details,
        )
        for place, (time, rule, host, details) in enumerate(rows)
    )


_Row = tuple[datetime, _Rule, Asset, str]


def _on_workstations(scene: Scene) -> list[_Row]:
    rows: list[_Row] = []
    for place, account in enumerate(scene.clicked):
        pc, user = scene.pc_of(account), f"User: {down_level(account)}"
        rows.append((after(20 + 3 * place), _LOGON, pc, f"Type: 2 ¦ Tgt{user}"))
        rows.append((after(50 + 3 * place), _MACRO, pc, user))
        if place < 8:  # the last one was blocked half way
            rows.append((after(57 + 4 * place), _SCRIPT, pc, f"Proc: wscript.exe ¦ {user}"))
        if place < 5:
            rows.append((after(75 + 4 * place), _BEACON, pc, f"TgtPort: 443 ¦ {user}"))
    return rows


def _on_servers(scene: Scene) -> list[_Row]:
    rds, scan, files = scene.nth("srv-rds", 7), scene.nth("srv-scan", 1), scene.nth("srv-file", 2)
    neighbour, jump = scene.nth("srv-rds", 8), scene.nth("srv-jump", 2)
    service, helpdesk = scene.named("svc-scan"), scene.nth("adm-hd", 3)
    first = f"User: {down_level(scene.clicked[0])}"
    by_service, by_helpdesk = f"User: {down_level(service)}", f"User: {down_level(helpdesk)}"
    return [
        (after(118), _LOGON, rds, f"Type: 10 ¦ Tgt{first}"),
        (after(127), _DOMAIN_SURVEY, rds, f"Proc: nltest.exe ¦ {first}"),
        (after(139), _SECRETS, rds, f"TgtProc: lsass.exe ¦ {first}"),
        (after(144), _FAILED, neighbour, f"Type: 10 ¦ Tgt{first}"),
        (after(154), _LOGON, scan, f"Type: 3 ¦ Tgt{by_service}"),
        (after(157), _TASK, scan, f"Name: \\Archive\\nuit ¦ {by_service}"),
        (after(163), _FAILED, jump, f"Type: 10 ¦ Tgt{by_helpdesk}"),
        (after(169), _OLD_RIGHTS, scan, f"Priv: SeBackupPrivilege ¦ {by_service}"),
        (after(176), _SPRAY, files, f"Share: \\\\*\\regional ¦ {first}"),
        (after(180), _SHADOW, files, "Proc: vssadmin.exe ¦ User: AUTORITE NT\\Système"),
    ]
