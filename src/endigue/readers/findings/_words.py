"""Words as sources write them: kinds, levels, techniques, and text made safe to keep."""

import re
import unicodedata

from endigue.evidence.findings import LONGEST_DETAIL
from endigue.evidence.likelihood import KINDS

MOST_TECHNIQUES = 20
LONGEST_NAME = 256

_KINDS = {
    "implant": "confirmed_implant",
    "implant_confirme": "confirmed_implant",
    "backdoor": "confirmed_implant",
    "porte_derobee": "confirmed_implant",
    "malware": "confirmed_implant",
    "malware_confirmed": "confirmed_implant",
    "note_de_rancon": "ransom_note",
    "demande_de_rancon": "ransom_note",
    "rancon": "ransom_note",
    "ransom": "ransom_note",
    "encrypted": "encrypted_files",
    "encryption": "encrypted_files",
    "chiffre": "encrypted_files",
    "chiffrement": "encrypted_files",
    "fichiers_chiffres": "encrypted_files",
    "edr": "edr_alert",
    "xdr": "edr_alert",
    "av": "edr_alert",
    "antivirus": "edr_alert",
    "alert": "edr_alert",
    "alerte": "edr_alert",
    "alerte_edr": "edr_alert",
    "alerte_antivirus": "edr_alert",
    "list": "listed",
    "liste": "listed",
    "compromised": "listed",
    "compromis": "listed",
    "compromise": "listed",
    "infected": "listed",
    "infecte": "listed",
    "ioc": "ioc_match",
    "indicator": "ioc_match",
    "indicateur": "ioc_match",
    "yara": "ioc_match",
    "clicked": "clicked_link",
    "click": "clicked_link",
    "clic": "clicked_link",
    "a_clique": "clicked_link",
    "lien_clique": "clicked_link",
    "received": "received_message",
    "message_recu": "received_message",
    "a_recu": "received_message",
    "recu": "received_message",
    "logon": "suspect_logon",
    "suspicious_logon": "suspect_logon",
    "connexion_suspecte": "suspect_logon",
    "ouverture_de_session_suspecte": "suspect_logon",
    "clean": "clean_scan",
    "sain": "clean_scan",
    "analyse_saine": "clean_scan",
    "scan_propre": "clean_scan",
}

_LEVELS = {
    "critical": "sigma_critical",
    "crit": "sigma_critical",
    "critique": "sigma_critical",
    "emergency": "sigma_critical",
    "emer": "sigma_critical",
    "high": "sigma_high",
    "haut": "sigma_high",
    "haute": "sigma_high",
    "eleve": "sigma_high",
    "elevee": "sigma_high",
    "medium": "sigma_medium",
    "med": "sigma_medium",
    "moderate": "sigma_medium",
    "moyen": "sigma_medium",
    "moyenne": "sigma_medium",
    "low": "sigma_low",
    "faible": "sigma_low",
    "bas": "sigma_low",
    "basse": "sigma_low",
}

INFORMATIONAL = frozenset(
    {"informational", "information", "info", "undefined", "undef", "none", "aucun"}
)
"""Levels of events that are no findings."""

_TECHNIQUE = re.compile(r"\bT\d{4}(?:\.\d{3})?\b", re.IGNORECASE)
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")


def slug(text: str) -> str:
    """Lower case without accents, words joined by underscores: Poste de travail gives
    poste_de_travail.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")


def read_kind(text: str) -> str:
    """The kind of finding that a word means, in English or French; empty where unknown."""
    word = slug(text)
    return word if word in KINDS else _KINDS.get(word, "")


def read_level(text: str) -> str:
    """The kind of finding of a Sigma level; empty where unknown or informational."""
    return _LEVELS.get(slug(text), "")


def techniques(*values: object) -> tuple[str, ...]:
    """ATT&CK techniques in text or lists of text, in upper case, each once."""
    found: dict[str, None] = {}
    for value in values:
        texts = value if isinstance(value, list) else [value]
        for text in texts:
            if isinstance(text, str):
                found.update((hit.upper(), None) for hit in _TECHNIQUE.findall(text[:10_000]))
    return tuple(found)[:MOST_TECHNIQUES]


def clean(value: object, most: int = LONGEST_NAME) -> str:
    """A scalar as one line of printable text of at most `most` characters; empty for
    anything else. Half a surrogate pair, which JSON can spell, becomes a question mark.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)[: most * 4]
    text = _NOT_PRINTED.sub(" ", text).encode(errors="replace").decode().strip()
    return text[:most].rstrip()


def clean_detail(value: object) -> str:
    """A detail, clipped to what a finding keeps."""
    return clean(value, LONGEST_DETAIL)
