"""Names of the fields of the DORA incident report, and what is said of them."""

SENTENCES: dict[str, str] = {
    "communication.field_1_1": "Type of submission",
    "communication.field_1_2": "Name of the entity submitting the report",
    "communication.field_1_3": "Identification code of the entity submitting the report",
    "communication.field_1_4": "Type of the affected financial entity",
    "communication.field_1_5": "Name of the financial entity affected",
    "communication.field_1_6": "LEI code of the financial entity affected",
    "communication.field_1_7": "Primary contact person name",
    "communication.field_1_8": "Primary contact person email",
    "communication.field_1_9": "Primary contact person telephone",
    "communication.field_1_10": "Second contact person name",
    "communication.field_1_11": "Second contact person email",
    "communication.field_1_12": "Second contact person telephone",
    "communication.field_1_13": "Name of the ultimate parent undertaking",
    "communication.field_1_14": "LEI code of the ultimate parent undertaking",
    "communication.field_1_15": "Reporting currency",
    "communication.field_2_1": "Incident reference code assigned by the financial entity",
    "communication.field_2_2": "Date and time of detection of the ICT-related incident",
    "communication.field_2_3": "Date and time of classification of the incident as major",
    "communication.field_2_4": "Description of the ICT-related incident",
    "communication.field_2_5": "Classification criteria that triggered the incident report",
    "communication.field_2_6": (
        "Materiality thresholds for the classification criterion ‘Geographical spread’"
    ),
    "communication.field_2_7": "Discovery of the major ICT-related incident",
    "communication.field_2_8": (
        "Indication whether the incident originates from a third-party provider or another "
        "financial entity"
    ),
    "communication.field_2_9": "Activation of business continuity plan, if activated",
    "communication.field_2_10": "Other relevant information",
    "communication.field_3_1": "Incident reference code provided by the competent authority",
    "communication.field_3_2": "Date and time of occurrence of the incident",
    "communication.field_3_3": (
        "Date and time when services, activities or operations have been recovered"
    ),
    "communication.field_3_4": "Number of clients affected",
    "communication.field_3_5": "Percentage of clients affected",
    "communication.field_3_6": "Number of financial counterparts affected",
    "communication.field_3_7": "Percentage of financial counterparts affected",
    "communication.field_3_8": "Impact on relevant clients or financial counterparts",
    "communication.field_3_9": "Number of affected transactions",
    "communication.field_3_10": "Percentage of affected transactions",
    "communication.field_3_11": "Value of affected transactions",
    "communication.field_3_12": (
        "Information on whether the numbers are actual or estimates, or whether there has "
        "not been any impact"
    ),
    "communication.field_3_13": "Reputational impact",
    "communication.field_3_14": "Contextual information about the reputational impact",
    "communication.field_3_15": "Duration of the incident",
    "communication.field_3_16": "Service downtime",
    "communication.field_3_17": (
        "Information on whether the numbers for duration and service downtime are actual "
        "or estimates"
    ),
    "communication.field_3_18": "Types of impact in the Member States",
    "communication.field_3_19": (
        "Description of how the incident has an impact in other Member States"
    ),
    "communication.field_3_20": (
        "Materiality thresholds for the classification criterion ‘Data losses’"
    ),
    "communication.field_3_21": "Description of the data losses",
    "communication.field_3_22": "Classification criterion ‘Critical services affected’",
    "communication.field_3_23": "Type of the incident",
    "communication.field_3_24": "Other types of incidents",
    "communication.field_3_25": "Threats and techniques used by the threat actor",
    "communication.field_3_26": "Other types of techniques",
    "communication.field_3_27": (
        "Information about affected functional areas and business processes"
    ),
    "communication.field_3_28": "Affected infrastructure components supporting business processes",
    "communication.field_3_29": (
        "Information about affected infrastructure components supporting business processes"
    ),
    "communication.field_3_30": "Impact on the financial interest of clients",
    "communication.field_3_31": "Reporting to other authorities",
    "communication.field_3_32": "Specification of ‘other’ authorities",
    "communication.field_3_33": (
        "Temporary actions/measures taken or planned to be taken to recover from the incident"
    ),
    "communication.field_3_34": (
        "Description of any temporary actions and measures taken or planned to be taken to "
        "recover from the incident"
    ),
    "communication.field_3_35": "Indicators of compromise",
    "communication.field_4_1": "High-level classification of root causes of the incident",
    "communication.field_4_2": "Detailed classification of root causes of the incident",
    "communication.field_4_3": "Additional classification of root causes of the incident",
    "communication.field_4_4": "Other types of root cause types",
    "communication.field_4_5": "Information about the root causes of the incident",
    "communication.field_4_6": "Incident resolution",
    "communication.field_4_7": "Date and time when the incident root cause was addressed",
    "communication.field_4_8": "Date and time when the incident was resolved",
    "communication.field_4_9": (
        "Information if the permanent resolution date of the incidents differs from the "
        "initially planned implementation date"
    ),
    "communication.field_4_10": "Assessment of risk to critical functions for resolution purposes",
    "communication.field_4_11": "Information relevant for resolution authorities",
    "communication.field_4_12": (
        "Materiality threshold for the classification criterion ‘Economic impact’"
    ),
    "communication.field_4_13": "Amount of gross direct and indirect costs and losses",
    "communication.field_4_14": "Amount of financial recoveries",
    "communication.field_4_15": (
        "Information on whether the non-major incidents have been recurring"
    ),
    "communication.field_4_16": "Date and time of occurrence of recurring incidents",
    "communication.stage_initial": "DORA initial notification of an incident",
    "communication.stage_intermediate": "DORA intermediate report of an incident",
    "communication.stage_final": "DORA final report of an incident",
    "communication.stage_reclassified": "DORA: incident reclassified as non-major",
    "communication.part_1": "1. General information",
    "communication.part_2": "2. Initial notification",
    "communication.part_3": "3. Intermediate report",
    "communication.part_4": "4. Final report",
    "communication.report_state": "State of the report",
    "communication.report_whole": "Nothing that the regulation asks for at this stage is missing.",
    "communication.report_lacks": "Not complete. Fields that lack something: {count}.",
    "communication.report_field": "Field",
    "communication.report_question": "What is asked",
    "communication.report_answer": "Answer",
    "communication.report_entries": "Entries",
    "communication.report_missing": "MISSING",
    "communication.estimate": "{value} (estimate)",
    "communication.in_thousands": "{amount} thousand",
    "communication.yes": "yes",
    "communication.no": "no",
    "communication.field_missing": "{id} {name}: record {sources}.",
    "communication.field_undecided": "{id} {name}: whether it is asked for depends on {sources}.",
    "communication.profile_key": "{key} in [legal] of organisation.toml",
    "communication.foot": "journal, entry {entry}, {hash}",
    "communication.check_order": "Fields {fields}: {after} is said to come before {before}.",
    "communication.check_part": "Fields {fields}: {part} is more than {whole}.",
    "communication.check_none": "Field {fields}: 'none' stands beside other choices of {event}.",
    "communication.check_cause": (
        "Fields {fields}: {cause} belongs to a broad class that is not ticked."
    ),
    "communication.check_reference": (
        "Field {fields}: the reference has other signs than letters, digits and hyphens."
    ),
    "communication.which_company": (
        "'{company}' is not one company in the scope of DORA: name one of {companies} with "
        "--company"
    ),
    "communication.not_law_yet": (
        "DORA’s thresholds were not law on {day}: give another day with --law"
    ),
    "communication.sheet_gdpr": "Notice of a breach of personal data",
    "communication.sheet_complaint": "Complaint file",
    "communication.sheet_insurer": "Insurer file",
    "communication.notice_answers": "Questions and answers",
    "communication.notice_article": "Article",
    "communication.notice_lacks": "Not complete. To be recorded: {events}.",
    "communication.annexes": "Annexes",
    "communication.annex": "Piece",
    "communication.annex_journal": "The logbook, head of the chain",
    "communication.question_aware": "When it became known",
    "communication.question_occurred": "When it happened",
    "communication.question_detected": "When it was detected",
    "communication.question_nature": "Nature of the breach",
    "communication.question_lost": "What the data has lost",
    "communication.question_people_categories": "Categories of people concerned",
    "communication.question_people": "People concerned, about",
    "communication.question_data_categories": "Categories of data",
    "communication.question_records": "Records concerned, about",
    "communication.question_contact": "Contact",
    "communication.question_consequences": "Likely consequences",
    "communication.question_measures": "Measures taken or proposed",
    "communication.question_high_risk": "High risk to people",
    "communication.question_people_informed": "People informed",
    "communication.question_delay_reasons": "Reasons for the delay",
    "communication.question_facts": "The facts",
    "communication.question_techniques": "Techniques of the intruder",
    "communication.question_indicators": "Indicators of compromise",
    "communication.question_ransom": "Ransom demanded",
    "communication.question_infrastructure": "Systems concerned",
    "communication.question_policy": "Policy",
    "communication.question_complaint": "Complaint filed",
    "communication.question_receipt": "Receipt of the complaint",
    "communication.question_description": "Description of the incident",
    "communication.question_cost_stolen": "Stolen funds and assets",
    "communication.question_cost_replacement": "Replacement of systems",
    "communication.question_cost_staff": "Staff costs",
    "communication.question_cost_contract_fees": "Penalties of contracts",
    "communication.question_cost_redress": "Redress and compensation",
    "communication.question_cost_revenue": "Revenue forgone",
    "communication.question_cost_communication": "Cost of communication",
    "communication.question_cost_advice": "Advice and remediation",
    "communication.register_title": "Register of breaches of personal data",
    "communication.register_rows": "Breaches: {count}",
    "communication.register_name": "Company",
    "communication.register_known": "Known since",
    "communication.register_nature": "Facts",
    "communication.register_people": "People",
    "communication.register_effects": "Effects",
    "communication.register_measures": "What was done",
    "communication.register_notified": "Notified",
    "communication.register_risk": "Risk",
    "communication.risk_high": "high",
    "communication.risk_likely": "present, not high",
    "communication.risk_unlikely": "unlikely",
    "communication.which_notifier": (
        "'{company}' is not one company that owes this notice: name one of {companies} "
        "with --company"
    ),
    "communication.schema_is_wrong": (
        "{file} is no JSON schema that can be used ({why}): get it again from the authority"
    ),
}
