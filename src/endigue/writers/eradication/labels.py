"""Labels of the triage line: 24 on a sheet A4, each with its number, its name and a QR code."""

from collections.abc import Iterable
from io import BytesIO

import segno

from endigue.eradication.line.labels import Labels, qr_text, written
from endigue.locale.speech import Speech
from endigue.organisation.model import Organisation
from endigue.writers.inert import inert
from endigue.writers.kit.typeset import typeset

TEMPLATE = "triage_labels.typ"
STATIONS = ("in", "scan", "clear", "reimage", "out")


def labels_print(
    organisation: Organisation, labels: Labels, assets: Iterable[str], speech: Speech
) -> bytes:
    """The PDF with the labels of these assets, in their order; each of them has a number."""
    zones = {zone.id: zone.name or zone.id for zone in organisation.zones}
    whole = [organisation.assets[organisation.asset_index[asset]] for asset in assets]
    document = {
        "language": speech.language,
        "title": speech.say("eradication.labels_title"),
        "organisation": inert(organisation.name),
        "stations": [speech.say(f"eradication.box_{station}") for station in STATIONS],
        "labels": [
            {
                "number": written(labels.number_of[asset.id]),
                "qr": _qr(qr_text(labels.number_of[asset.id])),
                "name": inert(asset.name or asset.id),
                "where": inert(zones.get(asset.zone, asset.zone)),
            }
            for asset in whole
        ],
    }
    return typeset(TEMPLATE, document)


def _qr(said: str) -> str:
    """Black on white at error level Q: a quarter of it may be smudged."""
    out = BytesIO()
    code = segno.make(said, error="q", micro=False)
    code.save(out, kind="svg", border=2, dark="#000", light="#fff", xmldecl=False)
    return out.getvalue().decode()
