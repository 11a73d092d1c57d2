"""Sentences of what goes out from the page Tell."""

SENTENCES: dict[str, str] = {
    "console.tell.publish": "Publish to the folder",
    "console.tell.bulletin": "Write what the public is told",
    "console.tell.bulletin_why": (
        "Each text in both languages. What is left empty stays as it was told before. It is "
        "public only once a version of the page that says it is published."
    ),
    "console.tell.bulletin_update": "What is new",
    "console.tell.bulletin_happened": "What happened",
    "console.tell.bulletin_data": "What is known of personal data",
    "console.tell.bulletin_fraud": "Beware of",
    "console.tell.bulletin_contact": "How to reach us",
    "console.tell.bulletin_signed": "Signed",
    "console.tell.bulletin_services": "How each service is told to stand",
    "console.tell.bulletin_next": "When people hear from us again",
    "console.tell.bulletin_more": "Other texts of the page",
    "console.tell.bulletin_resolved": "The incident is over",
    "console.tell.in_en": "in English",
    "console.tell.in_fr": "in French",
    "console.tell.mode_stopped": "stands still now",
    "console.tell.mode_by_hand": "is done by hand now",
    "console.tell.mode_running": "runs now",
    "console.tell.as_told": "as told before: {state}",
    "console.tell.not_told": "nothing told",
    "console.tell.publish_where": (
        "An approved page is left in the folder 'public' of the case, on the machine of the "
        "console: from there somebody brings it to the public."
    ),
    "console.tell.out": "Documents that go out",
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
    "console.tell.audience_telephone": "People who call",
    "console.tell.no_words": "No text of its own was written for this audience.",
    "console.tell.notice_preview": "Download the next notice as a draft",
    "console.tell.draft_notice": "Draw up the notice",
    "console.tell.write_words": "Write a text for this audience",
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
    "console.tell.letters": "Letters to people whose data was hit",
    "console.tell.letters_why": (
        "Article 34 of the GDPR: one letter for all, with what differs by profile of data. It "
        "names nobody. The list of people stays yours: the logbook keeps its hash and how many "
        "it holds."
    ),
    "console.tell.letters_made": "How far the letter is",
    "console.tell.letters_printed": "Printed",
    "console.tell.no_letters": "No letter was drawn up yet.",
    "console.tell.no_letter": "The letter is not written yet.",
    "console.tell.letter_words": "What the letter says",
    "console.tell.letter_what": "What happened",
    "console.tell.letter_consequences": "What may come of it",
    "console.tell.letter_measures": "What was done",
    "console.tell.letter_signed": "Who signs",
    "console.tell.letter_profile": "For profile",
    "console.tell.letter_profile_number": "Profile of data {number}",
    "console.tell.letter_profile_id": (
        "Its name in the list, such as members (required for the first; letters without accents, "
        "digits, dots, dashes)"
    ),
    "console.tell.letter_concerned": "Which data is concerned",
    "console.tell.letter_spared": "Which data is not",
    "console.tell.letter_company": "Company that answers for the data",
    "console.tell.letter_write": "Write the letter",
    "console.tell.letter_draft": "Draw up the letter",
    "console.tell.letter_approve": "Approve the letter",
    "console.tell.letter_preview": "Download the letter as a draft, to invented people",
    "console.tell.letters_list": "The list of people (CSV)",
    "console.tell.letters_make": "Make the letters",
    "console.tell.letters_list_help": (
        "Columns: name, address…, profile, language, reference. At most {most} people at a "
        "time; the command makes more."
    ),
    "console.letter_profiles": (
        "name at least one profile of data, in letters, digits, dots, dashes, and say which "
        "data is concerned"
    ),
    "console.too_many_letters": (
        "the list has {count} people, more than the {most} that the console makes letters for: "
        "use `endigue communication message merge`"
    ),
    "console.absent_paper": "there is no paper '{text}' here",
    "console.too_long": "a text has at most {most} characters: shorten it",
    "console.tell.notice_drafted": "Drawn up by",
    "console.tell.notice_reviewed": "Reviewed by",
    "console.tell.notice_approved": "Approved by",
    "console.tell.notice_issued": "Issued by",
    "console.tell.notice_review": "I have reviewed this notice",
    "console.tell.notice_number": "{audience}, notice no. {number}",
    "console.tell.required": "required",
    "console.tell.letter_more_profiles": "More profiles of data",
    "console.tell.deadline": "Deadline",
    "console.tell.later_papers": "Later reports",
}
