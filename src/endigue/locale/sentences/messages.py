"""Sentences about messages, what was done with them, and where it began."""

SENTENCES: dict[str, str] = {
    "evidence.no_messages": (
        "No message is below {paths}: give .eml, .msg or mbox files, or a Maildir."
    ),
    "evidence.too_many_messages": (
        "More than {most} messages: give the boxes of fewer people or days."
    ),
    "evidence.no_traffic_log": (
        "{file} is no log that is read: give Squid, combined, W3C, Zeek, BIND, Unbound or dnsmasq."
    ),
    "evidence.no_activity_log": "{file} holds no Windows events (EVTX, JSON).",
    "evidence.no_raw_evidence": (
        "{paths} is no case, and holds no messages, logs or events that are read."
    ),
    "evidence.nothing_known_as_bad": (
        "'{text}' is no address, domain, SHA-256, sender or file of a message."
    ),
    "evidence.feed_holds_nothing": "{file} holds no address, domain or hash: check the feed.",
    "messages.left_out.link_not_followed": "a link to elsewhere, not followed",
    "messages.left_out.file_unreadable": "a file that cannot be read",
    "messages.left_out.too_large": "a message that is too large",
    "messages.left_out.clipped": "a message of which only the beginning was read",
    "messages.left_out.no_message": "a file that is no message",
    "messages.left_out.archive_broken": "an archive or document that is broken",
    "messages.left_out.archive_clipped": (
        "an archive or document that unpacks to too much, read in part"
    ),
    "messages.left_out.picture_broken": "a picture that is broken",
    "messages.left_out.picture_too_large": "a picture that is too large",
    "messages.left_out.too_deep": "a message whose parts are nested without end",
    "messages.left_out.too_many_parts": "a message of too many parts, of which the first were read",
    "messages.left_out.no_evidence": "a file that is no raw evidence",
    "messages.touch.clicked": "{who} followed the link on {host}, {at}: {address}",
    "messages.touch.looked_up": "{who} looked up {address} on {host}, {at}; no visit is recorded",
    "messages.wrong.payload_ran": "ran what the message brought",
    "messages.wrong.bad_file_ran": "ran a file known to be bad",
    "messages.wrong.download_ran": "ran a download out of a browser or mail program",
    "messages.wrong.script_from_document": "a document, browser or mail program started a script",
    "messages.wrong.called_bad_host": "a program called a bad host",
    "messages.wrong.recovery_deleted": "shadow copies or recovery were deleted",
    "messages.wrong.encoded_command": "an encoded command ran",
    "messages.wrong.remote_execution": "a command was started from another machine",
    "messages.step.campaign": "campaign “{detail}”, first received {at}",
    "messages.step.message": "message “{detail}” to {account}, {at}",
    "messages.step.click": "{account} on {host} followed {detail}, {at}",
    "messages.step.process": "process on {host} ({account}), {at}: {detail}",
    "messages.step.logon": "log-on {detail} as {account}, {at}",
    "messages.step.sign": "finding on {host}, {at}: {detail}",
    "messages.log.messages": "messages",
    "messages.log.proxy": "proxy",
    "messages.log.dns": "DNS",
    "messages.log.hosts": "machines",
    "messages.log.host": "machine",
    "messages.missing.no_log": "No log of this kind was given: {about}.",
    "messages.missing.no_records": "No record at all ({about}) from {start} to {end}.",
    "messages.missing.silent": "No record ({about}) from {start} to {end}.",
    "messages.missing.message_of_click": (
        "No message read holds the link: get the mailbox of {about} from {start} to {end}."
    ),
    "messages.missing.click_of_process": (
        "No click or log-on explains it: get proxy and DNS logs of {about} from {start} to {end}."
    ),
    "messages.missing.activity_of_host": (
        "Nothing is recorded of {about} itself: get its events from {start} to {end}."
    ),
    "messages.missing.process_of_sign": (
        "No process explains it: get the events of {about} from {start} to {end}."
    ),
    "messages.clock_ahead": (
        "The clock of {log} was {minutes} min ahead ({pairs} pairs): corrected."
    ),
    "messages.clock_behind": (
        "The clock of {log} was {minutes} min behind ({pairs} pairs): corrected."
    ),
    "messages.signal.display_differs": "the text shown names another site",
    "messages.signal.user_information": "user information before the host",
    "messages.signal.open_form": "a form that sends elsewhere",
    "messages.signal.qr_code": "a QR code",
    "messages.signal.inside_document": "a link inside a document",
    "messages.signal.redirector": "a redirector",
    "messages.signal.address_inside": "an address inside the address",
    "messages.signal.person_in_address": "a person's address in the link",
    "messages.signal.ip_address": "an IP address instead of a name",
    "messages.signal.shortener": "a shortened address",
    "messages.signal.mixed_scripts": "letters of several scripts",
    "messages.signal.international": "an international name",
    "messages.signal.unusual_port": "an unusual port",
    "messages.signal.lookalike_confusable": "letters that look like those of a known name",
    "messages.signal.lookalike_near": "nearly a known name",
    "messages.signal.lookalike_other_suffix": "a known name with another suffix",
    "messages.signal.lookalike_inside": "a known name inside another",
    "messages.signal.name_shows_other_address": "the sender's name shows another address",
    "messages.signal.reply_elsewhere": "answers go elsewhere",
    "messages.signal.authentication_failed": "SPF, DKIM or DMARC failed",
    "messages.signal.runs_when_opened": "an attachment that runs",
    "messages.signal.type_differs": "an attachment of another type than its name says",
    "messages.signal.double_ending": "a double ending",
    "messages.signal.reversed_name": "a name written backwards",
    "messages.signal.macros": "macros",
    "messages.signal.encrypted_archive": "an encrypted archive",
    "messages.signal.risky_inside": "an archive that holds what runs",
}
