"""What each event that can be recorded means."""

SENTENCES: dict[str, str] = {
    "communication.event_occurred": "the incident began",
    "communication.event_detected": "the incident was detected",
    "communication.event_aware": "the company became aware of the incident",
    "communication.event_classified_major": "the incident was classified as major (DORA)",
    "communication.event_reclassified_non_major": (
        "it was found that the incident had never been major (DORA)"
    ),
    "communication.event_services_recovered": "services run again as usual",
    "communication.event_backlog_served": "what was delayed has been delivered",
    "communication.event_service_down": "a service that supports a critical function went down",
    "communication.event_root_cause_addressed": "the root cause was addressed",
    "communication.event_resolved": "the incident was resolved",
    "communication.event_initial_submitted": "the initial notification was submitted (DORA)",
    "communication.event_intermediate_submitted": "an intermediate report was submitted (DORA)",
    "communication.event_final_submitted": "the final report was submitted (DORA)",
    "communication.event_reclassification_submitted": "the reclassification was reported (DORA)",
    "communication.event_delay_announced": (
        "the authority was told that a limit cannot be met, with reasons"
    ),
    "communication.event_management_informed": "management was informed",
    "communication.event_clients_informed": "the clients concerned were informed",
    "communication.event_gdpr_notified": "the data protection authority was notified",
    "communication.event_people_informed": "the people concerned were informed",
    "communication.event_controller_informed": "the controller was informed by its processor",
    "communication.event_breach_registered": "the breach was entered in the register",
    "communication.event_complaint_filed": "a complaint was filed",
    "communication.event_health_authorities_informed": "the health authorities were informed",
    "communication.event_nis2_warned": "the early warning was given (NIS2)",
    "communication.event_nis2_notified": "the incident was notified (NIS2)",
    "communication.event_nis2_final_submitted": "the final report was submitted (NIS2)",
    "communication.event_personal_data_breach_suspected": "a breach of personal data is suspected",
    "communication.event_personal_data_breach": "a breach of personal data became known",
    "communication.event_processor_breach": "a processor became aware of a breach",
    "communication.event_risk_unlikely": "whether a risk to people is unlikely",
    "communication.event_high_risk": "whether the risk to people is high",
    "communication.event_people_exempted": "whether an exemption of GDPR Art. 34(3) holds",
    "communication.event_health_incident": "whether it is a significant or serious health incident",
    "communication.event_critical_function_hit": (
        "whether systems of a critical or important function are hit"
    ),
    "communication.event_supervised_service_hit": (
        "whether an authorised or supervised service is hit"
    ),
    "communication.event_malicious_access": "whether an intruder had unauthorised access",
    "communication.event_clients_affected": "clients affected",
    "communication.event_clients_of_service": "clients who use the service",
    "communication.event_beneficiaries_affected": (
        "people affected who are covered by a client’s contract"
    ),
    "communication.event_beneficiaries_of_service": "people covered by the clients’ contracts",
    "communication.event_counterparts_affected": "financial counterparts affected",
    "communication.event_counterparts_of_service": "financial counterparts of the service",
    "communication.event_transactions_affected": "transactions affected",
    "communication.event_transactions_daily_average": "transactions on an average day",
    "communication.event_transactions_value_affected": "value of the transactions affected",
    "communication.event_transactions_value_daily_average": (
        "value of the transactions of an average day"
    ),
    "communication.event_relevant_client_hit": (
        "whether a client or counterpart that matters to the business is hit"
    ),
    "communication.event_reputation": "what harms the reputation",
    "communication.event_countries_hit": (
        "Member States that feel the incident, the home country too"
    ),
    "communication.event_data_losses": "what the data has lost",
    "communication.event_data_loss_hurts": "whether the data loss hurts the business or compliance",
    "communication.event_access_may_lose_data": "whether the access may lead to a loss of data",
    "communication.event_cost_stolen": "costs: funds and assets that were stolen",
    "communication.event_cost_replacement": (
        "costs: replacing or moving software, hardware, infrastructure"
    ),
    "communication.event_cost_staff": "costs: staff",
    "communication.event_cost_contract_fees": "costs: penalties of contracts",
    "communication.event_cost_redress": "costs: redress and compensation",
    "communication.event_cost_revenue": "costs: revenue forgone",
    "communication.event_cost_communication": "costs: communication",
    "communication.event_cost_advice": "costs: advice, legal, forensic and remediation services",
    "communication.event_recoveries": "money recovered, such as from insurance",
    "communication.event_financial_interest_hit": (
        "whether the financial interests of clients are hit"
    ),
    "communication.event_incident_reference": "the company’s own reference of the incident",
    "communication.event_incident_description": "description of the incident",
    "communication.event_discovery": "who discovered the incident",
    "communication.event_from_third_party": (
        "whether it comes from a provider or another financial entity"
    ),
    "communication.event_third_party": "the provider or entity that it comes from",
    "communication.event_continuity_plan_activated": (
        "whether the business continuity plan was activated"
    ),
    "communication.event_other_information": "other information for the authority",
    "communication.event_authority_reference": "the authority’s reference of the incident",
    "communication.event_reputation_context": "context of the harm to the reputation",
    "communication.event_countries_impact": "what is hit in other Member States",
    "communication.event_countries_impact_description": "how other Member States are hit",
    "communication.event_data_losses_description": "description of the data losses",
    "communication.event_critical_services": "critical services affected",
    "communication.event_incident_type": "type of the incident",
    "communication.event_incident_type_other": "another type of incident",
    "communication.event_techniques": "threats and techniques of the intruder",
    "communication.event_techniques_other": "another technique",
    "communication.event_functional_areas": "functional areas and business processes affected",
    "communication.event_infrastructure_hit": "whether infrastructure components are affected",
    "communication.event_infrastructure": "infrastructure components affected",
    "communication.event_financial_interest": "impact on the financial interests of clients",
    "communication.event_other_authorities": "other authorities informed",
    "communication.event_other_authorities_named": "the other authorities, by name",
    "communication.event_temporary_measures": "whether temporary measures are taken or planned",
    "communication.event_temporary_measures_description": (
        "the temporary measures, or why there are none"
    ),
    "communication.event_indicators": "indicators of compromise",
    "communication.event_root_causes": "root causes, in broad classes",
    "communication.event_root_causes_detailed": "root causes in detail",
    "communication.event_root_causes_additional": "root causes, additional classification",
    "communication.event_root_causes_other": "other root causes",
    "communication.event_root_causes_information": "how the root causes led to the incident",
    "communication.event_resolution": "how the incident was resolved",
    "communication.event_resolution_against_plan": (
        "how the resolution differs from what was planned"
    ),
    "communication.event_resolvability_critical_functions": (
        "whether critical functions for resolution are at risk"
    ),
    "communication.event_resolvability_risk": "risk to critical functions for resolution",
    "communication.event_resolvability_hit": "whether the resolvability of the company is affected",
    "communication.event_resolvability_information": "information for resolution authorities",
    "communication.event_recurring": "whether it comprises recurring minor incidents",
    "communication.event_recurring_description": "the recurring incidents",
    "communication.event_recurring_since": "when the recurring incidents began",
    "communication.event_breach_nature": "nature of the breach of personal data",
    "communication.event_breach_people": "people whose data is concerned, about",
    "communication.event_breach_people_categories": "categories of people concerned",
    "communication.event_breach_records": "records of personal data concerned, about",
    "communication.event_breach_data_categories": "categories of data concerned",
    "communication.event_breach_consequences": "likely consequences of the breach",
    "communication.event_breach_measures": "measures taken or proposed against the breach",
    "communication.event_breach_delay_reasons": "reasons why the notice comes late",
    "communication.event_risk_reasons": "why a risk to people is unlikely",
    "communication.event_complaint_facts": "the facts as the complaint tells them",
    "communication.event_complaint_receipt": "reference of the receipt of the complaint",
    "communication.event_policy_number": "number of the insurance policy",
    "communication.event_ransom_demanded": "whether a ransom was demanded",
}
