"""An event of Sysmon for Linux: XML within a line of syslog."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

LONGEST = 1 << 20
"""Characters of an event; Sysmon's own bound is far lower."""


def sysmon_event(xml: str) -> dict[str, str] | None:
    """The fields of the event; None where it is none."""
    if len(xml) > LONGEST:
        return None
    try:
        root = fromstring(xml[: xml.rfind("</Event>") + len("</Event>")])
    except (ParseError, DefusedXmlException, ValueError):
        return None
    fields = {
        "EventID": _text(root, "System/EventID"),
        "Channel": _text(root, "System/Channel"),
        "Computer": _text(root, "System/Computer"),
        "EventRecordID": _text(root, "System/EventRecordID"),
    }
    created = root.find("System/TimeCreated")
    if created is not None:
        fields["TimeCreated_SystemTime"] = created.get("SystemTime", "")
    for data in root.findall("EventData/Data"):
        fields[data.get("Name", "Data")] = data.text or ""
    return fields


def _text(root: Element, path: str) -> str:
    return root.findtext(path) or ""
