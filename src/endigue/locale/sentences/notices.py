"""Sentences of notices to each audience, and of the letter to people whose data was hit."""

SENTENCES: dict[str, str] = {
    "notices.title_members": "Information for our members no. {number}",
    "notices.title_staff": "Staff instruction no. {number}",
    "notices.title_press": "Press release no. {number}",
    "notices.title_partners": "Information for our partners no. {number}",
    "notices.title_telephone": "Telephone greeting no. {number}",
    "notices.title_people": "Letter to the people concerned no. {number}",
    "notices.first": "To begin with",
    "notices.replaces": "This replaces no. {number}, which no longer holds.",
    "notices.do": "What to do",
    "notices.never": "What not to do",
    "notices.place": "Where and when",
    "notices.url": "All news",
    "notices.contact_members": "How to reach us, by post or telephone",
    "notices.contact_staff": "Whom to ask",
    "notices.contact_press": "Press contact",
    "notices.contact_partners": "Whom to call",
    "notices.signed": "Signed",
    "notices.foot": "no. {number}, {digest}",
    "notices.drafted": "{title}: drafted.",
    "notices.reviewed": "{title}: reviewed.",
    "notices.approved": "{title}: approved.",
    "notices.merged": (
        "Letters to {people} people, files: {files}. The list was not recorded. Record "
        "people-informed once they are sent."
    ),
    "notices.specimen": "Specimen",
    "notices.letter_subject": "Your personal data",
    "notices.letter_reference": "Reference:",
    "notices.letter_greeting": "Dear Sir or Madam,",
    "notices.letter_what": "What has happened",
    "notices.letter_concerned": "Which of your data is concerned",
    "notices.letter_spared": "Which of your data is not concerned",
    "notices.letter_consequences": "What may come of it",
    "notices.letter_measures": "What we have done",
    "notices.letter_advice": "What you can do",
    "notices.letter_contact": "Whom to ask about it",
    "notices.letter_dpo": "Our data protection officer, {name}, answers you: {ways}.",
    "notices.letter_right": "Your right to complain",
    "notices.letter_right_fr": (
        "You may complain to the French data protection authority: CNIL, www.cnil.fr. This "
        "letter is sent under Article 34 of the General Data Protection Regulation."
    ),
    "notices.letter_right_other": (
        "You may complain to the data protection authority of your country. This letter is "
        "sent under Article 34 of the General Data Protection Regulation."
    ),
    "notices.file_is_wrong": (
        "{file} is not what it should be ({why}): see `endigue communication message --help`"
    ),
    "notices.profile_twice": "two profiles of the letter are named '{profile}': rename one",
    "notices.letter_lacks": "the letter says nothing for: {keys}. Write it in both languages.",
    "notices.no_letter": (
        "no letter is written yet: start with `endigue communication message letter`"
    ),
    "notices.no_dpo": (
        "the letter has to name the data protection officer of {company} and a way to reach "
        "them: fill in [legal] dpo of organisation.toml"
    ),
    "notices.nothing_written": (
        "nothing is written for {audience} yet: start with `endigue communication message write`"
    ),
    "notices.too_long_to_say": (
        "the greeting ({language}) is {words} spoken words, more than the {most} of thirty "
        "seconds: shorten it"
    ),
    "notices.none_such": (
        "there is no notice {number} to {audience}: `endigue communication message show` lists them"
    ),
    "notices.four_eyes": (
        "{person} drew up no. {number}: somebody else has to review and approve it"
    ),
    "notices.not_reviewed": "nobody has reviewed no. {number}: have it reviewed first",
    "notices.not_approved": "no. {number} is not approved: have it approved first",
    "notices.older": "no. {number} is older than no. {later}, which was given out: draft a new one",
    "notices.changed": (
        "the logbook no longer gives no. {number} as it was approved, for the organisation is "
        "another now: draft a new one"
    ),
    "notices.people_are_merged": (
        "letters are made from a list: use `endigue communication message merge`"
    ),
    "notices.place_is_public": (
        "{folder} is a folder that the public reads: keep the list and the letters elsewhere"
    ),
    "notices.people_header": (
        "{file} has the columns {found}: it needs {wanted}, and columns address1, address2…"
    ),
    "notices.people_row": (
        "{file}, line {line}: the row has other columns than the header, a cell that is too "
        "long, or too many lines of address"
    ),
    "notices.people_no_name": "{file}, line {line}: nobody is named",
    "notices.people_profile": (
        "{file}, line {line}: '{profile}' is no profile of the letter, which has {profiles}"
    ),
    "notices.people_language": "{file}, line {line}: '{language}' is not spoken: fr or en",
    "notices.people_none": "{file} names nobody",
    "notices.people_too_long": "{file} has more than {most} bytes: split it",
}
