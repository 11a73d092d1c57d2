"""A fictional health mutual, on the evening of an attack that never happened."""

from datetime import UTC, datetime

import pytest

from endigue.desk.briefing import (
    Briefing,
    CompanyReach,
    Doubt,
    OperationLine,
    Option,
    Reach,
    Reason,
    Restoration,
    Source,
    Step,
    Suspect,
    Threatened,
    WayStep,
)
from endigue.kernel.money import Cents

AT = datetime(2021, 2, 5, 21, 30, tzinfo=UTC)
HOURS = (1.0, 4.0, 12.0, 24.0, 72.0)
MUTUAL, CARE, IT = "Mutuelle des Rives", "Rives Centres de soins", "Rives Informatique"


def seen(hour: int, minute: int) -> datetime:
    return datetime(2021, 2, 5, hour, minute, tzinfo=UTC)


def suspects() -> tuple[Suspect, ...]:
    strong = (
        Reason("ransom_note", "LISEZ_MOI.txt on the desktop", "edr.csv", 14, seen(19, 2), 6.9),
        Reason("encrypted_files", "1,204 files renamed .rives", "edr.csv", 19, seen(19, 4), 6.2),
        Reason("sigma_critical", "Shadow copies deleted", "hayabusa.csv", 88, seen(18, 55), 4.1),
        Reason("sigma_high", "Log-on from a new machine", "hayabusa.csv", 71, seen(18, 20), 2.2),
        Reason("clicked_link", "hxxp://facture-rives[.]example", "mail.csv", 3, seen(13, 8), 1.4),
    )
    rows = [
        ("pc-hq-0131", "PC-HQ-0131", "machine", MUTUAL, 0.998, "confirmed", strong),
        ("srv-rds2", "SRV-RDS2", "machine", MUTUAL, 0.97, "", strong[1:]),
        ("u0412", "u0412", "account", MUTUAL, 0.93, "", strong[2:4]),
        ("adm-helpdesk", "adm-helpdesk", "account", IT, 0.81, "", strong[2:4]),
        ("srv-file1", "SRV-FILE1", "machine", MUTUAL, 0.74, "", strong[2:3]),
        ("pc-hq-0207", "PC-HQ-0207", "machine", MUTUAL, 0.62, "", strong[3:4]),
        ("srv-app4", "SRV-APP4", "machine", MUTUAL, 0.41, "", strong[3:4]),
        ("pc-cs-0044", "PC-CS-0044", "machine", CARE, 0.22, "", strong[4:]),
        ("pc-hq-0009", "PC-HQ-0009", "machine", MUTUAL, 0.08, "", strong[4:]),
        (
            "srv-sql1",
            "SRV-SQL1",
            "machine",
            MUTUAL,
            0.01,
            "cleared",
            (Reason("clean_scan", "full scan", "host-list.txt", 2, None, -3.0),),
        ),
    ]
    return tuple(Suspect(*row) for row in rows)


def threatened() -> tuple[Threatened, ...]:
    long_way = (
        WayStep("PC-HQ-0131", "adm-helpdesk", "HasSession"),
        WayStep("adm-helpdesk", "GG-Helpdesk", "MemberOf"),
        WayStep("GG-Helpdesk", "SRV-RDS2", "AdminTo"),
        WayStep("SRV-RDS2", "svc-backup", "HasSession"),
        WayStep("svc-backup", "SRV-DC1", "DCSync"),
    )
    rows = [
        ("srv-dc1", "SRV-DC1", "machine", IT, 0, (0.04, 0.31, 0.66, 0.83, 0.94), 8.5, long_way),
        ("srv-bkp1", "SRV-BKP1", "machine", IT, 0, (0.02, 0.2, 0.5, 0.71, 0.9), 12.0, long_way),
        (
            "data-claims",
            "Base des prestations",
            "dataset",
            MUTUAL,
            1_040_000,
            (0.0, 0.08, 0.3, 0.52, 0.85),
            21.0,
            long_way[:2],
        ),
        *(
            (
                f"srv-app{n}",
                f"SRV-APP{n}",
                "machine",
                MUTUAL,
                0,
                (0.0, 0.05, 0.2, 0.4 - n / 50, 0.7 - n / 50),
                30.0 + n,
                long_way[:3],
            )
            for n in range(1, 14)
        ),
        (
            "fax",
            "Passerelle de télécopie",
            "appliance",
            CARE,
            0,
            (0.0, 0.0, 0.0, 0.003, 0.1),
            None,
            (),
        ),
    ]
    return tuple(Threatened(*row) for row in rows)


def reach() -> Reach:
    return Reach(
        hours=HOURS,
        samples=1000,
        seed=5,
        expected_fallen=(9.4, 41.2, 148.0, 263.7, 611.3),
        companies=(
            CompanyReach("mutual", MUTUAL, 1480, (8.1, 33.0, 118.2, 205.0, 452.1)),
            CompanyReach("care", CARE, 310, (0.2, 2.0, 9.8, 21.7, 71.2)),
            CompanyReach("it", IT, 420, (1.1, 6.2, 20.0, 37.0, 88.0)),
        ),
        threatened=threatened(),
        threatened_in_all=1123,
    )


def options() -> tuple[Option, ...]:
    rows = [
        ("do_nothing", (), 412_345_600, 231_000_000, 181_345_600, 0, 8, 3, 17, 612, 0, 0.0, False, None, 263.7, ()),
        ("isolate_known", (), 236_000_000, 120_000_000, 115_400_000, 600_000, 14, 5, 9, 380, 9, 62.0, False, None, 171.4, ()),
        ("plan_bold", (), 128_400_000, 71_000_000, 55_100_000, 2_300_000, 17, 7, 4, 96, 19, 160.0, True, 0.0, 34.0, ()),
        ("plan", (), 97_600_000, 69_000_000, 25_200_000, 3_400_000, 17, 8, 3, 34, 25, 187.0, True, 0.0, 6.3, ()),
        ("plan_cautious", (), 118_900_000, 94_000_000, 19_500_000, 5_400_000, 13, 10, 5, 21, 41, 398.0, False, 0.034, 2.1, ("containment.not_proven",)),
        ("pull_the_plug", (), 361_000_000, 352_000_000, 6_000_000, 3_000_000, 0, 15, 13, 9, 14, 280.0, False, None, 0.4, ()),
    ]  # fmt: skip
    return tuple(
        Option(
            name=name,
            also=also,
            harm=Cents(harm),
            operations_loss=Cents(lost),
            fallen_loss=Cents(fell),
            levers_cost=Cents(levers),
            cost_per_hour=Cents(lost // 48),
            running=running,
            by_hand=by_hand,
            stopped=stopped,
            fallen=fallen,
            actions=actions,
            minutes=minutes,
            proven=proven,
            gap=gap,
            residual_fallen=residual,
            remarks=remarks,
        )
        for name, also, harm, lost, fell, levers, running, by_hand, stopped, fallen, actions, minutes, proven, gap, residual, remarks in rows
    )  # fmt: skip


def steps() -> tuple[Step, ...]:
    mandatory = [
        ("cut-internet", "cut_internet", "Internet", 15.0, "crew-network", "strategic", "D3-NTF"),
        ("pause-backups", "pause_backups", "Sauvegardes", 20.0, "crew-system", "strategic", ""),
        ("preserve-srv-dc3", "preserve", "SRV-DC3", 10.0, "crew-system", "strategic", "D3-NI"),
        ("preserve-srv-file3", "preserve", "SRV-FILE3", 10.0, "crew-system", "strategic", "D3-NI"),
    ]
    chosen = [
        ("isolate-pc-hq-0131", "isolate_host", "PC-HQ-0131", 4.0, "crew-endpoint", "operational", "D3-NI"),
        ("disable-adm-helpdesk", "disable_account", "adm-helpdesk", 3.0, "crew-directory", "operational", "D3-AL"),
        ("isolate-srv-rds2", "isolate_host", "SRV-RDS2", 10.0, "crew-system", "strategic", "D3-NI"),
        ("cut-trust-care", "cut_trust", "Approbation Rives / Soins", 20.0, "crew-directory", "strategic", ""),
        ("close-flow", "close_flow", "flow-apps-data-mssql", 8.0, "crew-network", "operational", "D3-NTF"),
        ("unplug-rg", "unplug_zone", "Postes du site régional", 20.0, "crew-network", "strategic", "D3-BDI"),
        ("suspend-mail", "suspend_mail", "flow-internet-dmz-smtp", 5.0, "crew-application", "strategic", ""),
        ("cut-partner", "cut_partner", "Hébergeur du site", 10.0, "crew-network", "operational", "D3-NTF"),
        *(
            (f"isolate-pc-hq-02{n:02}", "isolate_host", f"PC-HQ-02{n:02}", 4.0, "crew-endpoint", "operational", "D3-NI")
            for n in range(13)
        ),
    ]  # fmt: skip
    made = []
    for number, row in enumerate([*mandatory, *chosen], start=1):
        lever, kind, target, minutes, crew, approval, d3fend = row
        must = number <= len(mandatory)
        saves = max(0, 60 - number * 4)
        why = ["containment.doctrine_mandatory"] if must else []
        why += ["containment.closes_the_only_way", "containment.saves_assets"] if saves else ["containment.saves_nothing_alone"]  # fmt: skip
        made.append(
            Step(
                number=number,
                lever=lever,
                kind=kind,
                target=target.lower(),
                target_name=target,
                entity=MUTUAL,
                minutes=minutes,
                crew=crew,
                cost=Cents(9_000),
                approval=approval,
                reversible=number != 12,
                doctrine="mandatory" if must else "deferrable" if number < 7 else "",
                d3fend=d3fend,
                why=tuple(why),
                closes=max(1, 12 - number),
                saves=saves,
                harm_avoided=Cents(0 if must else max(0, 61_234_500 - number * 3_000_000)),
                way=("PC-HQ-0131", "adm-helpdesk", "SRV-DC1"),
            )
        )
    return tuple(made)


OPERATIONS = (
    ("telephone", "Plateforme téléphonique", "Telephone platform", "by_hand", 4200, 4, 24),
    ("third-party-payment", "Tiers payant", "Third-party payment", "stopped", 6500, 4, 24),
    ("teletransmission", "Télétransmission avec le régime obligatoire", "Teletransmission with the mandatory scheme", "stopped", 3600, 24, 72),
    ("member-web-site", "Site Internet public", "Public web site", "by_hand", 700, 24, 72),
    ("member-area", "Espace adhérent", "Member area", "stopped", 1600, 24, 96),
    ("claims-on-paper", "Remboursements sur pièces papier", "Reimbursement of paper claims", "by_hand", 2600, 48, 168),
    ("benefit-payments", "Versement des prestations", "Payment of benefits", "by_hand", 3200, 24, 72),
    ("hospital-cover", "Prises en charge hospitalières", "Hospital cover agreements", "by_hand", 2400, 2, 12),
    ("e-mail", "Courrier électronique avec l’extérieur", "E-mail with the outside", "by_hand", 800, 24, 96),
    ("contributions", "Appel et encaissement des cotisations", "Contributions", "by_hand", 1500, 72, 240),
    ("complaints", "Réclamations", "Complaints", "by_hand", 200, 120, 240),
    *((f"office-{n}", f"Dossiers du service {n}", f"Files of office {n}", "running", 0, 96, 240) for n in range(1, 18)),
)  # fmt: skip


def operations() -> tuple[OperationLine, ...]:
    made = []
    for place, (identifier, french, english, state, loss, rto, mtpd) in enumerate(OPERATIONS):
        late = None if state == "running" or identifier == "complaints" else 9.0 + place * 7.5
        made.append(
            OperationLine(
                id=identifier,
                name={"fr": french, "en": english},
                entity=MUTUAL,
                state=state,
                missing=() if state == "running" else ("claims-system", "SRV-APP4", "SRV-RDS2"),
                manual_missing=("kit-printed-lists",) if identifier == "member-area" else (),
                by_hand_share=0.23 if state == "by_hand" else 0.0,
                form="call-sheet" if identifier == "telephone" else "",
                stamina_hours=72.0 if state == "by_hand" else 0.0,
                rto_hours=float(rto),
                mtpd_hours=float(mtpd),
                loss_per_hour=Cents(loss * 100),
                waiting_after_a_day=None if state == "running" else 4812.0 - place * 311,
                back_planned=late,
                back_p50=late,
                back_p80=None if late is None else late * 1.35,
                back_p90=None if late is None else late * 1.7,
                waits_for=() if late is None else ("SRV-APP4", "SRV-RDS2"),
            )
        )
    return tuple(made)


def restoration() -> Restoration:
    return Restoration(
        assets=61,
        tasks=214,
        hours=311.0,
        cost=Cents(81_000_000),
        bound=Cents(66_000_000),
        gap=0.185,
        scenarios=256,
        crews=(("crew-system", 212.5), ("crew-forensic", 96.0), ("crew-network", 31.25)),
        first=tuple(
            (f"SRV-DC{n}", step, "crew-forensic" if step == "preserve" else "crew-system", n * 2.0, n * 2.0 + 1.5)
            for n in range(1, 5)
            for step in ("preserve", "rebuild", "restore", "verify", "reconnect")
        ),
    )  # fmt: skip


def doubts() -> tuple[Doubt, ...]:
    return (
        Doubt("desk.unmatched_names", {"count": 14, "findings": 22}, ("WIN-8FK2", "imprimante-3")),
        Doubt("desk.ambiguous_names", {"count": 1}, ("ADMIN (adm-1, adm-2)",)),
        Doubt("desk.rows_not_understood", {"count": 3}, ("edr.csv",)),
        Doubt("desk.likelihoods_assumed"),
        Doubt("desk.times_assumed"),
        Doubt("desk.plans_not_proven", {"count": 1}, ("plan_cautious",)),
        Doubt("desk.data_taken_unknown"),
        Doubt("desk.durations_assumed"),
        Doubt("desk.safe_date_unknown"),
    )


@pytest.fixture
def sample() -> Briefing:
    """Ten suspects, 28 operations, 25 steps, six options."""
    return Briefing(
        organisation="Mutuelle des Rives (fictional)",
        currency="EUR",
        time_zone="Europe/Paris",
        at=AT,
        head_sequence=17,
        head_hash="9f3c1a77d02be45160c8a1f4b7d3e2960a5b8c7d6e5f4a3b2c1d0e9f8a7b6c5d",
        organisation_digest="41d2aa0c3b5e7f9182736455a0b1c2d3e4f5061728394a5b6c7d8e9f00112233",
        counts={"assets": 2210, "links": 18344, "services": 41, "operations": 28, "levers": 1290},
        sources=(
            Source("edr.csv", "csv", 41, 3),
            Source("hayabusa.csv", "hayabusa", 1180, 0),
            Source("mail.csv", "csv", 63, 0),
            Source("host-list.txt", "list", 1, 0),
        ),
        findings_by_kind={
            "received_message": 48,
            "clicked_link": 15,
            "sigma_critical": 22,
            "sigma_high": 240,
            "sigma_medium": 918,
            "ransom_note": 2,
            "encrypted_files": 39,
            "clean_scan": 1,
        },
        first_seen=seen(13, 8),
        suspects=suspects(),
        suspects_in_all=96,
        caution=0.5,
        infected=6,
        reach=reach(),
        residual_hours=24.0,
        situation_hours=48.0,
        options=options(),
        recommended="plan",
        steps=steps(),
        operations=operations(),
        restoration=restoration(),
        unknown=doubts(),
    )


@pytest.fixture
def empty(sample: Briefing) -> Briefing:
    """No evidence, no operations, nothing to do."""
    return Briefing(
        organisation="",
        currency="EUR",
        time_zone="Europe/Paris",
        at=AT,
        head_sequence=1,
        head_hash="",
        organisation_digest="",
        counts={},
        sources=(),
        findings_by_kind={},
        first_seen=None,
        suspects=(),
        suspects_in_all=0,
        caution=0.5,
        infected=0,
        reach=Reach((), 0, 0, (), (), (), 0),
        residual_hours=24.0,
        situation_hours=48.0,
        options=(),
        recommended="plan",
        steps=(),
        operations=(),
        restoration=None,
        unknown=(),
    )
