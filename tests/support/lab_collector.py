"""What the lab tells about itself: its directory as a SharpHound collection, a scan by nmap, and
the connections that its router lets pass, as a log of flows.
"""

import json
import re
import struct
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import ldap3

from endigue.lab import directory as domain
from endigue.lab.box import done
from endigue.lab.probes import Probe
from endigue.lab.town import ALLOWED, BY_NAME, HOSTS, PLACES, SSH

REALM = domain.REALM


def sid_of(raw: bytes) -> str:
    count = raw[1]
    authority = int.from_bytes(raw[2:8], "big")
    parts = struct.unpack(f"<{count}I", raw[8 : 8 + 4 * count])
    return "-".join(("S-1", str(authority), *map(str, parts)))


def collect(folder: Path, sessions: Iterable[tuple[str, str]]) -> list[Path]:
    """Read the directory over LDAPS; `sessions` are logins with the machine each was seen on."""
    server = ldap3.Server(f"ldaps://{BY_NAME['dc-1'].address}", get_info=ldap3.NONE)
    connection = ldap3.Connection(server, f"bob@{domain.DOMAIN}", domain.PASSWORD, auto_bind=True)
    with closing(connection.strategy):
        found = connection.extend.standard.paged_search(
            domain.BASE, "(|(objectClass=user)(objectClass=group))",
            attributes=["objectSid", "sAMAccountName", "objectClass", "primaryGroupID", "member",
                        "dNSHostName", "userAccountControl", "operatingSystem"],
            generator=False,
        )  # fmt: skip
    entries = [one for one in found if one["type"] == "searchResEntry"]
    by_name = {one["dn"].casefold(): one for one in entries}
    sids = {dn: sid_of(one["raw_attributes"]["objectSid"][0]) for dn, one in by_name.items()}
    root = next(sid for sid in sids.values() if sid.endswith("-512")).rpartition("-")[0]
    logins = {_said(one, "sAMAccountName").casefold(): sids[dn] for dn, one in by_name.items()}
    seen: dict[str, list[str]] = {}
    for login, host in sessions:
        seen.setdefault(host.casefold(), []).append(logins[login])
    files: dict[str, list[dict]] = {"users": [], "groups": [], "computers": [], "domains": []}
    for dn, one in by_name.items():
        kind = _kind(one)
        files[f"{kind.lower()}s"].append(_object(kind, one, sids[dn], root, by_name, sids, seen))
    files["domains"].append(
        {"ObjectIdentifier": root, "Aces": [_ace("GenericAll", f"{root}-512")], "Trusts": [],
         "Properties": {"name": REALM, "domain": REALM, "domainsid": root}}
    )  # fmt: skip
    paths = []
    for kind, objects in files.items():
        path = folder / f"lab_{kind}.json"
        meta = {"methods": 0, "type": kind, "count": len(objects), "version": 6}
        path.write_text(json.dumps({"data": objects, "meta": meta}))
        paths.append(path)
    return paths


def _object(kind, one, sid, root, by_name, sids, seen) -> dict:
    login = _said(one, "sAMAccountName")
    enabled = not int(_said(one, "userAccountControl") or 0) & 2
    said = {"domain": REALM, "domainsid": root, "samaccountname": login, "enabled": enabled}
    if kind == "Computer":
        host = _said(one, "dNSHostName").upper()
        masters = [{"ObjectIdentifier": f"{root}-512", "ObjectType": "Group"}]
        local = [{"Name": f"ADMINISTRATORS@{host}", "ObjectIdentifier": f"{sid}-544",
                  "Collected": True, "Results": masters}]  # fmt: skip
        here = [
            {"UserSID": who, "ComputerSID": sid}
            for who in seen.get(host.casefold().partition(".")[0], ())
        ]
        properties = {**said, "name": host, "dnshostname": host.lower(),
                      "operatingsystem": _said(one, "operatingSystem")}  # fmt: skip
        return {
            "ObjectIdentifier": sid, "Properties": properties, "Aces": [], "LocalGroups": local,
            "PrimaryGroupSID": f"{root}-{_said(one, 'primaryGroupID')}",
            "Sessions": {"Collected": True, "Results": here},
        }  # fmt: skip
    properties = {**said, "name": f"{login.upper()}@{REALM}"}
    if kind == "Group":
        members = [
            {"ObjectIdentifier": sids[dn.casefold()], "ObjectType": _kind(by_name[dn.casefold()])}
            for dn in (raw.decode() for raw in one["raw_attributes"].get("member", ()))
            if dn.casefold() in by_name
        ]
        return {"ObjectIdentifier": sid, "Properties": properties, "Aces": [], "Members": members}
    primary = f"{root}-{_said(one, 'primaryGroupID')}"
    return {"ObjectIdentifier": sid, "Properties": properties, "Aces": [],
            "PrimaryGroupSID": primary}  # fmt: skip


def ways_up(paths: Iterable[Path], hosts: Iterable[str], logins: Iterable[str]) -> list[str] | None:
    """The shortest way from machines and accounts that an intruder holds to the domain's masters,
    by sessions, memberships and local administration; None where there is none. Whoever is disabled
    leads nowhere. Written apart from the product's own search, to judge it.
    """
    things = {one["ObjectIdentifier"]: one for path in paths
              for one in json.loads(path.read_text())["data"]}  # fmt: skip
    named = {sid: one["Properties"]["name"].casefold() for sid, one in things.items()}
    edges: dict[str, set[str]] = {}
    for sid, one in things.items():
        for member in one.get("Members", ()):
            edges.setdefault(member["ObjectIdentifier"], set()).add(sid)
        for session in one.get("Sessions", {}).get("Results", ()):
            edges.setdefault(sid, set()).add(session["UserSID"])
        for group in one.get("LocalGroups", ()):
            for who in group["Results"]:
                edges.setdefault(who["ObjectIdentifier"], set()).add(sid)
    held = {*(host.casefold() for host in hosts), *(login.casefold() for login in logins)}
    queue = [[sid] for sid, name in named.items() if re.split("[.@]", name)[0] in held]
    seen = {way[0] for way in queue}
    for way in queue:
        here = way[-1]
        if not things[here]["Properties"].get("enabled", True):
            continue
        if here.endswith("-512"):
            return [named[sid] for sid in way]
        for sid in sorted(edges.get(here, set()) - seen):
            seen.add(sid)
            queue.append([*way, sid])
    return None


def _kind(one) -> str:
    classes = {each.decode().casefold() for each in one["raw_attributes"]["objectClass"]}
    if "computer" in classes:
        return "Computer"
    return "Group" if "group" in classes else "User"


def _said(one, attribute: str) -> str:
    values = one["raw_attributes"].get(attribute) or [b""]
    return values[0].decode()


def _ace(right: str, who: str) -> dict:
    return {"RightName": right, "PrincipalSID": who, "PrincipalType": "Group", "IsInherited": False}


def scan(folder: Path) -> Path:
    """What nmap finds from `adm-1`."""
    ports = sorted({port for host in HOSTS for port in (SSH, *host.ports, *host.served)})
    path = folder / "scan.xml"
    networks = [place.network for place in PLACES.values() if place.name not in ("mgmt", "net")]
    asked = ("-sT", "-T4", "-PE", "-PS22", "--system-dns", "-p", ",".join(map(str, ports)))
    done("nmap", *asked, "-oX", str(path),
         *networks, seconds=120.0)  # fmt: skip
    return path


def flows(folder: Path, reached: Iterable[Probe]) -> Path:
    """Every connection that is possible, as a log of flows; UDP as the rules let it pass."""
    rows = {
        (BY_NAME[probe.source].address, BY_NAME[probe.target].address, "tcp", probe.port)
        for probe in reached
        if probe.kind == "ipv4"
    }
    for source, target, protocol, port in ALLOWED:
        if protocol == "udp":
            rows |= {
                (one.address, other.address, protocol, port)
                for one in HOSTS if one.zone == source
                for other in HOSTS if other.zone == target
            }  # fmt: skip
    path = folder / "flows.csv"
    lines = [",".join(map(str, row)) for row in sorted(rows)]
    path.write_text("\n".join(("source,destination,protocol,port", *lines)) + "\n")
    return path
