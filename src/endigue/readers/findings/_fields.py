"""Columns that carry any name: which holds what, and a finding from one row of them."""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from endigue.desk.refusal import Refusal
from endigue.evidence.likelihood import KINDS
from endigue.readers.findings._collect import Collector
from endigue.readers.findings._words import (
    INFORMATIONAL,
    clean,
    read_kind,
    read_level,
    slug,
    techniques,
)

SYNONYMS: dict[str, tuple[str, ...]] = {
    "time": (
        "time", "timestamp", "datetime", "date_time", "date", "observed_at", "event_time",
        "eventtime", "time_created", "timecreated", "utctime", "detected_at", "detection_time",
        "first_seen", "created", "horodatage", "date_heure", "date_et_heure", "heure",
        "date_de_detection", "event_created",
    ),
    "host": (
        "host", "hostname", "host_name", "fqdn", "computer", "computername", "computer_name",
        "machine", "machine_name", "device", "devicename", "device_name", "endpoint",
        "endpoint_name", "workstation", "server", "asset", "system", "poste", "poste_de_travail",
        "nom_du_poste", "nom_poste", "nom_de_machine", "nom_machine", "nom_de_la_machine",
        "ordinateur", "nom_ordinateur", "nom_de_l_ordinateur", "serveur", "actif", "equipement",
        "hote", "nom_d_hote", "ip", "ip_address", "ipaddress", "host_ip", "device_ip", "source_ip",
        "src_ip", "adresse_ip", "adresse", "agent_hostname", "agent_name",
    ),
    "account": (
        "account", "account_name", "accountname", "user", "username", "user_name", "userid",
        "user_id", "login", "logon", "upn", "userprincipalname", "user_principal_name",
        "samaccountname", "sid", "email", "e_mail", "mail", "recipient", "mailbox", "compte",
        "nom_de_compte", "compte_utilisateur", "utilisateur", "nom_utilisateur",
        "nom_d_utilisateur", "identifiant", "courriel", "adresse_mail", "destinataire", "bal",
        "boite_aux_lettres", "user_email",
    ),
    "kind": (
        "kind", "finding_kind", "finding", "type", "category", "nature", "categorie", "constat",
        "type_de_constat", "type_d_alerte",
    ),
    "level": (
        "level", "severity", "criticality", "priority", "niveau", "gravite", "severite",
        "criticite", "priorite", "rule_level", "event_severity", "log_level", "alert_severity",
    ),
    "detail": (
        "detail", "details", "title", "rule", "rule_title", "ruletitle", "rule_name", "alert",
        "alert_name", "threat", "threat_name", "message", "description", "name", "comment",
        "titre", "regle", "alerte", "nom_de_l_alerte", "menace", "commentaire", "remarque",
        "libelle",
    ),
    "techniques": (
        "techniques", "technique", "technique_id", "mitre", "mitre_tags", "mitretags",
        "mitre_attack", "attack", "att_ck", "threat_technique_id", "tags",
    ),
}  # fmt: skip
"""Headers by field, English and French, as `slug` gives them, the likeliest first."""

_NEAR = 60.0
"""Least similarity, in percent, of a name that is offered in place of another; assumed."""


def find_columns(header: Iterable[str], collector: Collector) -> dict[str, str]:
    """The column of every field that has one: the mapping's, else the likeliest header."""
    by_slug: dict[str, str] = {}
    for column in header:
        by_slug.setdefault(slug(column), column)
    found = {}
    for field, names in SYNONYMS.items():
        if field in collector.columns:
            found[field] = collector.columns[field]
        elif field not in collector.fixed:
            likely = [by_slug[name] for name in names if name in by_slug]
            if likely:
                found[field] = likely[0]
    return found


def names_somebody(header: Iterable[str]) -> bool:
    """Whether a header has a column for the host or the account under a usual name."""
    slugs = {slug(column) for column in header}
    return bool(slugs & {*SYNONYMS["host"], *SYNONYMS["account"]})


def check_columns(header: tuple[str, ...], collector: Collector) -> None:
    """Refuse a mapping to a column that the table has not."""
    for column in collector.columns.values():
        if column not in header:
            near = process.extractOne(column, header, scorer=fuzz.ratio, score_cutoff=_NEAR)
            raise Refusal(
                "evidence.mapping_column_is_absent",
                file=collector.source,
                column=column,
                nearest=near[0] if near else ", ".join(header[:20]),
            )


def add_row(collector: Collector, row: int, values: Mapping[str, object]) -> None:
    """A finding from one row; `values` holds what the row says, by field.

    The kind decides; without a kind, the level as Sigma means it; without either, somebody
    listed the name.
    """
    host, account = clean(values.get("host")), clean(values.get("account"))
    if not (host or account or "host" in collector.fixed or "account" in collector.fixed):
        collector.not_understood(row, "evidence.row_names_nothing")
        return
    kind = _kind(collector, row, clean(values.get("kind")), clean(values.get("level")))
    if kind:
        collector.found(
            row,
            kind,
            host=host,
            account=account,
            time=values.get("time"),
            detail=values.get("detail"),
            techniques=techniques(values.get("techniques")),
        )


def _kind(collector: Collector, row: int, kind: str, level: str) -> str:
    if "kind" in collector.fixed:
        return collector.fixed["kind"]
    if kind and (read_kind(kind) or not read_level(level)):
        known = read_kind(kind)
        if not known:
            near = process.extractOne(slug(kind), KINDS, scorer=fuzz.ratio, score_cutoff=_NEAR)
            nearest = near[0] if near else ", ".join(KINDS)
            collector.not_understood(row, "evidence.kind_is_unknown", kind=kind, nearest=nearest)
        return known
    if not level:
        return "listed"
    if slug(level) in INFORMATIONAL:
        collector.leave_out(level, "evidence.level_is_informational")
        return ""
    known = read_level(level)
    if not known:
        collector.not_understood(row, "evidence.level_is_unknown", level=level)
    return known
