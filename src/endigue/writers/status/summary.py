"""The page for machines, in the shape of Statuspage's public API (version 2)."""

from datetime import datetime
from hashlib import sha256
from typing import Literal

import msgspec

from endigue.communication.bulletin import State
from endigue.communication.page import Page, Service
from endigue.kernel.instant import format_instant
from endigue.writers.status.words import ORDER, Words

COMPONENT: dict[State, str] = {
    "working": "operational",
    "slow": "degraded_performance",
    "partly": "partial_outage",
    "stopped": "major_outage",
    "reopening": "under_maintenance",
}
"""Our five states and theirs."""

Indicator = Literal["none", "minor", "major", "critical"]

Json = dict[str, object]


def api_files(page: Page, words: Words) -> dict[str, bytes]:
    """Every file of the API, by its path under the language's folder."""
    whole = summary(page, words)
    head: Json = {"page": whole["page"]}
    open_ones = [] if page.resolved else whole["incidents"]
    return {
        "summary.json": _bytes(whole),
        "api/v2/summary.json": _bytes(whole),
        "api/v2/status.json": _bytes({**head, "status": whole["status"]}),
        "api/v2/components.json": _bytes({**head, "components": whole["components"]}),
        "api/v2/incidents.json": _bytes({**head, "incidents": _incidents(page, words)}),
        "api/v2/incidents/unresolved.json": _bytes({**head, "incidents": open_ones}),
        **{
            f"api/v2/scheduled-maintenances{which}.json": _bytes(
                {**head, "scheduled_maintenances": []}
            )
            for which in ("", "/active", "/upcoming")
        },
    }


def summary(page: Page, words: Words) -> Json:
    """All of it: what is not over yet, as Statuspage does."""
    return {
        "page": {
            "id": _name("page", page.organisation),
            "name": words.organisation,
            "url": page.url,
            "time_zone": page.time_zone,
            "updated_at": format_instant(page.updated),
        },
        "status": {"indicator": indicator(page), "description": _description(page, words)},
        "components": [
            _component(place, one, page, words) for place, one in enumerate(page.services, start=1)
        ],
        "incidents": [] if page.resolved else _incidents(page, words),
        "scheduled_maintenances": [],
    }


def indicator(page: Page) -> Indicator:
    """How bad it is: critical where half of the services or more are stopped."""
    states = [service.state for service in page.services]
    stopped = states.count("stopped")
    if stopped and 2 * stopped >= len(states):
        return "critical"
    if stopped or "partly" in states:
        return "major"
    return "minor" if {"slow", "reopening"} & set(states) else "none"


def _description(page: Page, words: Words) -> str:
    if page.resolved:
        return words.speech.say("status.resolved")
    worst = next((one for one in ORDER if one in {s.state for s in page.services}), None)
    return words.speech.say(f"status.overall_{worst or 'none'}")


def _component(place: int, service: Service, page: Page, words: Words) -> Json:
    return {
        "id": _name("component", service.operation),
        "name": words.line(service.name),
        "status": COMPONENT[service.state],
        "description": words.line(service.meanwhile) or None,
        "position": place,
        "group": False,
        "group_id": None,
        "only_show_if_degraded": False,
        "showcase": True,
        "start_date": service.since.date().isoformat(),
        "created_at": format_instant(page.began),
        "updated_at": format_instant(service.told),
        "page_id": _name("page", page.organisation),
    }


def _incidents(page: Page, words: Words) -> list[Json]:
    identifier = _name("incident", format_instant(page.began))
    state = _incident_state(page)
    return [
        {
            "id": identifier,
            "name": words.speech.say("status.incident"),
            "status": state,
            "impact": indicator(page),
            "shortlink": page.url,
            "started_at": format_instant(page.began),
            "created_at": format_instant(page.began),
            "updated_at": format_instant(page.updated),
            "monitoring_at": None,
            "resolved_at": format_instant(page.updated) if page.resolved else None,
            "page_id": _name("page", page.organisation),
            "incident_updates": _updates(page, words, identifier, state),
        }
    ]  # fmt: skip


def _updates(page: Page, words: Words, incident: str, state: str) -> list[Json]:
    """The newest carries the state of the incident, those before it went out while it was
    being looked into.
    """
    return [
        _update(incident, "investigating" if place else state, one.at, words.line(one.text))
        for place, one in enumerate(page.updates)
    ]


def _update(incident: str, state: str, at: datetime, body: str) -> Json:
    moment = format_instant(at)
    return {
        "id": _name("update", incident + moment),
        "incident_id": incident,
        "status": state,
        "body": body,
        "display_at": moment,
        "created_at": moment,
        "updated_at": moment,
        "affected_components": None,
    }


def _incident_state(page: Page) -> str:
    if page.resolved:
        return "resolved"
    hurt = {"stopped", "partly"} & {service.state for service in page.services}
    return "investigating" if hurt or not page.services else "monitoring"


def _name(kind: str, text: str) -> str:
    """Twelve signs that stay the same for the same thing, as their identifiers have."""
    return sha256(f"{kind} {text}".encode()).hexdigest()[:12]


def _bytes(value: Json) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
