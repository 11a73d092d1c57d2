from clean_house import minute, seen
from endigue.eradication import facts
from endigue.eradication.board import Board, board
from endigue.eradication.checks import Checks, parse_checks
from endigue.eradication.ground import Ground
from endigue.journal.fact import Fact

HASH = "ab" * 32
ITEM = facts.Item("disk image", HASH, 1, "Ana")


def checked(asset: str, kind: str, checks: Checks, at: float, *, cleaned: bool = False) -> list:
    needed = checks.needed(kind, "", minute(at).date(), cleaned=cleaned)
    return [
        *((at, facts.CheckMade((asset,), one.id, True, "Bob")) for one in needed),
        (at, facts.AssetsVerified((asset,), "Bob")),
    ]


def told(ground: Ground, checks: Checks, *reports: tuple[float, Fact], at: float = 1e4) -> Board:
    return board(seen(*reports), ground, checks, minute(at))


def cleaned(asset: str, checks: Checks, at: float) -> list:
    return [
        (at, facts.AssetsFoundBad((asset,), "seen")),
        (at, facts.AssetsIsolated((asset,), "lever")),
        (at, facts.EvidencePreserved(asset, (ITEM,))),
        (at, facts.CleaningStarted((asset,), "rebuild", "Ana")),
        (at, facts.CleaningDone((asset,), "Ana")),
        *checked(asset, "machine", checks, at, cleaned=True),
    ]


def core(checks: Checks, at: float = 0) -> list:
    return [*checked("dc-1", "machine", checks, at), *checked("esx-1", "machine", checks, at)]


def back(asset: str, at: float) -> tuple[float, Fact]:
    return at, facts.AssetsReconnected((asset,), "Bob")


def test_an_asset_goes_from_compromised_to_reconnected(ground: Ground, checks: Checks) -> None:
    reports = [*core(checks), *cleaned("pc-1", checks, 10), back("pc-1", 20)]
    found = told(ground, checks, *reports)
    states = [change.state for change in found.of("pc-1").changes]
    assert states == [
        "compromised", "isolated", "evidence_preserved", "cleaning", "verified", "reconnected",
    ]  # fmt: skip
    assert found.of("pc-1").evidence == (HASH,)
    assert not found.objections
    assert found.count["reconnected"] == 1 and found.count["verified"] == 2
    assert sum(found.count.values()) == len(ground)


def test_the_board_can_be_asked_for_a_past_instant(ground: Ground, checks: Checks) -> None:
    reports = [*core(checks), *cleaned("pc-1", checks, 10), back("pc-1", 20)]
    assert told(ground, checks, *reports, at=15).of("pc-1").state == "verified"
    assert told(ground, checks, *reports, at=5).of("pc-1").state == "unknown"


def test_what_stands_on_something_unverified_stays_out(ground: Ground, checks: Checks) -> None:
    reports = [*checked("dc-1", "machine", checks, 0), *checked("pc-1", "machine", checks, 1)]
    found = told(ground, checks, *reports, back("pc-1", 2))
    assert found.of("pc-1").state == "verified"
    assert found.of("pc-1").waits_for == ("dc-1", "esx-1")
    assert [one.code for one in found.objections] == ["eradication.stands_on_unverified"]
    assert found.blocks["esx-1"] == 2, "the controller waits for its host too"


def test_what_is_seen_bad_again_falls_back_with_all_that_stood_on_it(
    ground: Ground, checks: Checks
) -> None:
    reports = [
        *core(checks),
        *checked("pc-1", "machine", checks, 1), *checked("pc-2", "machine", checks, 1),
        back("pc-1", 2), back("pc-2", 2), back("esx-1", 2), back("dc-1", 2),
        (3, facts.AssetsFoundBad(("esx-1",), "beacon")),
    ]  # fmt: skip
    found = told(ground, checks, *reports)
    (fallback,) = found.fallbacks
    assert (fallback.asset, fallback.why) == ("esx-1", "beacon")
    assert fallback.behind == ("dc-1", "pc-1", "pc-2")
    assert found.of("esx-1").state == "compromised"
    for name in fallback.behind:
        assert (found.of(name).state, found.of(name).fell_with) == ("suspected", "esx-1")
    assert found.count["reconnected"] == 0


def test_what_relapsed_needs_new_evidence_and_new_checks(ground: Ground, checks: Checks) -> None:
    reports = [
        *core(checks), *cleaned("pc-1", checks, 1), back("pc-1", 2),
        (3, facts.AssetsFoundBad(("pc-1",), "again")),
        (4, facts.CleaningStarted(("pc-1",), "rebuild", "Ana")),
    ]  # fmt: skip
    found = told(ground, checks, *reports)
    assert found.of("pc-1").state == "compromised"
    assert found.of("pc-1").relapses == 1
    assert [one.code for one in found.objections] == ["eradication.no_evidence"]
    again = told(ground, checks, *reports[:-1], *cleaned("pc-1", checks, 5), back("pc-1", 6))
    assert again.of("pc-1").state == "reconnected"


def test_a_hit_after_the_rebuild_sends_it_back(ground: Ground, checks: Checks) -> None:
    hit = (11, facts.CheckMade(("pc-1",), "scan", False, "Bob", hits=2))
    found = told(ground, checks, *cleaned("pc-1", checks, 10)[:-1], hit)
    assert found.of("pc-1").state == "compromised"
    assert found.of("pc-1").passed == {}


def test_a_failed_check_that_reveals_nothing_is_only_missing(
    ground: Ground, checks: Checks
) -> None:
    failed = (11, facts.CheckMade(("pc-1",), "patches", False, "Bob"))
    found = told(ground, checks, *cleaned("pc-1", checks, 10)[:-1], failed)
    assert found.of("pc-1").state == "cleaning"
    assert found.of("pc-1").lacking == ("patches",)


def test_broken_custody_stops_the_cleaning(ground: Ground, checks: Checks) -> None:
    reports = cleaned("pc-1", checks, 10)[:3]
    stolen = (10.5, facts.CustodyPassed(HASH, "Cleo", "Bob"))
    begun = (11, facts.CleaningStarted(("pc-1",), "clean", "Ana"))
    found = told(ground, checks, *reports, stolen, begun)
    assert [one.code for one in found.objections] == ["eradication.evidence_broken"]
    waived = (10.7, facts.EvidenceWaived(("pc-1",), "no time", "Director"))
    assert told(ground, checks, *reports, stolen, waived, begun).of("pc-1").state == "cleaning"


def test_what_is_cut_off_again_stays_verified(ground: Ground, checks: Checks) -> None:
    reports = [*core(checks), *checked("pc-1", "machine", checks, 1), back("pc-1", 2)]
    found = told(ground, checks, *reports, (3, facts.AssetsIsolated(("pc-1",), "lever")))
    assert found.of("pc-1").state == "verified"


def test_a_check_of_the_organisation_counts_from_when_it_was_asked_for(
    ground: Ground, checks: Checks
) -> None:
    own = parse_checks(
        '[[check]]\nid = "boot"\nkinds = ["machine"]\nname = { fr = "x", en = "x" }\n'
        'since = 2020-01-01\nsource = "ours"\n'
    )
    asked = (5, facts.ChecksExtended(own, "own.toml"))
    before = told(ground, checks, asked, *checked("pc-1", "machine", checks, 1))
    assert before.of("pc-1").state == "verified"
    after = told(ground, checks, asked, *checked("pc-2", "machine", checks, 6))
    assert after.of("pc-2").lacking == ("boot",)


def test_workstations_pass_the_line_through_the_same_gates(ground: Ground, checks: Checks) -> None:
    def station(at: float, name: str, person: str = "Bob", hits: int = 0, report: str = ""):
        return at, facts.StationPassed(name, ("pc-1",), person, hits, report)  # type: ignore[arg-type]

    hit = [station(1, "in"), station(2, "scan", hits=1, report=HASH)]
    early = told(ground, checks, *hit, station(3, "clear"))
    assert early.of("pc-1").state == "evidence_preserved"
    assert [one.code for one in early.objections] == ["eradication.not_scanned"]
    again = [*hit, station(3, "reimage", "Ana"), station(4, "scan")]
    own = told(ground, checks, *again, station(5, "clear", "Ana"))
    assert [one.code for one in own.objections] == ["eradication.own_work"]
    whole = told(ground, checks, *core(checks), *again, station(5, "clear"), station(6, "out"))
    assert whole.of("pc-1").state == "reconnected"
    bare = told(ground, checks, station(1, "in"), station(2, "scan", hits=1), station(3, "reimage"))
    assert [one.code for one in bare.objections] == ["eradication.no_evidence"]


def test_what_is_no_asset_is_no_asset(ground: Ground, checks: Checks) -> None:
    found = told(ground, checks, (1, facts.AssetsReconnected(("ghost",), "Bob")))
    assert found.assets == {}
    assert [one.code for one in found.objections] == ["eradication.not_of_the_organisation"]


def test_the_board_says_what_is_to_be_done_next(ground: Ground, checks: Checks) -> None:
    story = [*cleaned("pc-1", checks, 10), back("pc-1", 20)]
    moments = range(len(story) + 1)
    said = []
    for count in moments:
        found = told(ground, checks, *story[:count])
        standing = found.of("pc-1")
        assert sum(found.next.values()) == (standing.next != "")
        if not said or said[-1] != standing.next:
            said.append(standing.next)
    assert said == ["", "evidence", "clean", "finish", "check", "verify", "wait"]
    ready = told(ground, checks, *core(checks), *story[:-1])
    assert ready.of("pc-1").next == "reconnect"
    assert told(ground, checks, *core(checks), *story).of("pc-1").next == ""
