from datetime import timedelta

from clean_house import minute, seen, small
from endigue.desk.eradicating import Site
from endigue.desk.exhibits import exhibits
from endigue.eradication import facts
from endigue.eradication.checks import Checks
from endigue.eradication.ground import Ground

IMAGE, LOG, SCAN = "ab" * 32, "cd" * 32, "ef" * 32
GROUND = Ground(small())


def found(*reports, at: float = 1e4):
    return exhibits(Site(seen(*reports), GROUND, Checks({}), minute(at)))


def test_every_piece_is_listed_with_its_hands() -> None:
    items = (facts.Item("disk.raw", IMAGE, 7, "Ana", "safe"), facts.Item("log", LOG, 1, "Ana"))
    story = [
        (1, facts.EvidencePreserved("pc-1", items)),
        (2, facts.CustodyPassed(IMAGE, "Ana", "Police", "seized")),
        (3, facts.EvidenceCompared(IMAGE, IMAGE)),
        (4, facts.EvidenceCompared(LOG, IMAGE)),
    ]
    image, log = found(*story)
    assert (image.name, image.size, image.place, image.holder) == ("disk.raw", 7, "safe", "Police")
    assert image.sound and not log.sound
    assert [(hand.what, hand.person) for hand in image.hands] == [
        ("taken", "Ana"), ("passed", "Police"), ("compared", "logbook"),
    ]  # fmt: skip
    assert [hand.what for hand in log.hands] == ["taken", "differs"]
    assert image.hands[1].at - image.hands[0].at == timedelta(minutes=1)
    early, _ = found(*story, at=1.5)
    assert early.holder == "Ana" and len(early.hands) == 1


def test_the_report_of_a_scan_is_evidence_of_all_that_it_is_about() -> None:
    scan = (1, facts.StationPassed("scan", ("pc-1", "pc-2"), "Bob", 2, SCAN))
    (one,) = found(scan)
    assert (one.assets, one.holder, one.sound) == (("pc-1", "pc-2"), "Bob", True)


def test_what_was_never_taken_is_no_evidence() -> None:
    assert found((1, facts.CustodyPassed(IMAGE, "Ana", "Bob"))) == ()
