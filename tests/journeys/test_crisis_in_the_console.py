"""A whole crisis in the console, from the first entry to operations that return.

The reference mutual on its Friday evening, in both languages: a historian and a director at once in
browsers of their own, and whom they call in. The components that are commanded are those of a
maker of agents, as its documentation says that it answers (`fake_vendors`), everything else goes on
paper. Nothing reaches into the program but to count, at the end, what the logbook holds.
"""

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from console_browser import COMPUTED, READ, Hand, Server, come_in, invite, take_codes
from endigue.journal.verification import verify
from endigue.wiring import hands
from fake_vendors import SECRET, Falcon, Vendors

pytestmark = pytest.mark.browser

PC = "pc-hq-0001"
SCAN = """<?xml version="1.0"?><nmaprun scanner="nmap" version="7.94" xmloutputversion="1.05">
<host><status state="up"/><address addr="192.0.2.77" addrtype="ipv4"/>
<hostnames><hostname name="forgotten-box"/></hostnames><ports>
<port protocol="tcp" portid="22"><state state="open"/><service name="ssh"/></port></ports></host>
<host><status state="down"/><address addr="192.0.2.78" addrtype="ipv4"/></host></nmaprun>"""
SAID = {
    "en": {"note": "the night guard sees a black screen", "lost": "the screen went black at 22:10"},
    "fr": {
        "note": "le gardien voit un écran <b>noir</b> & froid",
        "lost": "écran noir dès 22 h 10",
    },
}


@dataclass
class Crisis:
    """One crisis, its server and its people."""

    server: Server
    person: object
    language: str
    vendors: Vendors
    folder: Path
    people: dict[str, Hand] = field(default_factory=dict)

    def come(self, name: str, role: str) -> Hand:
        """Somebody is let in by the director and takes printed codes."""
        page = self.person(self.language)
        code = invite(self.people["director"].page, self.server.url, name, role)
        come_in(page, self.server.url, code)
        self.people[role] = Hand(page, self.server.url, take_codes(page))
        return self.people[role]

    @property
    def contained(self) -> set[str]:
        """Machines that the maker's agents hold off the network, as the maker knows."""
        falcon = self.vendors.falcon
        return {falcon.names[agent] for agent, state in falcon.state().items()
                if state == "contained"}  # fmt: skip


@pytest.fixture(params=["en", "fr"])
def crisis(request, serving, person, tmp_path: Path) -> Crisis:
    machines = [
        f"pc-{site}-{number:04}" for site in ("hq", "rg", "pv", "ca") for number in range(1, 99)
    ]
    falcon = Falcon({f"aid-{name}": "normal" for name in machines})
    falcon.names = {f"aid-{name}": name.upper() for name in machines}
    vendors = Vendors(falcon=falcon)
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    targets = (
        f'[[target]]\nkind = "crowdstrike"\nname = "agents"\nclient = "us"\nwait_seconds = 1\n'
        f'address = "{vendors.address("falcon")}"\npassword_from = "file:{secret}"\n'
    )
    server = serving({"targets.toml": targets})
    found = Crisis(server, person, request.param, vendors, tmp_path)
    page = person(request.param)
    come_in(page, server.url, server.opening)
    found.people["director"] = Hand(page, server.url, take_codes(page))
    return found


def test_a_crisis_is_led_from_the_first_entry_to_the_return(crisis: Crisis) -> None:
    director, historian = crisis.people["director"], crisis.come("A. Martin", "logbook-keeper")
    the_logbook_is_kept(crisis, director, historian)
    how_far_it_goes(historian)
    technical = crisis.come("T. Moreau", "operational")
    the_cut_is_computed_and_approved(director, historian, technical)
    the_cut_is_carried_out(crisis, technical, historian)
    work_goes_on_by_hand(historian)
    people_are_told(crisis, director, historian)
    the_cell_decides(director, historian)
    lever = machines_are_cleaned(historian, technical)
    a_cut_on_paper_is_lifted(historian, lever)
    cuts_are_undone(crisis, technical)
    operations_return(director, historian)
    the_organisation_is_completed(crisis, historian)
    everything_is_in_the_logbook(crisis, director, historian)


def the_logbook_is_kept(crisis: Crisis, director: Hand, historian: Hand) -> None:
    """What one writes with two keys is on the other's screen without being asked for."""
    said = SAID[crisis.language]
    director.at("/logbook")
    historian.at("/").page.keyboard.press("n")
    historian.page.keyboard.type(said["note"])
    with historian.page.expect_navigation(wait_until=READ):
        historian.page.keyboard.press("Enter")
    line = director.see(".line", said["note"])
    number = line.get_attribute("data-entry")
    historian.at(f"/logbook/{number}")
    historian.send(f"/logbook/{number}/correct", text=said["lost"], verified="yes", reason="CCTV")
    director.at("/logbook")
    corrected = director.see(f"#e{number}")
    assert said["lost"] in corrected.inner_text()
    assert corrected.locator(".tag.good").count() == 1, "it is verified by now"
    assert said["note"] in director.at(f"/logbook/{number}").page.locator("pre.body").inner_text()


def how_far_it_goes(historian: Hand) -> None:
    """From the map into a zone, to an asset, and what somebody knows of it."""
    historian.at("/reach").page.locator("figure svg a").first.click()
    historian.see("main h1 .soft-text")
    historian.page.locator("main table a").first.click()
    historian.see("dl.pairs code")
    historian.send("/reach/state", verdict="confirmed", reason="beacon in the proxy's log")
    historian.see("dl.pairs dd", "beacon in the proxy's log")


def the_cut_is_computed_and_approved(director: Hand, historian: Hand, technical: Hand) -> None:
    """Keep something running, put the answer in force, ask, and have another one approve."""
    technical.at("/cut")
    first = technical.page.locator("input[name=operation]").first.get_attribute("value")
    director.at("/cut")
    technical.send("/cut/orders", operation=first)
    technical.computed().at("/cut").see("form[action='/cut/adopt']")
    technical.send("/cut/adopt").computed().at("/cut").see("#computation .card .tag.good")

    historian.at("/cut").send("/cut/ask", option="plan", reason="it spreads tonight")
    assert historian.page.locator("form[action='/cut/approve']").count() == 0, "not one's own"
    technical.at("/cut").refused("/cut/approve")
    director.at("/cut").refused("/cut/approve", figure="000000")
    director.at("/cut").send("/cut/approve", figure=director.code())
    director.see(".notice.good")
    historian.see(".notice.good")
    director.at("/cut?at=2026-02-06T22:35:00%2B01:00")
    assert director.page.locator(".notice.good").count() == 0
    assert director.page.locator("main form[method=post]").count() == 0


def the_cut_is_carried_out(crisis: Crisis, technical: Hand, historian: Hand) -> None:
    """Rehearsed, done by agents and on paper, looked at, and the paper typed in."""
    historian.at("/cut")
    assert historian.page.locator("form[action='/cut/rehearse']").count() == 0
    technical.at("/cut").send("/cut/rehearse")
    technical.computed().at("/cut").see("#rehearsal summary").click()
    technical.see("#rehearsal pre", "contain")
    assert crisis.contained == set(), "a rehearsal changes nothing"
    assert technical.fetched("/cut/work-orders?rehearsal").startswith(b"%PDF")
    assert technical.at("/cut").refused("/cut/carry", figure="no such code")
    technical.at("/cut").send("/cut/carry", figure=technical.code())
    technical.computed().at("/cut").see("#carry .tag.good")
    assert crisis.contained, "the agents were told"
    in_force = technical.page.locator("#carry tr:has(.tag.good) th").all_inner_texts()
    assert len(in_force) == len(crisis.contained)
    assert technical.fetched("/cut/work-orders").startswith(b"%PDF")

    orders = historian.at("/cut").page.locator("details[id^=work-]")
    numbers = [one.get_attribute("id").removeprefix("work-") for one in orders.all()]
    for number, outcome in zip(numbers[:2], ("done", "failed"), strict=True):
        historian.at("/cut").send("/cut/work", outcome, {"number": number}, by="N. Roux")
    assert historian.page.locator("#carry tbody tr", has_text="N. Roux").count() == 2
    technical.at("/cut").send("/cut/look").computed().at("/cut")
    assert technical.page.locator("#carry tr:has(.tag.bad)").count() == 1, "what was not done"


def work_goes_on_by_hand(historian: Hand) -> None:
    """Numbered sheets for a desk."""
    historian.at("/going")
    assert historian.page.locator("svg").count() > 0
    sheets = historian.taken("/going/forms", desk="telephone desk", count="3")
    assert sheets.startswith(b"%PDF")
    assert "3" in historian.at("/going").see("#hand-title ~ .tiles .value").inner_text()


def people_are_told(crisis: Crisis, director: Hand, historian: Hand) -> None:
    """Clocks begin, the page goes from words to the public, a notice and reports go out."""
    for event, value in (("detected", ""), ("aware", ""), ("personal-data-breach", "")):
        historian.at("/tell").send("/tell/record", event=event, value=value, verified="yes",
                                   at="2026-02-06T21:30")  # fmt: skip
    assert historian.page.locator("#clocks tbody tr").count() > 0
    historian.see(".due b time")

    press, legal = crisis.come("P. Rey", "communication"), crisis.come("L. Petit", "legal")
    half = press.at("/tell").refused("/tell/bulletin", update_en="Some services stand still")
    assert "Some services" in half
    state = press.at("/tell").form("/tell/bulletin").locator("select").first.get_attribute("name")
    press.send("/tell/bulletin", update_en="Some services stand still",
               update_fr="Certains services sont arrêtés", **{state: "stopped"})  # fmt: skip
    press.send("/tell/draft")
    legal.at("/tell").send("/tell/step", "review")
    director.at("/tell").send("/tell/step", "approve")
    press.at("/tell").send("/tell/publish")
    public = crisis.server.case / "public"
    page = " ".join(one.read_text("utf-8") for one in public.rglob("*.html"))
    assert "Some services stand still" in page and "Certains services sont arrêtés" in page

    staff = {"audience": "staff"}
    press.at("/tell/notices").send("/tell/message", "", staff, title_en="Do not log on",
                                   title_fr="Ne vous connectez pas", text_en="Keep it off.",
                                   text_fr="Laissez-le éteint.")  # fmt: skip
    press.send("/tell/notices", "draft", staff)
    legal.at("/tell/notices").send("/tell/notices", "review")
    director.at("/tell/notices").send("/tell/notices", "approve")
    issued = press.at("/tell/notices").taken("/tell/notices", "issue")
    assert any(name.endswith(".pdf") for name in ZipFile(BytesIO(issued)).namelist())

    legal.at("/tell/regulators")
    assert ZipFile(BytesIO(legal.fetched("/tell/regulators/file"))).namelist()
    report = historian.at("/tell").taken("/tell/situation", summary="contained, not yet clean")
    assert report.startswith(b"%PDF")


def the_cell_decides(director: Hand, historian: Hand) -> None:
    """A question asked and decided, an action set and closed, something unknown settled."""
    question = historian.at("/tell").form("/tell/cell", what="question")
    question.locator("[name=text]").fill("Tell the members tonight?")
    for place, option in enumerate(("tonight", "tomorrow")):
        question.locator("[name=option]").nth(place).fill(option)
    with historian.page.expect_navigation(wait_until=READ):
        question.locator("button").click()
    director.at("/").page.locator("main .tasks a", has_text="Tell the members tonight?").click()
    director.send("/tell/cell", "", {"what": "decide"}, option="tomorrow", why="nobody reads now")
    historian.at("/tell").send("/tell/cell", "", {"what": "action"}, text="Call the insurer")
    historian.see("#cell .tasks li", "Call the insurer")
    historian.send("/tell/cell", "", {"what": "close"})
    historian.send("/tell/cell", "", {"what": "unknown"}, text="Are Thursday's backups sound?")
    assert "Thursday" in director.at("/").see("main .tasks li", "Thursday").inner_text()
    historian.at("/tell").send("/tell/cell", "", {"what": "settle"}, why="yes, read and compared")


def machines_are_cleaned(historian: Hand, technical: Hand) -> str:
    """Everything that was held goes through every gate, and so does what it stands on. The lever
    of an account, which was pulled on paper.
    """
    row = historian.at("/cut").page.locator("#carry tr[id^='lever-disable-']").first
    lever = row.get_attribute("id").removeprefix("lever-")
    historian.at("/clean").send("/clean/begin")
    historian.page.locator(f"#due [data-asset='{PC}']").wait_for()
    named = historian.page.locator("#due [data-asset]").all_inner_texts()
    machines = [one for one in named if re.match("(PC|SRV)-", one)]
    accounts = [one for one in named if re.match(r"u\d|svc-", one)]
    groups = [one for one in named if one not in machines and one not in accounts]
    bad = ", ".join([*machines, *accounts])
    historian.refused("/clean/work", "start", assets=bad)
    historian.at("/clean").send("/clean/state", assets=bad, state="compromised", why="its logs")
    historian.send("/clean/state", assets=bad, state="isolated", why="cut off")
    historian.send("/clean/evidence", "", {"what": "waive"}, assets=bad, decided_by="Direction",
                   why="images of the servers are enough")  # fmt: skip
    historian.send("/clean/work", "start", assets=bad, way="rebuild")
    historian.send("/clean/work", "done", assets=bad)
    technical.at("/clean").refused("/clean/verify", assets=bad)
    for each in (machines, accounts, groups):
        if each:
            checked(technical, ", ".join(each))
    historian.at("/clean").refused("/clean/verify", assets=bad)  # who did it does not vouch
    technical.at("/clean").send("/clean/verify", assets=", ".join(named))
    technical.refused("/clean/reconnect", assets=PC)

    # What one stands on is shown in its row, twenty at a time, and no more once it is verified.
    for asset in (PC, lever.removeprefix("disable-")):
        while awaited := stands_on(technical.at("/clean"), asset):
            for kind in sorted({one.partition("-")[0] for one in awaited}):
                assets = ", ".join(one for one in awaited if one.partition("-")[0] == kind)
                technical.at("/clean").send("/clean/state", assets=assets, state="suspected",
                                            why="of the core of trust")  # fmt: skip
                checked(technical, assets)
                technical.at("/clean").send("/clean/verify", assets=assets)
                assert technical.page.url.endswith("#report"), assets
    technical.at("/clean").send("/clean/reconnect", assets=PC)
    assert technical.page.url.endswith("#report"), "the gate lets it back"
    assert technical.page.locator(f"#due [data-asset='{PC}']").count() == 0
    assert technical.taken("/clean/labels").startswith(b"%PDF")
    technical.at("/clean").send("/clean/scanned", station="in", codes="no-such-label")
    return lever


def checked(technical: Hand, assets: str) -> None:
    """Make the checks that the row of the first of some assets of one kind says are missing."""
    row = row_of(technical.at("/clean"), assets.split(", ")[0])
    for check in row.locator("td").nth(2).inner_text().split("; "):
        technical.at("/clean").send("/clean/check", "yes", assets=assets, check=check)


def row_of(technical: Hand, asset: str) -> object:
    """The row of an asset of which there is more to say than its next step."""
    named = technical.page.locator("th", has_text=re.compile(rf"^{asset}$", re.IGNORECASE))
    return technical.page.locator("#due .apart tr", has=named).first


def stands_on(technical: Hand, asset: str) -> list[str]:
    """What the row of an asset says that it stands on and that is not clean."""
    row = row_of(technical, asset)
    if not row.count():
        return []
    for summary in row.locator("summary").all():
        summary.click()
    said = row.locator("td").last.inner_text()
    return re.findall(r"\b[A-Z]+(?:-[A-Z0-9]+)+\b", said)


def a_cut_on_paper_is_lifted(historian: Hand, lever: str) -> None:
    """What holds nobody off any more is undone by hand, and written to be."""
    historian.at("/clean/lifting")
    historian.send("/clean/lifting", lever=lever, person="N. Roux", why="new secret, rights read")
    assert historian.page.url.endswith("/clean/lifting")
    assert historian.page.locator(f"input[value='{lever}']").count() == 0


def cuts_are_undone(crisis: Crisis, technical: Hand) -> None:
    """What agents hold off the network is let back by them."""
    before = crisis.contained
    assert PC.upper() in before
    technical.at("/cut").send("/cut/undo", lever=f"isolate-{PC}", figure=technical.code())
    technical.computed()
    assert crisis.contained == before - {PC.upper()}


def operations_return(director: Hand, historian: Hand) -> None:
    """Two questions, one answer put in force, work as it really went, and the gate."""
    historian.at("/back").send("/back/what-if", "", {"kind": "lend"}, skill="forensic", amount="2")
    historian.computed().at("/back").see("#what-if .card")
    last = historian.page.locator("#if-operation option").last.get_attribute("value")
    historian.send("/back/what-if", "first", operation=last)
    historian.computed().at("/back")
    assert historian.page.locator("form[action='/back/first']").count() == 0, "not the historian's"
    director.at("/back").send("/back/first", "", {"operation": last})
    director.computed().at("/back").see("main > p.notice .from")
    chain = historian.at("/back").page.locator("#chain details").first
    chain.locator("summary").click()
    assert chain.locator("ol.chain li").count() >= 1

    historian.send("/back/safe-date", before="2026-01-30T00:00", why="before the first trace")
    operation = historian.page.locator("#if-operation option").first.get_attribute("value")
    while step := missing_step(historian.at("/back"), operation):
        asset, doing = step
        crew = historian.form("/back/report").locator("[name=crew] option").first
        work = {"asset": asset, "step": doing, "crew": crew.get_attribute("value")}
        historian.send("/back/report", what="start", **work)
        historian.send("/back/report", what="done", hours="0.5", **work)
    director.at("/back").send("/back/gate", "yes", {"operation": operation}, why="verified")
    assert director.page.locator("#gates .tag.good").count() >= 1
    director.send("/computation", "", {"kind": "restoration"}).computed()


def missing_step(historian: Hand, operation: str) -> tuple[str, str] | None:
    """The next thing that the gate of an operation waits for, and its step."""
    row = historian.page.locator(f"#gates li[data-operation='{operation}']")
    missing = row.locator("[data-asset]")
    if missing.count() == 0:
        return None
    first = missing.first
    return first.get_attribute("data-asset"), first.get_attribute("data-step")


def the_organisation_is_completed(crisis: Crisis, historian: Hand) -> None:
    """A scan is imported, with what was taken and what was left out."""
    scan = crisis.folder / "scan.xml"
    scan.write_text(SCAN)
    historian.at("/prepare").send("/prepare/organisation/files", file=scan, kind="nmap")
    assert historian.see("#assets-title ~ .scroll tbody td").inner_text() == "1"
    assert historian.page.locator("#left-title").count() == 1


def everything_is_in_the_logbook(crisis: Crisis, director: Hand, historian: Hand) -> None:
    """No entry is missing or doubled, the chain holds, and what was refused is told."""
    assert director.at("/people").page.locator("#refusals-title ~ ul li").count() >= 1
    director.at("/")
    historian.at("/logbook?words=N. Roux")
    assert historian.page.locator(".line").count() >= 1
    crisis.server.end()
    store = hands(lambda: COMPUTED).cases.journal(str(crisis.server.case))
    found = verify(store.read())
    store.close()
    assert found.ok and found.entries > 100
