from io import BytesIO

import pypdfium2
import pytest

from endigue.containment.enforcement.order import order_of
from endigue.containment.enforcement.work_order import sheet_of
from endigue.kernel.money import Cents
from endigue.locale.speech import Speech
from endigue.organisation.model import Asset, Flow, Lever, Organisation, Zone
from endigue.writers.work_orders import what, work_orders_print


@pytest.fixture
def organisation():
    levers = [("isolate_host", "pc-1"), ("close_flow", "smb"), ("unplug_zone", "lan")]
    return Organisation(
        "Mutuelle #strict[x] \\ “é”",
        zones=(Zone("lan", "10.77.2.0/24", "co", 2), Zone("srv", "Servers", "co", 1)),
        assets=(Asset("pc-1", "PC-1 *bold* #panic()", "machine", "lan", aliases=("10.77.2.10",)),),
        flows=(Flow("smb", "lan", "srv", "tcp", 445),),
        levers=tuple(
            Lever(f"lever-{n}", kind, target, 5.0, "it", Cents(0))
            for n, (kind, target) in enumerate(levers)
        ),
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_order_has_its_page_with_all_that_a_person_needs(organisation, language):
    sheets = [
        sheet_of(organisation, order_of(organisation, lever.id), number, "apply",
                 "enforcement.component_down", {"component": "router", "detail": "no route"})
        for number, lever in enumerate(organisation.levers, 1)
    ]  # fmt: skip
    speech = Speech(language)
    pages = pypdfium2.PdfDocument(BytesIO(work_orders_print(sheets, organisation.name, speech)))
    assert len(pages) == len(sheets)
    for number, (page, sheet) in enumerate(zip(pages, sheets, strict=True), 1):
        text = " ".join(page.get_textpage().get_text_bounded().split())
        assert speech.say("work.number", number=number) in text
        assert what(sheet.order, speech) in text
        assert speech.say("work.signature") in text
        for code in (*sheet.steps, *sheet.undo):
            first = speech.say(code).split()[:4]
            assert " ".join(first) in text, code
        assert speech.say("work.draft") not in text


def test_a_rehearsal_says_so_on_every_page(organisation):
    order = order_of(organisation, "lever-0")
    sheet = sheet_of(organisation, order, 1, "apply", "enforcement.no_component", {})
    made = work_orders_print([sheet], organisation.name, Speech("en"), draft=True)
    (page,) = pypdfium2.PdfDocument(BytesIO(made))
    assert "REHEARSAL" in page.get_textpage().get_text_bounded()
    assert made == work_orders_print([sheet], organisation.name, Speech("en"), draft=True)
