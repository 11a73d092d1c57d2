"""The reference incident: what is seen of an attack on the reference mutual.

A Friday evening in winter. A message with a link reaches 64 people; nine click, and the
implant is confirmed on six machines. The intruder goes on to a remote desktop server and to
the scanning chain, whose account has old rights; then the file server of the regional site is
encrypted and ransom notes are seen. All of it is fictional; the hour follows the pattern of
published cases, most of which began in a Friday or weekend night.
"""

from datetime import datetime, timedelta

import msgspec

from endigue.organisation.example.chance import Chance
from endigue.organisation.example.detections import Detection, detections
from endigue.organisation.example.scene import Scene, address, after, down_level, fqdn, upn
from endigue.organisation.model import Organisation

IMPLANTS = 6
"""Workstations on which the implant is confirmed, of the first who clicked."""

RANSOM_NOTES = 4
"""Of these, the machines that show a ransom note by the evening."""

KIOSK = "BORNE-ACCUEIL-2"
"""A machine that no inventory knows."""

AMBIGUOUS = "PARTAGES"
"""A name that file servers of two companies have."""


class Seen(msgspec.Struct, frozen=True):
    """A row of a generic table of findings; names as people write them."""

    time: datetime
    host: str
    account: str
    kind: str
    detail: str


class Listed(msgspec.Struct, frozen=True):
    """A machine that somebody reported by telephone."""

    host: str
    comment: str


class Incident(msgspec.Struct, frozen=True):
    """Everything that was seen, by the file in which it stands, each in the order of time."""

    messages: tuple[Seen, ...]
    """From the mail gateway and the proxy."""
    edr: tuple[Seen, ...]
    """From the EDR console and the people on site."""
    detections: tuple[Detection, ...]
    """From the event logs that could be collected."""
    called: tuple[Listed, ...]
    """From the duty telephone, in the order of the calls."""


def incident_findings(organisation: Organisation, seed: int) -> Incident:
    """What is seen by 22:00. Raises ValueError where it is no reference mutual."""
    scene = Scene(organisation, Chance(seed, "incident"))
    return Incident(
        messages=_in_order(_messages(scene)),
        edr=_in_order([*_workstations(scene), *_servers(scene), *_clean(scene)]),
        detections=detections(scene),
        called=_calls(scene),
    )


def _in_order(rows: list[Seen]) -> tuple[Seen, ...]:
    return tuple(sorted(rows, key=lambda row: (row.time, row.host, row.account, row.kind)))


def _messages(scene: Scene) -> list[Seen]:
    received = [
        Seen(
            after(minutes),
            "",
            upn(account),
            "received_message",
            "Objet : Revalorisation des primes 2026, document à signer",
        )
        for account, minutes in zip(scene.recipients, scene.delivery, strict=True)
    ]
    delivered = {row.account: row.time for row in received}
    clicked = [
        Seen(
            delivered[upn(account)] + timedelta(minutes=minutes),
            address(scene.pc_of(account)),
            down_level(account),
            "clicked_link",
            "GET /signature/primes2026, domaine créé la veille",
        )
        for account, minutes in zip(scene.clicked, scene.hesitation, strict=True)
    ]
    return received + clicked


def _workstations(scene: Scene) -> list[Seen]:
    people = scene.clicked
    pcs = [scene.pc_of(account) for account in people]
    implants = [
        Seen(
            after(62 + 4 * place),
            pc.name if place % 2 else fqdn(pc),
            down_level(account),
            "confirmed_implant",
            "Balise chargée par rundll32, domaine de commande joint",
        )
        for place, (account, pc) in enumerate(list(zip(people, pcs, strict=True))[:IMPLANTS])
    ]
    notes = [
        Seen(after(196 + 3 * place), fqdn(pc).title(), "", "ransom_note", "LISEZ-MOI.txt à l'écran")
        for place, pc in enumerate(pcs[:RANSOM_NOTES])
    ]
    blocked = Seen(after(105), pcs[-1].name, upn(people[-1]), "edr_alert", "Script bloqué à demi")
    return [*implants, *notes, blocked]


def _servers(scene: Scene) -> list[Seen]:
    scan, test = scene.nth("srv-scan", 1), scene.nth("srv-test", 9)
    service, helpdesk = scene.named("svc-scan"), scene.nth("adm-hd", 3)
    return [
        Seen(after(131), scene.nth("srv-rds", 7).id, "", "edr_alert", "Relevé du domaine"),
        Seen(after(152), "", down_level(helpdesk), "suspect_logon", "Depuis un poste compromis"),
        Seen(after(158), fqdn(scan), down_level(service), "edr_alert", "Tâche planifiée inconnue"),
        Seen(after(166), fqdn(test), upn(service), "suspect_logon", "Ouverture à distance"),
        Seen(
            after(181),
            fqdn(scene.nth("srv-file", 2)),
            "",
            "encrypted_files",
            "1 240 fichiers renommés en 4 minutes",
        ),
        Seen(after(188), AMBIGUOUS, "", "suspect_logon", "Accès en rafale aux partages"),
        Seen(after(203), KIOSK, "", "edr_alert", "Agent inconnu de la console"),
        Seen(after(241), fqdn(test), upn(service), "suspect_logon", "Ouverture à distance"),
    ]


def _clean(scene: Scene) -> list[Seen]:
    checked = (
        ("srv-dc", 1),
        ("srv-vc", 1),
        ("srv-dbcore", 1),
        ("srv-claims", 1),
        ("srv-tp", 1),
        ("srv-telet", 1),
        ("prv-dc", 1),
        ("sns-med", 1),
    )
    return [
        Seen(
            after(270 + 5 * place),
            scene.nth(code, number).name,
            "",
            "clean_scan",
            "Analyse de la mémoire sans résultat",
        )
        for place, (code, number) in enumerate(checked)
    ]


def _calls(scene: Scene) -> tuple[Listed, ...]:
    pcs = [scene.pc_of(account) for account in scene.clicked]
    return (
        *(Listed(pc.name.title(), "écran de rançon, câble débranché") for pc in pcs[:3]),
        Listed("10.77.3.14", "adresse donnée par l'hébergeur"),
        Listed(address(pcs[IMPLANTS]), "poste très lent, documents illisibles"),
    )
