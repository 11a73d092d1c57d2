import json

import msgspec
import pytest
from tests.crisis_chronicle import page

from endigue.communication.bulletin import STATES
from endigue.locale.speech import Speech
from endigue.writers.status.summary import COMPONENT, api_files, indicator, summary
from endigue.writers.status.words import Words

TUESDAY, AFTER = "2026-02-10T12:00:00+01:00", "2026-03-03T19:00:00+01:00"
STATUSES = {"operational", "degraded_performance", "partial_outage", "major_outage",
            "under_maintenance"}  # fmt: skip


def with_states(*states: str):  # type: ignore[no-untyped-def]
    whole = page(TUESDAY)
    one = whole.services[0]
    services = tuple(msgspec.structs.replace(one, state=state) for state in states)
    return msgspec.structs.replace(whole, services=services)


def test_our_five_states_are_their_five() -> None:
    assert set(COMPONENT) == set(STATES)
    assert set(COMPONENT.values()) == STATUSES


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((), "none"),
        (("working", "working"), "none"),
        (("working", "slow"), "minor"),
        (("reopening",), "minor"),
        (("working", "partly"), "major"),
        (("working", "working", "stopped"), "major"),
        (("working", "stopped"), "critical"),
        (("stopped",), "critical"),
    ],
)
def test_how_bad_it_is(states: tuple[str, ...], expected: str) -> None:
    assert indicator(with_states(*states)) == expected


def test_the_summary_has_the_keys_that_clients_read() -> None:
    whole = page(TUESDAY)
    found = json.loads(json.dumps(summary(whole, Words(whole, Speech("en")))))
    assert set(found) == {"page", "status", "components", "incidents", "scheduled_maintenances"}
    assert set(found["page"]) == {"id", "name", "url", "time_zone", "updated_at"}
    assert set(found["components"][0]) >= {
        "id", "name", "status", "description", "position", "group", "group_id",
        "only_show_if_degraded", "showcase", "start_date", "created_at", "updated_at", "page_id",
    }  # fmt: skip
    (incident,) = found["incidents"]
    assert set(incident) >= {
        "id", "name", "status", "impact", "shortlink", "started_at", "created_at", "updated_at",
        "resolved_at", "incident_updates",
    }  # fmt: skip
    assert incident["status"] == "investigating"
    assert [one["status"] for one in incident["incident_updates"]] == ["investigating"] * 2


def test_an_incident_that_is_over_is_in_the_history_only() -> None:
    whole = page(AFTER)
    files = api_files(whole, Words(whole, Speech("en")))
    assert json.loads(files["api/v2/incidents/unresolved.json"])["incidents"] == []
    assert json.loads(files["summary.json"])["incidents"] == []
    (incident,) = json.loads(files["api/v2/incidents.json"])["incidents"]
    assert (incident["status"], incident["resolved_at"]) == ("resolved", "2026-03-03T17:20:00Z")


def test_identifiers_stay_the_same_from_page_to_page() -> None:
    def names(at: str) -> list[str]:
        whole = page(at)
        components = summary(whole, Words(whole, Speech("fr")))["components"]
        return [one["id"] for one in components]  # type: ignore[index, attr-defined]

    assert names(TUESDAY) == names(AFTER)
