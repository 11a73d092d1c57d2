"""What the group does for people, and how it goes on by hand.

Values, arrivals, delays and hand-work are assumed. Value is what an hour of stoppage costs on
average over day and night: lost sales, compensation, members who leave, extra work. Arrivals
are those of an opening hour. Hand-work holds about three days: French hospital guidance says
that procedures for short outages no longer suffice after that.
"""

from fractions import Fraction
from typing import NamedTuple

from endigue.kernel.money import Cents, share_of
from endigue.organisation.example.calibration import STAFF
from endigue.organisation.example.needing import every
from endigue.organisation.model import Manual, Operation

THREE_DAYS = 72.0
"""Published: degraded procedures "generally no longer suffice after three days" (French
hospital practitioners on cyberattacks)."""


class Hands(NamedTuple):
    """Hand-work: how many an hour, with what, written on which form."""

    capacity: float
    kits: tuple[str, ...]
    form: str
    stamina: float = THREE_DAYS


class Row(NamedTuple):
    """One operation; `value` in whole units an hour."""

    id: str
    french: str
    english: str
    entity: str
    needs: tuple[str, ...]
    value: int
    arrivals: float
    rto: float
    mtpd: float
    hands: Hands | None = None


_PHONES, _LISTS, _FORMS = "kit-mobile-phones", "kit-printed-lists", "kit-paper-forms"
_FAX, _LAPTOPS, _CHEQUES = "kit-fax-line", "kit-clean-laptops", "kit-cheque-books"
_POST, _NOTICE, _4G = "kit-post-room", "kit-notice-page", "kit-4g-router"

MEMBERS_SERVED = (
    Row(
        "telephone", "Plateforme téléphonique", "Telephone platform", "mutual",
        ("voice", "telephony-link", "relations-system", "member-directory",
         "desks-telephone"),
        4200, 260, 4, 24, Hands(60, (_PHONES, _LISTS), "call-sheet"),
    ),
    Row(
        "member-web-site", "Site Internet public", "Public web site", "mutual",
        ("member-web",),
        700, 900, 24, 72, Hands(350, (_NOTICE, _LAPTOPS, _4G), ""),
    ),
    Row(
        "member-area", "Espace adhérent", "Member area", "mutual",
        ("member-area-system",),
        1600, 700, 24, 96,
    ),
    Row(
        "third-party-payment", "Tiers payant", "Third-party payment", "mutual",
        ("third-party-payment-system",),
        6500, 2400, 4, 24,
    ),
    Row(
        "teletransmission", "Télétransmission avec le régime obligatoire",
        "Teletransmission with the mandatory scheme", "mutual",
        ("teletransmission-system",),
        3600, 5200, 24, 72,
    ),
    Row(
        "claims-on-paper", "Remboursements sur pièces papier",
        "Reimbursement of paper claims", "mutual",
        ("claims-system", "scanning", "desks-claims"),
        2600, 190, 48, 168, Hands(25, (_FORMS, _LISTS, _CHEQUES), "claim-slip"),
    ),
    Row(
        "benefit-payments", "Versement des prestations", "Payment of benefits", "mutual",
        ("claims-system", "treasury-system", "batch", "desks-finance"),
        3200, 3000, 24, 72, Hands(250, (_CHEQUES, _LAPTOPS, _4G), "payment-order"),
    ),
    Row(
        "hospital-cover", "Prises en charge hospitalières", "Hospital cover agreements", "mutual",
        ("hospital-system", "voice", "desks-hospital"),
        2400, 45, 2, 12, Hands(30, (_FAX, _PHONES, _LISTS, _FORMS), "cover-agreement"),
    ),
    Row(
        "post-scanning", "Courrier entrant et numérisation", "Incoming post and scanning", "mutual",
        ("scanning", "desks-documents"),
        900, 420, 48, 168, Hands(160, (_POST, _FORMS), "post-register"),
    ),
    Row(
        "contributions", "Appel et encaissement des cotisations", "Contributions", "mutual",
        ("contributions-system", "treasury-system", "remote-desktops", "desks-contributions"),
        1500, 110, 72, 240, Hands(12, (_FORMS, _LISTS), "contribution-slip"),
    ),
    Row(
        "new-subscriptions", "Adhésions en agence et par téléphone", "New subscriptions", "mutual",
        ("subscription-system", "relations-system", "remote-desktops", "desks-sales"),
        1900, 24, 48, 168, Hands(9, (_FORMS, _PHONES), "subscription-form"),
    ),
    Row(
        "online-subscription", "Adhésion en ligne", "Online subscription", "mutual",
        ("member-web", "subscription-system", "flow-dmz-apps-https"),
        900, 14, 72, 240,
    ),
    Row(
        "e-mail", "Courrier électronique avec l'extérieur", "E-mail with the outside", "mutual",
        ("mail-internet",),
        800, 520, 24, 96, Hands(60, (_PHONES, _POST), "message-sheet"),
    ),
    Row(
        "internal-mail", "Messagerie interne", "Internal mail", "mutual",
        ("mail", "workplace"),
        500, 900, 24, 72, Hands(150, (_PHONES, _LISTS), ""),
    ),
    Row(
        "correspondents", "Extranet des correspondants et délégués",
        "Extranet of correspondents and delegates",
        "mutual", ("web-front", "member-sign-on", "relations-system"),
        400, 60, 72, 240, Hands(15, (_PHONES, _LISTS), "call-sheet"),
    ),
    Row(
        "complaints", "Réclamations", "Complaints", "mutual",
        ("relations-system", "documents-system", "workplace"),
        200, 8, 120, 240, Hands(5, (_FORMS,), "complaint-sheet"),
    ),
)  # fmt: skip

INSIDE = (
    Row(
        "payroll", "Paie du personnel", "Payroll", "mutual",
        ("payroll-system", "treasury-system", "desks-hr"),
        350, 0, 96, 240, Hands(0, (_CHEQUES, _LISTS), "payroll-repeat"),
    ),
    Row(
        "human-resources", "Gestion du personnel", "Human resources", "mutual",
        ("payroll-system", "files-hq", "workplace"),
        120, 6, 120, 360, Hands(4, (_FORMS, _LISTS), "staff-sheet"),
    ),
    Row(
        "accounting", "Comptabilité", "Accounting", "mutual",
        ("accounting-system", "desks-finance"),
        300, 40, 120, 360, Hands(4, (_FORMS,), "ledger-sheet"),
    ),
    Row(
        "bank-payments", "Règlement des fournisseurs et partenaires",
        "Payments to suppliers and partners",
        "mutual", ("treasury-system", "accounting-system", "desks-finance"),
        900, 30, 48, 120, Hands(10, (_CHEQUES, _LISTS), "payment-order"),
    ),
    Row(
        "regional-office", "Dossiers du site régional", "Regional files", "mutual",
        ("files-regional", "workplace-regional"),
        250, 20, 96, 240, Hands(5, (_FORMS,), "file-sheet"),
    ),
    Row(
        "management-reporting", "Pilotage et états réglementaires",
        "Management and regulatory reporting",
        "mutual", ("reporting",),
        200, 0, 168, 480,
    ),
    Row(
        "partner-files", "Échanges de fichiers avec les employeurs",
        "File exchange with employers", "mutual",
        ("file-exchange", "integration-bus", "contributions-system"),
        450, 12, 72, 240,
    ),
)  # fmt: skip

SISTERS = (
    Row(
        "provident-benefits", "Indemnités et capitaux de prévoyance",
        "Provident benefits", "provident",
        ("provident-system", "remote-desktops-provident", "desks-provident-desk"),
        1400, 18, 48, 168, Hands(5, (_FORMS, _LISTS, _CHEQUES), "provident-slip"),
    ),
    Row(
        "provident-contributions", "Cotisations de prévoyance",
        "Provident contributions", "provident",
        ("provident-exchange", "desks-provident-desk"),
        600, 14, 96, 240, Hands(2, (_FORMS,), "contribution-slip"),
    ),
    Row(
        "care-appointments", "Rendez-vous des centres de soins", "Care centre appointments", "care",
        ("appointments-system", "desks-centres"),
        600, 70, 4, 48, Hands(45, (_PHONES, _FORMS), "appointment-sheet"),
    ),
    Row(
        "online-appointments", "Rendez-vous en ligne", "Online appointments", "care",
        ("appointments-online",),
        250, 30, 48, 168,
    ),
    Row(
        "care-consultations", "Consultations", "Consultations", "care",
        ("patient-records", "desks-centres"),
        1300, 60, 4, 48, Hands(40, (_FORMS,), "consultation-sheet"),
    ),
    Row(
        "optical-sales", "Ventes et tiers payant des centres optiques",
        "Optical sales and third-party payment",
        "care", ("optical-system", "care-third-party", "desks-optical"),
        1000, 22, 24, 96, Hands(9, (_FORMS, _PHONES), "optical-order"),
    ),
)  # fmt: skip


def operations(staff: int) -> tuple[Operation, ...]:
    """Every operation; what it is worth, what arrives and what hands can do grow with the staff."""
    return tuple(_operation(row, staff) for row in (*MEMBERS_SERVED, *INSIDE, *SISTERS))


def _operation(row: Row, staff: int) -> Operation:
    return Operation(
        id=row.id,
        name={"fr": row.french, "en": row.english},
        entity=row.entity,
        needs=every(*row.needs),
        value_per_hour=share_of(Cents(row.value * 100), Fraction(staff, STAFF)),
        arrivals_per_hour=row.arrivals * staff / STAFF,
        rto_hours=float(row.rto),
        mtpd_hours=float(row.mtpd),
        manual=None if row.hands is None else _manual(row.hands, staff),
    )


def _manual(hands: Hands, staff: int) -> Manual:
    return Manual(
        capacity_per_hour=hands.capacity * staff / STAFF,
        stamina_hours=hands.stamina,
        needs=every(*hands.kits),
        form=hands.form,
    )
