"""Sentences of the public page, of roles, and of what is refused on the way to it."""

SENTENCES: dict[str, str] = {
    "status.title": "State of our services",
    "status.skip": "Skip to the content",
    "status.languages": "Languages",
    "status.other_language": "En français",
    "status.draft": "DRAFT, not approved: do not publish.",
    "status.corrects": "This page corrects version {version}.",
    "status.resolved": "The incident is over. All that was told stays below.",
    "status.overall_stopped": "Some services are stopped.",
    "status.overall_partly": "Some services run in part or by hand.",
    "status.overall_reopening": "The last services are being reopened.",
    "status.overall_slow": "All services run, some with delays.",
    "status.overall_working": "All services run.",
    "status.overall_none": "No service has been spoken of yet.",
    "status.updated": "Updated on",
    "status.next": "Next information on",
    "status.next_title": "Next information from {organisation}",
    "status.latest": "What is new",
    "status.services": "Our services, one by one",
    "status.since": "Since",
    "status.expected": "Expected back on",
    "status.works": "What still works",
    "status.meanwhile": "What you can do meanwhile",
    "status.happened": "What happened",
    "status.data": "Your data",
    "status.fraud": "Beware of fraud",
    "status.questions": "Questions and answers",
    "status.contact": "How to reach us",
    "status.history": "All that was told",
    "status.older": "Older news stand in the feed.",
    "communication.page_too_heavy": (
        "the page would have {size} bytes, more than {most}: shorten the texts of its "
        "services and questions"
    ),
    "status.version": "Version {version} of this page.",
    "status.feed": "Follow the news (Atom feed)",
    "status.calendar": "Dates for your calendar",
    "status.incident": "Cyberattack",
    "status.state_working": "runs as usual",
    "status.state_slow": "runs with delays",
    "status.state_partly": "runs in part or by hand",
    "status.state_stopped": "stopped",
    "status.state_reopening": "being reopened",
    "status.back": "{service}: expected back",
    "status.sms": "{service}: {state} since {moment}",
    "status.sms_next": "Next information: {moment}",
    "status.greeting": "Welcome to {organisation}. We are facing a computer incident.",
    "status.greeting_stopped": "At present these do not work: {services}.",
    "status.greeting_stopped_more": "At present these and others do not work: {services}.",
    "status.greeting_next": "Next information: {moment}.",
    "status.greeting_url": "All news stand on {url}.",
    "status.greeting_end": "We will never ask you for a password. Thank you for your patience.",
    "communication.bulletin_is_wrong": (
        "{file} is no bulletin ({why}): see `endigue communication status tell --help`"
    ),
    "communication.one_language_only": "'{text}' is said in one language only: add the other",
    "communication.unknown_figure": (
        "a text names {{{event}}}, which is no event: `endigue communication events` lists them"
    ),
    "communication.figure_not_recorded": (
        "a text names {{{event}}}, which nobody has recorded: record it, or tell the text "
        "without it"
    ),
    "communication.unnamed_service": (
        "'{operation}' is no operation of the organisation: give the service a name in "
        "both languages"
    ),
    "communication.nothing_told": (
        "nothing has been told to the public yet: start with `endigue communication status tell`"
    ),
    "communication.no_such_page": (
        "there is no version {version} of the page: `endigue communication status show` lists them"
    ),
    "communication.four_eyes": (
        "{person} drew up version {version}: somebody else has to review and approve it"
    ),
    "communication.not_reviewed": "nobody has reviewed version {version}: have it reviewed first",
    "communication.not_approved": "version {version} is not approved: have it approved first",
    "communication.older_version": (
        "version {version} is older than version {later}, which is published: draft a new one"
    ),
    "communication.page_changed": (
        "the logbook no longer gives version {version} as it was approved, for a record "
        "was withdrawn: draft a new one"
    ),
    "communication.not_published": (
        "version {version} was not published: only what went out is corrected"
    ),
    "communication.correction_says_nothing": (
        "a correction names the version that was wrong and says in both languages what: "
        "give --corrects, --correction-fr and --correction-en"
    ),
    "communication.not_allowed": (
        "{person} may not do this (roles held: {held}); it takes one of: {wanted}. The "
        "attempt is in the logbook."
    ),
    "communication.first_role": (
        "the first role of a case is one that may give others ({first}), not {role}"
    ),
    "communication.roles_clash": "{person} already holds the role {other}, which excludes {role}",
    "communication.role_not_held": "{person} does not hold the role {role}",
    "communication.last_to_give_roles": (
        "{person} would be the last who gives roles: give {role} to somebody else first"
    ),
    "communication.unknown_role": "'{role}' is no role: choose one of {roles}",
}
