"""Whether a report is as a JSON schema wants it: ours, from the regulation, or the authority's.

A schema comes from a file that somebody else made: it is read, never fetched from anywhere.
"""

import re
from importlib.resources import files

import msgspec
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError
from referencing import Registry
from referencing.exceptions import Unresolvable

from endigue.desk.refusal import Refusal

OURS = "rules/dora_report.schema.json"

MOST = 200
"""Complaints of one schema that are told."""


def our_schema() -> str:
    """The schema that we wrote from Annex II of (EU) 2025/302."""
    return files("endigue.communication").joinpath(OURS).read_text(encoding="utf-8")


def complaints(document: bytes, schema: str, name: str) -> tuple[str, ...]:
    """What the schema has against the document, each with its place; empty where it is valid.

    Raises Refusal where the schema is none, or refers to another that is not inside it.
    """
    try:
        rules = msgspec.json.decode(schema)
        Draft202012Validator.check_schema(rules)
        validator = Draft202012Validator(rules, registry=Registry())
        found = sorted(validator.iter_errors(msgspec.json.decode(document)), key=_place)
    except (msgspec.DecodeError, SchemaError, Unresolvable, RecursionError, re.error) as trouble:
        why = str(trouble).splitlines()[0][:200]
        raise Refusal("communication.schema_is_wrong", file=name, why=why) from None
    return tuple(f"{_place(one)}: {one.message[:300]}" for one in found[:MOST])


def _place(complaint: ValidationError) -> str:
    return "/".join(str(step) for step in complaint.absolute_path) or "/"
