"""The names and fields of facts are kept in journals for ever: a change here is a new fact."""

from endigue.desk.catalogue import CATALOGUE
from endigue.journal.fact import fact_name

FROZEN = {
    "organisation.adopted": "name digest files counts",
    "organisation.levers_derived": "levers table",
    "evidence.findings_recorded": (
        "source sha256 format findings not_understood left_out part parts"
    ),
    "evidence.statement_made": "asset verdict reason",
    "evidence.compromise_assessed": "assessment table",
    "evidence.incident_traced": "trace coverage sources steps_left_out",
    "spread.forecast": "input kernel hours samples seed pulled expected_fallen result",
    "containment.planned": "alternatives input_hash seed solver",
    "containment.plan_approved": "alternative levers input_hash",
    "containment.derogation_recorded": "lever reason",
    "continuity.assessed": "input down operations",
    "continuity.device_opened": "device name desk",
    "continuity.forms_issued": "form edition desk first last",
    "continuity.sheets_returned": "form first last how reason",
    "continuity.record_entered": (
        "record device form edition serial medium values corrects reason"
    ),
    "continuity.chain_merged": "chain entries head blob source",
    "continuity.reconciled": "target mapping counts amounts keys balanced",
    "restoration.planned": "input solver start schedule",
    "communication.event_recorded": "event company value verified estimated note",
    "communication.event_withdrawn": "entry reason",
    "communication.bulletin_written": "bulletin",
    "communication.page_drafted": "version upto digest corrects correction",
    "communication.page_reviewed": "version digest",
    "communication.page_approved": "version digest",
    "communication.page_published": "version digest files",
    "communication.role_given": "person role",
    "communication.role_taken": "person role",
    "communication.action_refused": "action subject",
    "communication.action_set": "text owner due",
    "communication.action_closed": "entry outcome note",
    "communication.decision_asked": "question options elements",
    "communication.decision_taken": "entry option reason dissent review_at",
    "communication.uncertainty_noted": "text",
    "communication.uncertainty_settled": "entry note",
    "communication.shift_handed_over": "post to upto note",
    "communication.situation_reported": "number upto head summary next_point documents",
    "desk.briefing_written": "upto documents",
    "evidence.logs_scanned": (
        "hits rules files events bytes counts findings left_out not_understood"
    ),
    "eradication.assets_suspected": "assets why",
    "eradication.assets_found_bad": "assets why",
    "eradication.assets_isolated": "assets how",
    "eradication.evidence_preserved": "asset items",
    "eradication.evidence_waived": "assets why decided_by",
    "eradication.custody_passed": "sha256 giver taker why",
    "eradication.evidence_compared": "sha256 found",
    "eradication.cleaning_started": "assets way person",
    "eradication.cleaning_done": "assets person",
    "eradication.check_made": "assets check passed person hits report note",
    "eradication.assets_verified": "assets person",
    "eradication.assets_reconnected": "assets person",
    "eradication.assets_lost": "assets why",
    "eradication.assets_scrapped": "assets why",
    "eradication.checks_extended": "checks source",
    "eradication.eviction_step_done": "step person note",
    "eradication.eviction_step_reopened": "step why",
    "eradication.labels_issued": "first assets",
    "eradication.station_passed": "station assets person hits report",
    "eradication.cuts_lifted": "levers person why",
    "restoration.outlook_drawn": "input outlook first price_of_first",
    "restoration.plan_changed": "input before price kept_order changes",
    "restoration.fallen_declared": "fallen down",
    "restoration.work_started": "asset step crew occurred_at foreseen",
    "restoration.work_done": "asset step occurred_at hours",
    "restoration.work_delayed": "asset step hours_left occurred_at why",
    "restoration.work_failed": "asset step again occurred_at hours why",
    "restoration.presence_changed": "presence why",
    "restoration.instead_chosen": "asset instead",
    "restoration.safe_date_given": "safe_before why",
    "evidence.hunt_run": "store rules runs hits",
    "damage.tree_examined": "dataset tree folder damage",
    "damage.flows_examined": "sources exfiltration",
    "damage.backups_listed": "source sha256 backups not_understood",
    "damage.stated": "dataset aspect hurt reason people",
    "damage.assessed": "input damage",
    "restoration.gate_decided": "operation go occurred_at why",
}


def test_facts_keep_their_names_and_fields() -> None:
    found = {fact_name(kind): " ".join(kind.__struct_encode_fields__) for kind in CATALOGUE}
    assert found == FROZEN
