"""Sentences of what goes out from the page Tell."""

SENTENCES: dict[str, str] = {
    "console.tell.publish": "Publish to the folder",
    "console.tell.publish_where": (
        "An approved page is left in the folder 'public' of the case, on the machine of the "
        "console: from there somebody brings it to the public."
    ),
    "console.tell.out": "What goes out",
    "console.tell.notices": "Notices to each audience",
    "console.tell.regulators": "Files for authorities and insurers",
    "console.tell.make_situation": "Write the situation report",
    "console.tell.summary": "The situation in three lines",
    "console.tell.next_point": "Next point",
    "console.tell.notices_why": (
        "What goes out is, word for word, what was approved, by somebody else than who drew it up."
    ),
    "console.tell.notices_made": "How far each notice is",
    "console.tell.no_notices": "No notice was drawn up yet.",
    "console.tell.audience": "Audience",
    "console.tell.issued": "Issued",
    "console.tell.approve_notice": "Approve the notice",
    "console.tell.issue": "Issue and download",
    "console.tell.audience_members": "Members",
    "console.tell.audience_staff": "Staff",
    "console.tell.audience_press": "Press",
    "console.tell.audience_partners": "Partners",
    "console.tell.audience_telephone": "Whoever calls",
    "console.tell.no_words": "Nothing was written for them alone.",
    "console.tell.notice_preview": "Download the next notice as a draft",
    "console.tell.draft_notice": "Draw up the notice",
    "console.tell.write_words": "Write the words for them",
    "console.tell.words_title_en": "Title, in English",
    "console.tell.words_title_fr": "Title, in French",
    "console.tell.words_text_en": "Text, in English",
    "console.tell.words_text_fr": "Text, in French",
    "console.tell.back_to": "Back to Tell",
    "console.tell.regulators_why": (
        "Filled from what is recorded as known at this instant. Nothing is sent to anybody."
    ),
    "console.tell.no_papers": "No company of the organisation owes one.",
    "console.tell.paper": "Paper",
    "console.tell.missing": "What is missing",
    "console.tell.file": "Its files",
    "console.tell.download": "Download",
    "console.tell.complete": "complete",
    "console.tell.lacks.one": "{count} answer is missing",
    "console.tell.lacks.many": "{count} answers are missing",
    "console.tell.paper_initial": "DORA, initial notification",
    "console.tell.paper_intermediate": "DORA, intermediate report",
    "console.tell.paper_final": "DORA, final report",
    "console.tell.paper_reclassified": "DORA, reclassified as not major",
    "console.tell.paper_gdpr": "Breach of personal data",
    "console.tell.paper_complaint": "Complaint to the police",
    "console.tell.paper_insurer": "Notice to the insurer",
    "console.absent_paper": "there is no paper '{text}' here",
    "console.too_long": "a text has at most {most} characters: shorten it",
}
