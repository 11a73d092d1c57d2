import json
import os
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import msgspec
import pytest
from tests.crisis_chronicle import page

from endigue.communication.bulletin import STATES
from endigue.locale.speech import Speech
from endigue.writers.status.site import status_site
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


READER = Path(__file__).parents[2] / "support" / "read_statuspage.py"


@pytest.fixture
def read_by_a_client(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Serves a site on this machine alone and has a public client read its summary."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    def read(site: dict[str, bytes], path: str) -> dict[str, object]:
        for name, content in site.items():
            (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "site" / name).write_bytes(content)
        (tmp_path / "services.json").write_text("{}")
        handler = partial(Quiet, directory=str(tmp_path / "site"))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_address[1]}/{path}"
            settings = {"SERVICES_JSON_PATH": str(tmp_path / "services.json"), "NO_PROXY": "*"}
            ran = subprocess.run(
                [sys.executable, "-W", "ignore", READER, address], cwd=tmp_path,
                env={**os.environ, **settings}, capture_output=True, check=True,
            )  # fmt: skip
            server.shutdown()
        return json.loads(ran.stdout)  # type: ignore[no-any-return]

    return read


@pytest.mark.parametrize("path", ["api/v2/summary.json", "en/summary.json"])
def test_a_public_client_of_statuspage_reads_it(read_by_a_client, path: str) -> None:  # type: ignore[no-untyped-def]
    whole = page(TUESDAY)
    found = read_by_a_client(status_site(whole, draft=False), path)
    assert found["success"] is True
    assert found["raw_status"] == indicator(whole)
    language = "en" if path.startswith("en/") else "fr"
    read = {one["name"]: one["status"] for one in found["component_metadata"]}
    told = {one.name.said(language): COMPONENT[one.state] for one in whole.services}
    assert read == told
    (incident,) = found["incident_metadata"]
    assert incident["id"] == summary(whole, Words(whole, Speech(language)))["incidents"][0]["id"]


def test_a_public_client_sees_that_it_is_over(read_by_a_client) -> None:  # type: ignore[no-untyped-def]
    over = page(AFTER)
    found = read_by_a_client(status_site(over, draft=False), "summary.json")
    assert (found["raw_status"], found["incident_metadata"]) == ("none", [])
    assert {one["status"] for one in found["component_metadata"]} == {"operational"}
