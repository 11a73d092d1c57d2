"""A plan for other tools: one format a file."""

from collections.abc import Callable

from endigue.desk.plan_export import PlanExport
from endigue.locale.speech import Speech
from endigue.writers.plan_exports import cacao, openc2, opengraph, stix

FORMATS: dict[str, Callable[[PlanExport, Speech], bytes]] = {
    "cacao": cacao.write,
    "stix": stix.write,
    "openc2": openc2.write,
    "opengraph": opengraph.write,
}
"""The writer of each format: the same export in the same language gives the same bytes."""
