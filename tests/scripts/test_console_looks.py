import importlib.util
from pathlib import Path

from starlette.routing import Match, Route

from endigue.console import events
from endigue.console.application import PAGES
from endigue.console.entering import routes

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "src" / "endigue" / "console" / "templates"


def looks():
    spec = importlib.util.spec_from_file_location("looks", ROOT / "scripts" / "console_looks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LIST = looks()


def asked_for() -> list[Route]:
    return [one for one in (*events.ROUTES, *routes(PAGES)) if "GET" in one.methods]


def route_of(path: str) -> Route | None:
    scope = {"type": "http", "method": "GET", "path": path.partition("?")[0]}
    # A path with a field in it takes others too: the one without comes first, as in the door.
    return next((one for one in asked_for() if one.matches(scope)[0] == Match.FULL), None)


def test_every_page_that_can_be_asked_for_is_looked_at() -> None:
    """A page that is added comes into scripts/console_looks.py: pictures and axe look at it."""
    seen = {route_of(one.path).path for one in (*LIST.OUTSIDE, *LIST.INSIDE)}
    unseen = {one.path for one in asked_for()} - seen - LIST.NO_PAGE.keys()
    assert unseen == set(), "name it in INSIDE, or in NO_PAGE with the reason"


def test_every_template_that_is_a_page_is_looked_at() -> None:
    there = {path.name.partition(".")[0] for path in TEMPLATES.iterdir()}
    pages = {name for name in there if not name.startswith("_")} - LIST.PARTS.keys()
    seen = {one.template for one in (*LIST.OUTSIDE, *LIST.INSIDE, *LIST.ANSWERS)}
    assert seen == pages


def test_what_is_left_out_is_there_and_has_a_reason() -> None:
    paths = {one.path for one in asked_for()} | {"/static/{name:path}"}
    assert LIST.NO_PAGE.keys() <= paths
    assert all(LIST.NO_PAGE.values()) and all(LIST.PARTS.values())


def test_every_form_that_is_sent_is_one_of_the_door() -> None:
    posts = {one.path for one in PAGES if one.method == "POST"}
    for one in LIST.ANSWERS:
        assert one.action in posts
        assert route_of(one.at) is not None
