"""The sheets of the operations workbook, one for each table that people fill by hand."""

from endigue.locale.workbook import Column, Sheet, folded

_KINDS = (
    ("machine", ("machine", "machine")),
    ("appliance", ("appliance", "équipement")),
    ("account", ("account", "compte")),
    ("group", ("group", "groupe")),
    ("directory", ("directory", "annuaire")),
    ("mailbox", ("mailbox", "boîte aux lettres")),
    ("dataset", ("dataset", "jeu de données")),
    ("external", ("external", "externe")),
)
_APPROVALS = (
    ("operational", ("operational", "opérationnelle")),
    ("strategic", ("strategic", "stratégique")),
)
_DOCTRINES = (
    ("mandatory", ("mandatory", "obligatoire")),
    ("deferrable", ("deferrable", "différable")),
    ("secondary", ("secondary", "secondaire")),
)
_ID_HELP = (
    "A short name without spaces, unique in the workbook; others refer to it.",
    "Un nom court sans espace, unique dans le classeur ; les autres feuilles s’y réfèrent.",
)
_NEEDS_HELP = (
    "What it needs: names of machines, accounts or services. a & b: both. (a | b): either. "
    "2 of (a, b, c): at least two.",
    "Ce dont elle a besoin : noms de machines, de comptes ou de services. a & b : les deux. "
    "(a | b) : l’un ou l’autre. 2 parmi (a, b, c) : au moins deux.",
)
_ENTITY = Column(
    "entity",
    ("Entity", "Entité"),
    "reference",
    ("The company of the group.", "L’entreprise du groupe."),
    "mutual",
)


def _id(example: str) -> Column:
    return Column(
        "id", ("Identifier", "Identifiant"), "identifier", _ID_HELP, example, required=True
    )


def _name(example: str) -> Column:
    return Column(
        "name", ("Name", "Nom"), "text", ("How people call it.", "Son nom d’usage."), example
    )


SHEETS: tuple[Sheet, ...] = (
    Sheet("entities", ("Entities", "Entités"), (_id("mutual"), _name("The mutual"))),
    Sheet(
        "zones",
        ("Zones", "Zones"),
        (
            _id("servers"),
            _name("Server room"),
            _ENTITY,
            Column(
                "tier",
                ("Tier", "Niveau"),
                "whole",
                (
                    "0 core of trust, 1 servers, 2 workstations, 3 outside.",
                    "0 cœur de confiance, 1 serveurs, 2 postes de travail, 3 extérieur.",
                ),
                1,
            ),
        ),
    ),
    Sheet(
        "services",
        ("Services", "Services"),
        (
            _id("voip"),
            Column("needs", ("Needs", "Besoins"), "need", _NEEDS_HELP, "pbx-1 | pbx-2", True),
        ),
    ),
    Sheet(
        "operations",
        ("Operations", "Opérations"),
        (
            _id("telephone"),
            Column(
                "name_en",
                ("Name in English", "Nom en anglais"),
                "text",
                ("What people do.", "Ce que l’on fait."),
                "Telephone platform",
            ),
            Column(
                "name_fr",
                ("Name in French", "Nom en français"),
                "text",
                ("The same in French.", "La même chose en français."),
                "Plateforme téléphonique",
            ),
            _ENTITY,
            Column("needs", ("Needs", "Besoins"), "need", _NEEDS_HELP, "voip & directory", True),
            Column(
                "value_per_hour",
                ("Loss per hour", "Perte par heure"),
                "money",
                (
                    "Money lost in one hour while it is down and nothing is done by hand.",
                    "Argent perdu en une heure d’arrêt si rien n’est fait à la main.",
                ),
                4200,
                True,
            ),
            Column(
                "arrivals_per_hour",
                ("Requests per hour", "Demandes par heure"),
                "number",
                (
                    "Calls, files or people that arrive in one hour.",
                    "Appels, dossiers ou personnes qui arrivent en une heure.",
                ),
                260,
            ),
            Column(
                "rto_hours",
                ("Back within, hours (RTO)", "Reprise visée, heures (RTO)"),
                "number",
                (
                    "When it should be back.",
                    "Quand elle devrait avoir repris.",
                ),
                4,
                True,
            ),
            Column(
                "mtpd_hours",
                ("Bearable at most, hours (MTPD)", "Interruption admissible, heures (DMIA)"),
                "number",
                (
                    "After how long the harm can no longer be borne.",
                    "Au bout de combien de temps le dommage n’est plus supportable.",
                ),
                24,
                True,
            ),
            Column(
                "manual_capacity_per_hour",
                ("By hand per hour", "À la main par heure"),
                "number",
                (
                    "How many requests can be served by hand in one hour; empty if none.",
                    "Combien de demandes sont servies à la main en une heure ; vide si aucune.",
                ),
                60,
            ),
            Column(
                "manual_stamina_hours",
                ("By hand for, hours", "À la main pendant, heures"),
                "number",
                (
                    "For how long people can keep that up.",
                    "Combien de temps les équipes peuvent tenir.",
                ),
                72,
            ),
            Column(
                "manual_needs",
                ("Needs by hand", "Besoins à la main"),
                "need",
                (
                    "What the work by hand itself needs; empty if nothing.",
                    "Ce dont le travail à la main a lui-même besoin ; vide si rien.",
                ),
                "mobile-phones",
            ),
            Column(
                "manual_form",
                ("Form", "Formulaire"),
                "text",
                ("The paper form that is used.", "Le formulaire papier utilisé."),
                "call-sheet",
            ),
        ),
    ),
    Sheet(
        "crews",
        ("Crews", "Équipes"),
        (
            _id("system"),
            Column(
                "skill",
                ("Skill", "Compétence"),
                "text",
                (
                    "What they can do: endpoint, directory, forensic, system, database, network, "
                    "application. By default the identifier.",
                    "Ce qu’ils savent faire : endpoint, directory, forensic, system, database, "
                    "network, application. Par défaut, l’identifiant.",
                ),
                "system",
            ),
            Column(
                "people",
                ("People", "Personnes"),
                "whole",
                ("How many work at the same time.", "Combien travaillent en même temps."),
                6,
                True,
            ),
            Column(
                "hours",
                ("Hours", "Horaires"),
                "hours",
                (
                    "24/7, or days and hours such as mon-fri 08:00-18:00; several with a "
                    "semicolon.",
                    "24/7, ou jours et heures, par exemple lun-ven 08:00-18:00 ; plusieurs avec un "
                    "point-virgule.",
                ),
                "mon-fri 08:00-18:00",
                True,
            ),
            Column(
                "hourly_rate",
                ("Rate per hour", "Taux horaire"),
                "money",
                ("Cost of one person for one hour.", "Coût d’une personne pour une heure."),
                60,
            ),
        ),
    ),
    Sheet(
        "levers",
        ("Levers", "Leviers"),
        (
            _id("unplug-servers"),
            Column(
                "kind",
                ("Kind", "Type"),
                "identifier",
                (
                    "isolate_host, close_flow, unplug_zone, disable_account, cut_internet, "
                    "suspend_mail, pause_backups…",
                    "isolate_host, close_flow, unplug_zone, disable_account, cut_internet, "
                    "suspend_mail, pause_backups…",
                ),
                "unplug_zone",
                True,
            ),
            Column(
                "target",
                ("Target", "Cible"),
                "reference",
                (
                    "Name of the machine, account, flow or zone.",
                    "Nom de la machine, du compte, du flux ou de la zone.",
                ),
                "servers",
                True,
            ),
            Column(
                "minutes",
                ("Minutes", "Minutes"),
                "number",
                ("Minutes of work to pull it.", "Minutes de travail pour l’actionner."),
                20,
                True,
            ),
            Column(
                "crew",
                ("Crew", "Équipe"),
                "reference",
                ("Who pulls it.", "Qui l’actionne."),
                "network",
                True,
            ),
            Column(
                "cost",
                ("Cost", "Coût"),
                "money",
                (
                    "By default its minutes at the crew’s rate.",
                    "Par défaut, ses minutes au taux de l’équipe.",
                ),
            ),
            Column(
                "reversible",
                ("Reversible", "Réversible"),
                "yes_no",
                ("Whether it can be undone.", "Peut-on revenir en arrière ?"),
                "yes",
            ),
            Column(
                "approval",
                ("Approval", "Validation"),
                "choice",
                (
                    "The cell that approves it. By default operational.",
                    "La cellule qui la valide. Par défaut, opérationnelle.",
                ),
                "strategic",
                choices=_APPROVALS,
            ),
            Column(
                "doctrine",
                ("Doctrine", "Doctrine"),
                "choice",
                (
                    "What the doctrine says of it; empty if nothing.",
                    "Ce qu’en dit la doctrine ; vide si rien.",
                ),
                choices=_DOCTRINES,
            ),
        ),
    ),
    Sheet(
        "assets",
        ("Assets", "Biens supports"),
        (
            _id("pbx-1"),
            _name("PBX 1"),
            Column(
                "kind",
                ("Kind", "Type"),
                "choice",
                ("What it is.", "Ce que c’est."),
                "appliance",
                True,
                _KINDS,
            ),
            Column(
                "zone",
                ("Zone", "Zone"),
                "reference",
                ("Where it stands in the network.", "Où il se trouve dans le réseau."),
                "servers",
            ),
            _ENTITY,
            Column(
                "os",
                ("Operating system", "Système d’exploitation"),
                "text",
                ("For example Windows Server 2022.", "Par exemple Windows Server 2022."),
            ),
            Column(
                "records",
                ("People whose data it holds", "Personnes dont il porte les données"),
                "whole",
                ("A number.", "Un nombre."),
                0,
            ),
            Column(
                "rebuild_hours",
                ("Hours to rebuild", "Heures de reconstruction"),
                "number",
                ("Hours of work.", "Heures de travail."),
                8,
            ),
            Column(
                "restore_gb",
                ("Gigabytes to restore", "Gigaoctets à restaurer"),
                "number",
                ("From the backup.", "Depuis la sauvegarde."),
                120,
            ),
            Column(
                "fall_cost",
                ("Cost if it falls", "Coût s’il tombe"),
                "money",
                (
                    "By default its hours at the crew’s rate.",
                    "Par défaut, ses heures au taux de l’équipe.",
                ),
            ),
            Column(
                "aliases",
                ("Other names", "Autres noms"),
                "names",
                (
                    "Names and addresses by which logs call it, with semicolons between.",
                    "Noms et adresses sous lesquels les journaux le désignent, séparés par des "
                    "points-virgules.",
                ),
                "pbx1.example; 10.0.4.11",
            ),
        ),
    ),
)


def sheet_called(title: str) -> Sheet | None:
    """The sheet so called in either language, or by its key."""
    by_title = {folded(word): sheet for sheet in SHEETS for word in (sheet.key, *sheet.words)}
    return by_title.get(folded(title))
