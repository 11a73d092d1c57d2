"""The importer against a second reading of the same JSON, written with other means."""

import json
import random
import string
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endigue.desk.refusal import Refusal
from endigue.organisation.inventory import Inventory
from endigue.readers.bloodhound import read

Json = dict[str, Any]

OBJECT_CODES = {
    "importing.object_twice",
    "importing.object_deleted",
    "importing.object_broken",
    "importing.no_json",
}
TYPE_OF = {
    "computers": "Computer", "users": "User", "groups": "Group", "domains": "Domain", "ous": "OU",
    "containers": "Container", "gpos": "GPO", "certtemplates": "CertTemplate", "aiacas": "AIACA",
    "rootcas": "RootCA", "enterprisecas": "EnterpriseCA", "ntauthstores": "NTAuthStore",
}  # fmt: skip
PATH_RIGHTS = [
    "GenericAll",
    "GenericWrite",
    "WriteDacl",
    "WriteOwner",
    "Owns",
    "AllExtendedRights",
    "ForceChangePassword",
    "AddMember",
    "AddSelf",
    "AddKeyCredentialLink",
    "AddAllowedToAct",
    "WriteSPN",
    "WriteAccountRestrictions",
    "ReadLAPSPassword",
    "ReadGMSAPassword",
]


def documents(place: Path) -> Iterator[Json]:
    if place.is_dir():
        for path in sorted(place.glob("*.json")):
            yield json.loads(path.read_text(encoding="utf-8-sig"))
        return
    with zipfile.ZipFile(place) as archive:
        for name in sorted(archive.namelist()):
            yield json.loads(archive.read(name).decode("utf-8-sig"))


class SecondReading:
    """Every relation of a collection, by plain loops: what must come out of the importer."""

    def __init__(self, place: Path) -> None:
        self.things: list[tuple[str, Json]] = [
            (TYPE_OF[document["meta"]["type"]], one)
            for document in documents(place)
            for one in document["data"]
        ]
        self.known = {one["ObjectIdentifier"] for _, one in self.things}
        self.raw = 0
        self.said: set[tuple[str, str, str]] = set()
        self.parents: defaultdict[str, set[str]] = defaultdict(set)
        for kind, one in self.things:
            self.read_common(kind, one)
            self.read_special(kind, one)
        self.derived = self.derive() - self.said

    def say(self, source: str, target: str, kind: str, *, typed: bool = False) -> None:
        """A raw relation that is a path if both ends are there, or the strange one has a type."""
        ends_known = (source in self.known) + (target in self.known)
        if source != target and (ends_known == 2 or (typed and ends_known == 1)):
            self.said.add((source, target, kind))
            if kind == "MemberOf":
                self.parents[source].add(target)

    def read_common(self, kind: str, one: Json) -> None:
        me = one["ObjectIdentifier"]
        for ace in one["Aces"]:
            self.raw += 1
            no_use = ace["RightName"] == "AllExtendedRights" and kind == "CertTemplate"
            if ace["RightName"] in PATH_RIGHTS and not no_use:
                typed = ace["PrincipalType"] != "Base"
                self.say(ace["PrincipalSID"], me, ace["RightName"], typed=typed)
        if one.get("ContainedBy"):
            self.raw += 1
            self.say(one["ContainedBy"]["ObjectIdentifier"], me, "Contains")
        for child in one.get("ChildObjects", []):
            self.raw += 1
            self.say(me, child["ObjectIdentifier"], "Contains")
        for link in one.get("Links", []):
            self.raw += 1
            self.say(link["GUID"], me, "GPLink")
        if one.get("PrimaryGroupSID"):
            self.raw += 1
            self.say(me, one["PrimaryGroupSID"], "MemberOf", typed=True)
        for member in one.get("Members", []):
            self.raw += 1
            typed = member["ObjectType"] != "Base"
            self.say(member["ObjectIdentifier"], me, "MemberOf", typed=typed)
        for key in ("AllowedToDelegate", "HasSIDHistory", "DumpSMSAPassword"):
            for other in one.get(key, []):
                self.raw += 1
                self.say(me, other["ObjectIdentifier"], key)
        for other in one.get("AllowedToAct", []):
            self.raw += 1
            self.say(other["ObjectIdentifier"], me, "AllowedToAct")

    def read_special(self, kind: str, one: Json) -> None:
        me = one["ObjectIdentifier"]
        for key in ("Sessions", "PrivilegedSessions", "RegistrySessions"):
            for session in (one.get(key) or {}).get("Results", []):
                self.raw += 1
                self.say(session["ComputerSID"], session["UserSID"], "HasSession")
        for group in one.get("LocalGroups", []):
            for member in group["Results"]:
                self.raw += 1
                if group["ObjectIdentifier"].endswith("-544"):
                    self.say(member["ObjectIdentifier"], me, "AdminTo")
        for right in one.get("UserRights", []):
            self.raw += len(right["Results"])
        changes = one.get("GPOChanges") or {}
        for computer in changes.get("AffectedComputers", []):
            for key in ("LocalAdmins", "RemoteDesktopUsers", "DcomUsers", "PSRemoteUsers"):
                self.raw += len(changes[key])
            for admin in changes["LocalAdmins"]:
                self.say(admin["ObjectIdentifier"], computer["ObjectIdentifier"], "AdminTo")
        for trust in one.get("Trusts", []):
            self.raw += 2 if trust["TrustDirection"] == "Bidirectional" else 1
            if trust["TrustType"] == "ParentChild":
                self.say(trust["TargetDomainSid"], me, "SameForestTrust", typed=True)
                self.say(me, trust["TargetDomainSid"], "SameForestTrust", typed=True)
            elif trust["TrustDirection"] != "Inbound" and not trust["SidFilteringEnabled"]:
                self.say(trust["TargetDomainSid"], me, "SpoofSIDHistory", typed=True)
        if kind in {"NTAuthStore", "RootCA"}:
            self.raw += 1
        if kind == "EnterpriseCA":
            registry = one["CARegistryData"]
            self.raw += 1 + len(one["EnabledCertTemplates"])
            self.raw += len(registry["CASecurity"]["Data"])
            self.raw += len(registry["EnrollmentAgentRestrictions"]["Restrictions"])
            domain = one["Properties"]["domainsid"]
            stores = [x for k, x in self.things if k == "NTAuthStore" and x["DomainSID"] == domain]
            roots = [x for k, x in self.things if k == "RootCA" and x["DomainSID"] == domain]
            mine = one["Properties"]["certthumbprint"]
            trusted = any(mine in x["Properties"]["certthumbprints"] for x in stores)
            rooted = any(
                x["Properties"]["certthumbprint"] in one["Properties"]["certchain"] for x in roots
            )
            if trusted and rooted:
                self.say(one["HostingComputer"], domain, "GoldenCert")

    def derive(self) -> set[tuple[str, str, str]]:
        found: set[tuple[str, str, str]] = set()
        domains = {x["Properties"]["domainsid"]: x["Properties"]["name"] for k, x in self.things
                   if k == "Domain"}  # fmt: skip
        for sid, name in domains.items():
            found |= {
                (f"{sid}-513", f"{name}-S-1-5-11", "MemberOf"),
                (f"{sid}-515", f"{name}-S-1-5-11", "MemberOf"),
                (f"{name}-S-1-5-11", f"{name}-S-1-1-0", "MemberOf"),
            }
        for member, group, _ in found:
            self.parents[member].add(group)
        for kind, one in self.things:
            me, properties = one["ObjectIdentifier"], one["Properties"]
            if kind == "Computer" and one["PrimaryGroupSID"].endswith("-516"):
                found.add((me, properties["domainsid"], "DCFor"))
            elif properties.get("unconstraineddelegation"):
                found.add((me, properties["domainsid"], "CoerceToTGT"))
            if kind == "Domain":
                found |= {(who, me, "DCSync") for who in self.holding(one, "GetChangesAll")}
                laps = [
                    x["ObjectIdentifier"]
                    for k, x in self.things
                    if k == "Computer"
                    and x["Properties"]["haslaps"]
                    and x["Properties"]["domainsid"] == me
                ]
                found |= {
                    (who, computer, "SyncLAPSPassword")
                    for who in self.holding(one, "GetChangesInFilteredSet")
                    for computer in laps
                }
        return found

    def holding(self, domain: Json, other_half: str) -> set[str]:
        """The uppermost that hold both halves, looking upwards from every principal."""
        given_to: defaultdict[str, set[str]] = defaultdict(set)
        for ace in domain["Aces"]:
            given_to[ace["RightName"]].add(ace["PrincipalSID"])
        first, second = given_to["GetChanges"], given_to[other_half]
        both = {
            who
            for who in {*self.parents, *first, *second}
            if first & (groups := self.groups_of(who)) and second & groups
        }
        return {who for who in both if who in first & second or not self.parents[who] & both}

    def groups_of(self, who: str) -> set[str]:
        groups = {who}
        while more := {up for group in groups for up in self.parents.get(group, ())} - groups:
            groups |= more
        return groups

    def counts(self) -> dict[str, int]:
        return dict(Counter(kind for _, _, kind in self.said | self.derived))


PLACES = {
    "sample": "bloodhound_sample/ad_sampledata.zip",
    "lab": "bloodhound_lab",
}


@pytest.fixture(scope="module", params=sorted(PLACES))
def both(request: pytest.FixtureRequest, shared_data: Path) -> tuple[Inventory, SecondReading]:
    place = shared_data / PLACES[request.param]
    if not place.exists():
        pytest.skip(f"REAL DATA ABSENT: {place}")
    return read([str(place)]), SecondReading(place)


def test_a_real_collection_gives_the_links_that_a_second_reading_finds(
    both: tuple[Inventory, SecondReading],
) -> None:
    inventory, second = both
    assert inventory.link_counts == second.counts()
    found = {(link.source, link.target, link.kind) for link in inventory.links}
    assert found == second.said | second.derived


def test_every_raw_relation_is_a_link_a_repetition_or_left_out(
    both: tuple[Inventory, SecondReading],
) -> None:
    inventory, second = both
    left_out = sum(left.count for left in inventory.left_out if left.why not in OBJECT_CODES)
    assert len(second.said) + left_out == second.raw


def test_every_object_is_an_asset_a_repetition_or_left_out(
    both: tuple[Inventory, SecondReading],
) -> None:
    inventory, second = both
    left_out = sum(left.count for left in inventory.left_out if left.why in OBJECT_CODES)
    collected = sum(
        count for kind, count in inventory.asset_counts.items() if "referenced" not in kind
    )
    assert collected == len(second.known)
    assert collected + left_out == len(second.things)
    assert len({asset.id for asset in inventory.assets}) == len(inventory.assets)


def test_every_link_and_lever_of_a_real_collection_names_an_asset(
    both: tuple[Inventory, SecondReading],
) -> None:
    inventory, _ = both
    assets = {asset.id for asset in inventory.assets}
    assert {end for link in inventory.links for end in (link.source, link.target)} <= assets
    assert {lever.target for lever in inventory.levers} <= assets
    zones = {zone.id for zone in inventory.zones}
    assert {asset.zone for asset in inventory.assets if asset.zone} == zones
    assert all(asset.zone for asset in inventory.assets if asset.kind == "machine")


def test_the_sample_has_the_objects_that_are_known_of_it(shared_data: Path) -> None:
    inventory = read([str(shared_data / PLACES["sample"])])
    assert len(inventory.assets) == 1469 + 1
    assert inventory.link_counts["AdminTo"] == 22
    assert inventory.link_counts["DCSync"] == 7
    assert "CanRDP" not in inventory.link_counts


def test_domain_controllers_and_hosts_of_authorities_are_isolated_by_the_strategic_cell(
    shared_data: Path,
) -> None:
    inventory = read([str(shared_data / PLACES["sample"])])
    names = {asset.id: asset.name for asset in inventory.assets}
    strategic = {names[lever.target] for lever in inventory.levers if lever.approval == "strategic"}
    assert strategic == {
        "DC01.PHANTOM.CORP", "GHOST-DC01.GHOST.CORP", "EXTDC01.WRAITH.CORP",
        "RODC01.PHANTOM.CORP", "EXTRODC01.WRAITH.CORP",
        "SRV-SHARPHOUND.PHANTOM.CORP", "EXTCA01.WRAITH.CORP", "EXTCA02.WRAITH.CORP",
    }  # fmt: skip


def test_only_enabled_accounts_can_be_disabled(
    collection: Callable[..., str], thing: Callable[..., Json]
) -> None:
    users = [
        thing("User", 1101, "ON@ACME.TEST", properties={"enabled": True}),
        thing("User", 1102, "OFF@ACME.TEST", properties={"enabled": False}),
        thing("User", 1103, "UNSAID@ACME.TEST"),
    ]
    inventory = read([collection(users=users)])
    assert [lever.id for lever in inventory.levers] == ["disable-S-1-5-21-1-2-3-1101"]
    assert len(inventory.assets) == 3


def test_deleted_objects_are_left_out_with_what_leads_to_them(
    collection: Callable[..., str], thing: Callable[..., Json], ace: Callable[..., Json]
) -> None:
    users = [
        thing("User", 1101, fields={"IsDeleted": True}),
        thing("User", 1102, fields={"Aces": [ace("GenericAll", 1101)]}),
    ]
    inventory = read([collection(users=users)])
    assert [asset.id for asset in inventory.assets] == ["S-1-5-21-1-2-3-1102"]
    assert {(left.kind, left.why) for left in inventory.left_out} == {
        ("User", "importing.object_deleted"),
        ("GenericAll", "importing.deleted_end"),
    }


def test_a_principal_of_known_type_that_was_not_collected_is_counted_apart(
    collection: Callable[..., str], thing: Callable[..., Json], ace: Callable[..., Json]
) -> None:
    users = [
        thing(
            "User",
            1101,
            fields={
                "Aces": [
                    ace("GenericAll", "S-1-5-21-9-9-9-500", "User"),
                    ace("GenericAll", "S-1-5-21-9-9-9-501", "Base"),
                ]
            },
        )
    ]
    inventory = read([collection(users=users)])
    assert inventory.asset_counts == {"User": 1, "User (referenced only)": 1}
    assert [link.source for link in inventory.links] == ["S-1-5-21-9-9-9-500"]
    assert inventory.levers == ()


def test_other_versions_are_refused_by_name(
    collection: Callable[..., str], thing: Callable[..., Json]
) -> None:
    with pytest.raises(Refusal) as refusal:
        read([collection(version=7, users=[thing("User", 1101)])])
    assert refusal.value.code == "importing.bloodhound_version"
    assert refusal.value.arguments["found"] == 7


@pytest.mark.parametrize("version", [4, 5, 6])
def test_the_versions_that_agree_are_read(
    version: int, collection: Callable[..., str], thing: Callable[..., Json]
) -> None:
    assert len(read([collection(version=version, users=[thing("User", 1101)])]).assets) == 1


def test_a_zip_a_folder_and_files_give_the_same(
    collection: Callable[..., str], thing: Callable[..., Json], tmp_path: Path
) -> None:
    folder = Path(
        collection(
            users=[thing("User", 1101, fields={"PrimaryGroupSID": "S-1-5-21-1-2-3-513"})],
            groups=[thing("Group", 513)],
        )
    )
    files = sorted(folder.glob("*.json"))
    packed = tmp_path / "other" / "all.zip"
    packed.parent.mkdir()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in files:
            archive.write(path, path.name)
    from_files = read([str(path) for path in files])
    assert read([str(packed)]) == from_files
    packed.unlink()
    assert read([str(folder)]) == from_files
    assert from_files.link_counts == {"MemberOf": 1}


def test_an_unknown_type_of_file_is_counted_and_named(
    collection: Callable[..., str], thing: Callable[..., Json]
) -> None:
    inventory = read([collection(users=[thing("User", 1101)], azure=[{"kind": "AZUser"}] * 3)])
    left = [(one.kind, one.count, one.why) for one in inventory.left_out]
    assert left == [("azure", 3, "importing.kind_not_understood")]


junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(string.printable, max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def everywhere(value: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """Every place in a JSON value."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from everywhere(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from everywhere(inner, (*path, position))


def computer() -> Json:
    principal = {"ObjectIdentifier": "S-1-5-21-1-2-3-513", "ObjectType": "Group"}
    session = {"UserSID": "S-1-5-21-1-2-3-500", "ComputerSID": "S-1-5-21-1-2-3-1000"}
    group = {
        "Collected": True, "Results": [principal], "LocalNames": [principal],
        "Name": "ADMINISTRATORS", "ObjectIdentifier": "S-1-5-21-1-2-3-1000-544",
    }  # fmt: skip
    right = {"Collected": True, "Privilege": "SeRemoteInteractiveLogonRight",
             "Results": [principal], "LocalNames": []}  # fmt: skip
    trust = {"TargetDomainSid": "S-1-5-21-9-9-9", "TargetDomainName": "OTHER.TEST",
             "TrustDirection": "Inbound", "TrustType": "External"}  # fmt: skip
    return {
        "ObjectIdentifier": "S-1-5-21-1-2-3-1000",
        "Properties": {"name": "PC.ACME.TEST", "domain": "ACME.TEST", "domainsid": "S-1-5-21-1-2-3",
                       "samaccountname": "PC$", "operatingsystem": "Windows 11"},
        "Aces": [{"PrincipalSID": "S-1-5-21-1-2-3-512", "PrincipalType": "Group",
                  "RightName": "GenericAll"}],
        "IsDeleted": False, "ContainedBy": principal, "PrimaryGroupSID": "S-1-5-21-1-2-3-515",
        "Sessions": {"Collected": True, "Results": [session]}, "LocalGroups": [group],
        "UserRights": [right], "AllowedToDelegate": [principal], "SPNTargets": [],
        "Trusts": [trust], "Links": [{"GUID": "ABC", "IsEnforced": False}],
        "GPOChanges": {"LocalAdmins": [principal], "AffectedComputers": [principal]},
        "CARegistryData": {"CASecurity": {"Data": []}}, "GroupLink": principal,
    }  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 2**32),
    value=junk,
    kind=st.sampled_from(sorted([*TYPE_OF, "issuancepolicies", "sessions"])),
)
def test_whatever_stands_in_a_field_the_answer_is_an_inventory(
    tmp_path_factory: pytest.TempPathFactory, seed: int, value: object, kind: str
) -> None:
    one = computer()
    places = [path for path in everywhere(one) if path]
    *way, last = random.Random(seed).choice(places)
    inside: Any = one
    for step in way:
        inside = inside[step]
    inside[last] = value
    path = tmp_path_factory.mktemp("junk") / "x.json"
    path.write_text(json.dumps({"data": [one, value], "meta": {"type": kind, "version": 6}}))
    inventory = read([str(path)])
    assert sum(inventory.link_counts.values()) == len(inventory.links)
    assert {link.source for link in inventory.links} <= {asset.id for asset in inventory.assets}
