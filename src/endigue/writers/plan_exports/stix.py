"""A plan as a STIX 2.1 bundle (OASIS Standard): a course of action for each action.

A grouping holds them in order. What is acted on stands beside, an account as the observable
`user-account`, anything else as infrastructure with its names and addresses. TLP 2.0 marks are
the objects that OASIS publishes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid5

import msgspec

from endigue.containment.doctrine import technique_address
from endigue.containment.plan import Action
from endigue.desk.marking import Tlp
from endigue.desk.plan_export import PlanExport
from endigue.locale.speech import Speech
from endigue.organisation.addressing import addresses, host_names, target_of
from endigue.organisation.model import Asset
from endigue.writers.plan_exports.identifiers import instant, named
from endigue.writers.plan_exports.words import PlanWords

Json = dict[str, object]

TLP_MARKS: dict[Tlp, str] = {
    "CLEAR": "94868c89-83c2-464b-929b-a1a8aa3c8487",
    "GREEN": "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "AMBER": "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "AMBER+STRICT": "939a9414-2ddd-4d32-a0cd-375ea402b003",
    "RED": "e828b379-4e03-4974-9ac4-e53a884c97c1",
}
"""Of the marking definitions that oasis-open/cti-stix-common-objects publishes for TLP 2.0."""

_TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP_CREATED = "2022-10-01T00:00:00.000Z"

_OBSERVABLES = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""The namespace of identifiers of observables (STIX 2.1, section 2.9)."""

_EVER = "2026-01-01T00:00:00.000Z"
"""Since when the identity of an organisation is so written: one identifier, one content."""


def write(export: PlanExport, speech: Speech) -> bytes:
    """The bundle as JSON."""
    bundle = {
        "type": "bundle",
        "id": named("bundle", export.fingerprint),
        "objects": _Bundle(export, PlanWords(speech, export)).objects(),
    }
    return msgspec.json.format(msgspec.json.encode(bundle), indent=2) + b"\n"


@dataclass(frozen=True)
class _Bundle:
    export: PlanExport
    words: PlanWords

    def objects(self) -> list[Json]:
        """Every object, each once; what others refer to comes first."""
        actions = self.export.alternative.actions
        each = [part for one in actions for part in self._of(one)]
        found = [*self._marks(), self._identity(), *each]
        courses = [part["id"] for part in each if part["type"] == "course-of-action"]
        others = [part["id"] for part in each if part["type"] != "course-of-action"]
        found.append(self._grouping([*courses, *others] or [self._author]))
        return list({str(part["id"]): part for part in found}.values())

    @property
    def _author(self) -> str:
        return named("identity", self.export.organisation.name)

    def _identity(self) -> Json:
        return {
            "type": "identity",
            "spec_version": "2.1",
            "id": self._author,
            "created": _EVER,
            "modified": _EVER,
            "name": self.export.organisation.name,
            "identity_class": "organization",
        }

    def _object(self, kind: str, *parts: str) -> Json:
        at = instant(self.export.at)
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": named(kind, self.export.fingerprint, *parts),
            "created_by_ref": self._author,
            "created": at,
            "modified": at,
            "object_marking_refs": self._mark_ids(),
        }

    def _grouping(self, references: list[object]) -> Json:
        return self._object("grouping") | {
            "name": self.words.title(),
            "description": self.words.summary(),
            "context": "suspicious-activity",
            "object_refs": references,
        }

    def _of(self, action: Action) -> Iterator[Json]:
        course = self._course(action)
        yield course
        asset = target_of(self.export.organisation, action.target).asset
        if asset is not None and asset.kind == "account":
            target = self._account(asset)
        else:
            target = self._infrastructure(action, asset)
            for observable in self._observables(asset):
                yield observable
                yield self._relationship("consists-of", target, observable)
        yield target
        yield self._relationship("related-to", course, target)

    def _course(self, action: Action) -> Json:
        course = self._object("course-of-action", action.lever) | {
            "name": self.words.order(action),
            "description": self.words.description(action),
            "labels": [action.kind.replace("_", "-"), action.approval],
        }
        if action.d3fend:
            course["external_references"] = [
                {
                    "source_name": "mitre-d3fend",
                    "external_id": action.d3fend,
                    "url": technique_address(action.d3fend),
                }
            ]
        return course

    def _infrastructure(self, action: Action, asset: Asset | None) -> Json:
        found = self._object("infrastructure", action.target) | {
            "name": self.words.name(action.target)
        }
        if asset is not None and asset.kind == "appliance":
            found["infrastructure_types"] = ["routers-switches"]
        return found

    def _account(self, asset: Asset) -> Json:
        return self._observable(
            "user-account", {"account_login": asset.name or asset.id, "user_id": asset.id}
        )

    def _observables(self, asset: Asset | None) -> Iterator[Json]:
        if asset is None or asset.kind not in {"machine", "appliance", "external"}:
            return
        for name in host_names(asset)[:1]:
            if "." in name:
                yield self._observable("domain-name", {"value": name.lower()})
        for version in (4, 6):
            for address in addresses(asset, version):
                yield self._observable(f"ipv{version}-addr", {"value": address})

    def _observable(self, kind: str, properties: dict[str, str]) -> Json:
        """With the identifier that the standard gives: over its properties as canonical JSON."""
        canonical = msgspec.json.encode(properties, order="sorted").decode()
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": f"{kind}--{uuid5(_OBSERVABLES, canonical)}",
            **properties,
            "object_marking_refs": self._mark_ids(),
        }

    def _relationship(self, kind: str, source: Json, target: Json) -> Json:
        ends = {"source_ref": source["id"], "target_ref": target["id"]}
        own = self._object("relationship", kind, str(source["id"]), str(target["id"]))
        return own | {"relationship_type": kind} | ends

    def _mark_ids(self) -> list[str]:
        return [str(mark["id"]) for mark in self._marks()]

    def _marks(self) -> tuple[Json, Json]:
        level = self.export.marking.tlp
        tlp, pap = self.export.marking.words
        return (
            {
                "type": "marking-definition",
                "spec_version": "2.1",
                "id": f"marking-definition--{TLP_MARKS[level]}",
                "created": _TLP_CREATED,
                "name": tlp,
                "extensions": {
                    _TLP_EXTENSION: {
                        "extension_type": "property-extension",
                        "tlp_2_0": level.lower(),
                    }
                },
            },
            {
                "type": "marking-definition",
                "spec_version": "2.1",
                "id": named("marking-definition", pap),
                "created": _EVER,
                "name": pap,
                "definition_type": "statement",
                "definition": {"statement": pap},
            },
        )
