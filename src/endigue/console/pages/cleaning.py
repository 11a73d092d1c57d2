"""Clean, reported: every verb of the clean-up, refused in a sentence by its gate."""

from collections.abc import Callable, Collection, Sequence

from starlette.responses import Response

from endigue.console.entering import Served, instant_typed
from endigue.console.pages.clean import site_of
from endigue.console.visit import Visit
from endigue.desk import eradicating
from endigue.desk.acting import allow_company, allow_recording
from endigue.desk.case import Case
from endigue.desk.eradicating import Site
from endigue.desk.evicting import reopen, tick
from endigue.desk.ledger import Ledger
from endigue.desk.lookup import assets_named
from endigue.desk.refusal import Refusal
from endigue.desk.triage import (
    Passed,
    issue_labels,
    labels_of,
    pass_station,
    reads_in,
    workstations,
)
from endigue.eradication import facts
from endigue.locale.problems import say_refusal
from endigue.organisation.model import Organisation

LONGEST_LIST = 20_000
"""Characters of a list of assets."""

MOST_SCANNED = 2_000
"""Codes of one batch: a day of a fast line."""

REFUSED_SHOWN = 200

WHOLE_GROUP = ("",)
"""The core of trust and the triage line are the group's."""

Verb = Callable[[Case, Ledger, Site], Ledger]

SETTABLE: dict[str, Callable[..., Ledger]] = {
    "suspected": eradicating.suspect,
    "compromised": eradicating.find_bad,
    "isolated": eradicating.isolate,
    "lost": eradicating.lose,
    "scrapped": eradicating.scrap,
}
"""What somebody may say that an asset is; every other state is reached by a step."""


def begin(visit: Visit) -> Response:
    """Take over what the containment treats as infected."""
    _for(visit, WHOLE_GROUP)
    organisation = _organisation(visit)
    return _written(
        visit,
        "begin",
        lambda case, ledger, here: eradicating.begin(case, ledger, here, organisation),
    )


def state(visit: Visit) -> Response:
    """Say what some assets are."""
    assets, why = _assets(visit), visit.text("why", 2000)
    verb = SETTABLE.get(visit.text("state", 20))
    if verb is None:
        raise Refusal("console.no_such_report")
    return _written(
        visit, "state", lambda case, ledger, here: verb(case, ledger, here, assets, why)
    )


def evidence(visit: Visit) -> Response:
    """Evidence of an asset was taken, or it was decided to do without."""
    assets, why = _assets(visit), visit.text("why", 2000)
    if visit.text("what", 20) == "waive":
        decided_by = visit.text("decided_by", 200)
        return _written(
            visit,
            "waive evidence",
            lambda case, ledger, here: eradicating.waive(
                case, ledger, here, assets, why, decided_by
            ),
        )
    if len(assets) != 1:
        raise Refusal("eradication.evidence_of_one", count=len(assets))
    item = facts.Item(
        visit.text("name", 300).strip(),
        visit.text("sha256", 80).strip().lower(),
        0,
        visit.text("holder", 200).strip() or visit.person,
        visit.text("place", 300).strip(),
    )
    return _written(
        visit,
        "evidence",
        lambda case, ledger, here: eradicating.preserve(case, ledger, here, assets[0], [item]),
    )


def work(visit: Visit) -> Response:
    """The cleaning or the rebuild of assets was begun, or is done."""
    assets, person = _assets(visit), _person(visit)
    if visit.text("what", 20) == "done":
        return _written(
            visit,
            "cleaning done",
            lambda case, ledger, here: eradicating.end_cleaning(case, ledger, here, assets, person),
        )
    way: facts.Way = "clean" if visit.text("way", 20) == "clean" else "rebuild"
    return _written(
        visit,
        "cleaning begun",
        lambda case, ledger, here: eradicating.start_cleaning(
            case, ledger, here, assets, way, person
        ),
    )


def check(visit: Visit) -> Response:
    """A check of assets passed, or failed."""
    hits = visit.number(visit.text("hits", 15) or "0")
    made = facts.CheckMade(
        _assets(visit),
        visit.text("check", 100).strip(),
        visit.text("passed", 5) == "yes" and not hits,
        _person(visit),
        hits,
        visit.text("report", 80).strip().lower(),
        visit.text("note", 2000).strip(),
    )
    return _written(
        visit, "check", lambda case, ledger, here: eradicating.check(case, ledger, here, made)
    )


def verify(visit: Visit) -> Response:
    """Who has logged in vouches for assets: nobody can do it in another's name."""
    assets = _assets(visit)
    return _written(
        visit,
        "verify",
        lambda case, ledger, here: eradicating.verify(case, ledger, here, assets, visit.person),
    )


def reconnect(visit: Visit) -> Response:
    """Assets are back."""
    assets, person = _assets(visit), _person(visit)
    return _written(
        visit,
        "reconnect",
        lambda case, ledger, here: eradicating.reconnect(case, ledger, here, assets, person),
    )


def step(visit: Visit) -> Response:
    """A step of the eviction is done, or has to be done again."""
    _for(visit, WHOLE_GROUP)
    organisation = _organisation(visit)
    name, text = visit.text("step", 400), visit.text("note", 2000).strip()
    if visit.text("what", 20) == "reopen":
        return _written(
            visit,
            f"reopen {name}",
            lambda case, ledger, here: reopen(case, ledger, here, organisation, name, text),
            "core",
        )
    person = _person(visit)
    return _written(
        visit,
        f"tick {name}",
        lambda case, ledger, here: tick(case, ledger, here, organisation, name, person, text),
        "core",
    )


def labels(visit: Visit) -> Response:
    """Number the workstations, and print their labels."""
    _for(visit, WHOLE_GROUP)
    organisation = _organisation(visit)
    machines = workstations(organisation)
    if not machines:
        raise Refusal("eradication.no_machine")
    ledger = _act(
        visit, "labels", lambda case, ledger, here: issue_labels(case, ledger, here, machines)
    )
    sheets = visit.room.hands.eradication.labels(
        organisation, labels_of(ledger), machines, visit.speech.language
    )
    return Response(
        sheets,
        media_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="labels.pdf"'},
    )


def scanned(visit: Visit) -> Response:
    """What a scanner read at a station: each code is for itself, and each refusal is told."""
    _for(visit, WHOLE_GROUP)
    organisation, person = _organisation(visit), _person(visit)
    text = visit.text("codes", MOST_SCANNED * 120)
    station = next((one for one in facts.STATIONS if one == visit.text("station", 20)), None)
    if station is None:
        raise Refusal("console.no_such_report")
    reads = reads_in(text)
    if not reads:
        raise Refusal("eradication.no_code")
    if len(reads) > MOST_SCANNED or len(text) == MOST_SCANNED * 120:
        raise Refusal("console.too_many_codes", most=MOST_SCANNED)
    came: list[Passed] = []

    def verb(case: Case, ledger: Ledger, here: Site) -> Ledger:
        came[:] = [pass_station(case, ledger, here, organisation, station, reads, person)]
        return came[0].ledger

    _act(visit, f"station {station}", verb)
    refused = [say_refusal(visit.speech, one) for one in came[0].refused]
    return visit.show(
        "scanned.html.j2",
        200 if came[0].passed else 422,
        page="clean",
        station=station,
        passed=len(came[0].passed),
        refused=refused[:REFUSED_SHOWN],
        more=max(0, len(refused) - REFUSED_SHOWN),
    )


def _written(visit: Visit, subject: str, verb: Verb, place: str = "report") -> Response:
    _act(visit, subject, verb)
    return visit.go(f"/clean#{place}")


def _act(visit: Visit, subject: str, verb: Verb) -> Ledger:
    organisation, roles = _organisation(visit), visit.room.rulebook.roles
    typed = visit.text("at", 40).strip()
    at = instant_typed(typed, visit.speech.time_zone) if typed else visit.now

    def written(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, roles, subject)
        return verb(case, ledger, site_of(visit, ledger, organisation, at))

    return visit.room.act(visit.person, written)


def _assets(visit: Visit) -> tuple[str, ...]:
    """The assets of a list, each by any of its names, on lines or between commas."""
    text = visit.text("assets", LONGEST_LIST + 1)
    if len(text) > LONGEST_LIST:
        raise Refusal("console.too_many_assets", most=LONGEST_LIST)
    names = [word.strip() for word in text.replace("\n", ",").split(",") if word.strip()]
    if not names:
        raise Refusal("eradication.no_asset")
    found = assets_named(_organisation(visit), names)
    _of_their_companies(visit, found)
    return found


def _of_their_companies(visit: Visit, assets: Sequence[str]) -> None:
    """Whoever speaks for some companies alone reports on the machines of these."""
    organisation = _organisation(visit)
    _for(visit, {organisation.assets[organisation.asset_index[one]].entity for one in assets})


def _for(visit: Visit, companies: Collection[str]) -> None:
    """Ask that the person may report for the companies; "" is the whole group."""

    def verb(case: Case, ledger: Ledger) -> Ledger:
        for company in sorted(companies):
            allow_company(case, ledger, company, "clean-up")
        return ledger

    visit.room.act(visit.person, verb)


def _person(visit: Visit) -> str:
    """Who did it; by default who writes it."""
    return visit.text("person", 200).strip() or visit.person


def _organisation(visit: Visit) -> Organisation:
    if visit.organisation is None:
        raise Refusal("desk.nothing_adopted")
    return visit.organisation


PAGES = (
    Served("/clean/begin", begin, "POST"),
    Served("/clean/state", state, "POST"),
    Served("/clean/evidence", evidence, "POST"),
    Served("/clean/work", work, "POST"),
    Served("/clean/check", check, "POST"),
    Served("/clean/verify", verify, "POST"),
    Served("/clean/reconnect", reconnect, "POST"),
    Served("/clean/step", step, "POST"),
    Served("/clean/labels", labels, "POST"),
    Served("/clean/scanned", scanned, "POST"),
)
