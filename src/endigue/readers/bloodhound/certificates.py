"""Certificate authorities: a host whose authority the domain trusts for logon owns the domain.

GoldenCert goes from the computer that hosts an enterprise authority to its domain, where
the domain's store of trusted authorities (NTAuth) holds the authority's certificate and its
chain ends in a root authority of that domain. Templates, enrolment and agents matter only in
combinations that are not derived here yet; they are counted.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from endigue.readers.bloodhound.collection import Collected
from endigue.readers.bloodhound.ends import End, end, ends
from endigue.readers.bloodhound.raw import NO_PATH_ALONE, Relation
from endigue.readers.bloodhound.rights import access_relation
from endigue.readers.json_fields import mapping, records, text, texts


@dataclass(frozen=True, slots=True)
class Authorities:
    """What the collection says of certificates, gathered over all its files; thumbprints by
    the identifier of the domain.
    """

    trusted: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    roots: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    hosted: list[tuple[End, Collected]] = field(default_factory=list)
    """The host of each enterprise authority."""

    def note(self, thing: Collected) -> None:
        """Take what one object says."""
        if thing.type == "NTAuthStore":
            prints = texts(thing.properties, "certthumbprints")
            self.trusted[thing.domain_sid].update(prints)
        elif thing.type == "RootCA":
            self.roots[thing.domain_sid].add(text(thing.properties, "certthumbprint"))
        elif thing.type == "EnterpriseCA" and text(thing.fields, "HostingComputer"):
            host = End(text(thing.fields, "HostingComputer").upper(), "Computer")
            self.hosted.append((host, thing))

    def hosts(self) -> Iterator[Relation]:
        """One raw relation for each hosted authority: GoldenCert, or no path."""
        for host, authority in self.hosted:
            domain = End(authority.domain_sid, "Domain")
            why = "" if self._trusts(authority) else NO_PATH_ALONE
            yield Relation(host, domain, "GoldenCert", why)

    def trusted_hosts(self) -> frozenset[str]:
        """The computers that host a trusted authority."""
        return frozenset(relation.source.id for relation in self.hosts() if not relation.why)

    def _trusts(self, authority: Collected) -> bool:
        domain = authority.domain_sid
        own = text(authority.properties, "certthumbprint")
        chain = {own, *texts(authority.properties, "certchain")}
        return own in self.trusted[domain] and not chain.isdisjoint(self.roots[domain])


def certificate_relations(thing: Collected, target: End) -> Iterator[Relation]:
    """What is no path on its own: stores, roots, published templates, agents, and the
    rights kept in an authority's registry.
    """
    domain = End(thing.domain_sid, "Domain")
    if thing.type == "NTAuthStore" and domain.id:
        yield Relation(target, domain, "NTAuthStoreFor", NO_PATH_ALONE)
    elif thing.type == "RootCA" and domain.id:
        yield Relation(target, domain, "RootCAFor", NO_PATH_ALONE)
    elif thing.type == "IssuancePolicy" and mapping(thing.fields, "GroupLink"):
        group = end(mapping(thing.fields, "GroupLink"), "ObjectIdentifier", "ObjectType")
        yield Relation(target, group, "OIDGroupLink", NO_PATH_ALONE)
    elif thing.type == "EnterpriseCA":
        for template in ends(thing.fields, "EnabledCertTemplates"):
            yield Relation(template, target, "PublishedTo", NO_PATH_ALONE)
        registry = mapping(thing.fields, "CARegistryData")
        for restriction in records(
            mapping(registry, "EnrollmentAgentRestrictions"), "Restrictions"
        ):
            agent = end(mapping(restriction, "Agent"), "ObjectIdentifier", "ObjectType")
            yield Relation(agent, target, "DelegatedEnrollmentAgent", NO_PATH_ALONE)
        for entry in records(mapping(registry, "CASecurity"), "Data"):
            relation = access_relation(entry, target)
            yield relation._replace(why=relation.why or NO_PATH_ALONE)
