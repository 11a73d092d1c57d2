"""Sentences of the communication: refusals, legal clocks, classification."""

SENTENCES: dict[str, str] = {
    "communication.no_value_wanted": "{event} takes no value: write it without an equals sign",
    "communication.value_wanted": "{event} wants a value: write for example {event}={example}",
    "communication.not_yes_or_no": "{event}: '{text}' is neither yes nor no",
    "communication.not_a_count": "{event}: '{text}' is no whole number: write for example 52000",
    "communication.not_an_amount": (
        "{event}: '{text}' is no amount: write for example 125000 or 12.50"
    ),
    "communication.not_an_instant": (
        "{event}: '{text}' is no instant: write for example 2026-02-06T19:00:00+01:00"
    ),
    "communication.not_a_choice": "{event}: '{text}' is none of {choices}",
    "communication.not_a_country": (
        "{event}: '{text}' is no country: write two capitals, such as BE"
    ),
    "communication.text_too_long": "{event}: the text is longer than {most} characters: shorten it",
    "communication.unknown_event": (
        "'{event}' is no event that can be recorded; nearest: {nearest}; `endigue "
        "communication events` lists them"
    ),
    "communication.unknown_company": (
        "'{company}' is no company of the group: choose one of {companies}"
    ),
    "communication.for_the_group": (
        "{person} speaks for {companies} alone: record with --company for one of these, and leave "
        "what concerns the group to who speaks for it. The attempt is in the logbook."
    ),
    "communication.of_another_company": (
        "{person} sees {companies} alone, and this concerns another company ({subject}). The "
        "attempt is in the logbook."
    ),
    "communication.in_the_future": (
        "{instant} lies in the future (it is {now}): only what has happened is recorded"
    ),
    "communication.no_such_record": (
        "Entry {entry} is no record that counts: `endigue journal show` lists the entries"
    ),
    "communication.no_organisation": (
        "this case has adopted no organisation: give its folder with --organisation"
    ),
    "communication.legal_is_wrong": (
        "[legal] of organisation.toml makes no sense ({why}): correct it, and adopt the "
        "folder again"
    ),
    "communication.unknown_country": (
        "the bank holidays of {country} are not known: choose one of {countries} as [legal] country"
    ),
    "communication.state_not_started": "not started",
    "communication.state_running": "running",
    "communication.state_past_safe": "safe time is past",
    "communication.state_overdue": "overdue",
    "communication.state_done": "done",
    "communication.state_done_late": "done late",
    "communication.state_ended": "fallen away",
    "communication.state_without_delay": "at once: the law gives no hour",
    "communication.state_with_relief": (
        "{state}; until noon of the next working day because of {days}"
    ),
    "communication.clock_lacks": "{duty}, {company}: not sure before this is recorded: {events}.",
    "communication.moved_recorded": (
        "{duty}, {company}: moved from {before} to {after} by entry {entry} ({event})."
    ),
    "communication.moved_corrected": (
        "{duty}, {company}: moved from {before} to {after} because entry {entry} corrects "
        "an earlier record ({event})."
    ),
    "communication.moved_withdrawn": (
        "{duty}, {company}: moved from {before} to {after} because entry {entry} withdraws "
        "a record ({event})."
    ),
    "communication.major_yes": (
        "{company}: by what is recorded, the incident is major under DORA: classify it, "
        "the clock of the initial notification then runs."
    ),
    "communication.major_no": (
        "{company}: by what is recorded, the incident is not major under DORA."
    ),
    "communication.major_unknown": (
        "{company}: whether the incident is major under DORA is not known; missing: {missing}."
    ),
    "communication.duty_dora_initial": "DORA initial notification",
    "communication.duty_dora_intermediate": "DORA intermediate report",
    "communication.duty_dora_intermediate_recovery": "DORA intermediate report on recovery",
    "communication.duty_dora_final": "DORA final report",
    "communication.duty_dora_management": "Inform management (DORA)",
    "communication.duty_dora_clients": "Inform the clients concerned (DORA)",
    "communication.duty_dora_reclassification": "Report the reclassification (DORA)",
    "communication.duty_gdpr_authority": "Notify the data protection authority (GDPR)",
    "communication.duty_gdpr_people": "Inform the people concerned (GDPR)",
    "communication.duty_gdpr_controller": "Inform the controller (GDPR)",
    "communication.duty_gdpr_register": "Enter it in the register of breaches (GDPR)",
    "communication.duty_gdpr_omnibus_authority": "Notify the authority (Digital Omnibus, proposal)",
    "communication.duty_complaint_complaint": (
        "File a police complaint (condition of the cyber cover)"
    ),
    "communication.duty_health_authorities": "Report the health incident",
    "communication.duty_nis2_early_warning": "NIS2 early warning (pending)",
    "communication.duty_nis2_notification": "NIS2 notification (pending)",
    "communication.duty_nis2_final": "NIS2 final report (pending)",
    "communication.day_saturday": "Saturday",
    "communication.day_sunday": "Sunday",
    "communication.day_new_year": "New Year’s Day",
    "communication.day_labour_day": "Labour Day",
    "communication.day_victory_1945": "Victory Day (8 May)",
    "communication.day_national_day": "Bastille Day",
    "communication.day_assumption": "Assumption",
    "communication.day_all_saints": "All Saints’ Day",
    "communication.day_armistice_1918": "Armistice Day",
    "communication.day_christmas": "Christmas",
    "communication.day_easter_monday": "Easter Monday",
    "communication.day_ascension": "Ascension Day",
    "communication.day_whit_monday": "Whit Monday",
    "communication.day_saint_stephen": "Saint Stephen’s Day (Alsace-Moselle)",
    "communication.day_good_friday": "Good Friday (Alsace-Moselle)",
}
