"""Say what was hurt: examine trees, flows and lists of backups, and put it all together."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from endigue.continuity.assess import assess as assess_operations
from endigue.continuity.state import OperationState
from endigue.damage.assess import Circumstances, assess
from endigue.damage.exfiltration import exfiltration
from endigue.damage.facts import (
    BackupsListed,
    DamageAssessed,
    DamageStated,
    FlowsExamined,
    TreeExamined,
)
from endigue.damage.findings import Aspect, Backup, Damage
from endigue.damage.trees import below, tree_damage
from endigue.desk.case import Case
from endigue.desk.damage_ports import Listed, Sent
from endigue.desk.examining import probabilities
from endigue.desk.files import FilesScanned
from endigue.desk.inputs import input_name
from endigue.desk.ledger import Ledger
from endigue.desk.lookup import things_named
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation
from endigue.organisation.validation.names import nearest_word

LONGEST_NAME = 200
"""Characters of a path that a fact keeps."""

_UNREAD = ("files.unreadable", "files.not_regular", "files.file_unreadable")


def data_sets(organisation: Organisation, names: Iterable[str]) -> tuple[str, ...]:
    """Identifiers of the data sets that a user named. Refusal where one is none."""
    known = {
        word.casefold(): asset.id
        for asset in organisation.assets
        if asset.kind == "dataset"
        for word in (asset.name, *asset.aliases, asset.id)
        if word
    }
    found: list[str] = []
    for name in names:
        if name.casefold() not in known:
            nearest = nearest_word(name, known) or "-"
            raise Refusal("damage.unknown_data", name=name, nearest=nearest)
        found.append(known[name.casefold()])
    return tuple(found)


def examined_trees(
    scanned: FilesScanned,
    tree: str,
    folders: Mapping[str, str],
    *,
    compared: bool,
    since: datetime | None,
) -> tuple[TreeExamined, ...]:
    """What a scanned tree says of each data set, by the folder that holds it (empty: all).

    Raises Refusal where a folder of the tree holds no file: a slip in its name must not
    read as a sound data set.
    """
    left_out = Counter(scanned.left_out)
    unread = sum(left_out[code] for code in _UNREAD)
    facts: list[TreeExamined] = []
    for folder, dataset in folders.items():
        own = below(scanned.results, folder)
        if not own:
            raise Refusal("damage.no_files_below", tree=tree, folder=folder or ".")
        damage = tree_damage(own, compared=compared, since=since, unread=unread)
        facts.append(TreeExamined(dataset, tree[:LONGEST_NAME], folder, damage))
    return tuple(facts)


def examined_flows(
    sent: Sent,
    since: datetime,
    until: datetime,
    *,
    known: Sequence[str] = (),
    least_bytes: int,
) -> FlowsExamined:
    """What flows say about data that left since the intrusion began."""
    if until < since:
        raise Refusal("damage.until_before_since")
    found = exfiltration(sent.volumes, since, until, known=known, least_bytes=least_bytes)
    return FlowsExamined(sent.sources[:1_000], found)


def listed_backups(listed: Listed, organisation: Organisation, for_all: str = "") -> BackupsListed:
    """A list with every subject and location as the organisation calls it; a subject that it
    does not know is refused, as its data set would otherwise look as if it had no backup.
    `for_all` is what all of them are of.
    """
    subjects = [for_all] if for_all else sorted({each.subject for each in listed.backups})
    named = dict(zip(subjects, things_named(organisation, subjects), strict=True))
    places = _places(organisation)
    backups = tuple(
        Backup(
            subject=named[for_all or each.subject],
            taken_at=each.taken_at,
            location=places.get(each.location.casefold(), each.location),
            copy=each.copy,
            verified=each.verified,
            source=each.source,
            row=each.row,
        )
        for each in listed.backups
    )
    return BackupsListed(listed.source, listed.sha256, backups, listed.not_understood)


def _places(organisation: Organisation) -> dict[str, str]:
    return {
        word.casefold(): asset.id
        for asset in organisation.assets
        for word in (*asset.aliases, asset.name, asset.id)
        if word
    }


def stated(
    organisation: Organisation,
    dataset: str,
    aspect: Aspect,
    *,
    hurt: bool,
    reason: str,
    people: int | None = None,
) -> DamageStated:
    """What a person says of a data set."""
    (name,) = data_sets(organisation, [dataset])
    if people is not None and not hurt:
        raise Refusal("damage.people_of_nothing")
    return DamageStated(name, aspect, hurt, reason, people)


def damage_of(
    ledger: Ledger,
    organisation: Organisation,
    at: datetime,
    *,
    since: datetime | None = None,
    down: Iterable[str] = (),
) -> Damage:
    """The damage as the case knows it. `since` is when operations stopped; `down` is what is
    lost now, by default what the last assessment of the continuity took for lost.
    """
    if since is not None and at < since:
        raise Refusal("damage.until_before_since")
    names = things_named(organisation, down)
    states: tuple[OperationState, ...] = ledger.continuity.operations
    if names:
        states = assess_operations(organisation, names)
    known = Circumstances(
        at=at,
        since=since,
        safe_before=ledger.restoration.safe_before,
        probabilities=probabilities(ledger),
        operations=states,
    )
    return assess(organisation, ledger.damage, known)


def record_damage(case: Case, ledger: Ledger, damage: Damage) -> Ledger:
    """Write the damage, unless the journal says the same last."""
    digest = "" if ledger.organisation is None else ledger.organisation.digest
    fact = DamageAssessed(input_name(digest, ledger.rests_upon.hash), damage)
    before = ledger.damage.assessed
    if before is not None and before.damage == damage:
        return ledger
    return case.record([fact], ledger)
