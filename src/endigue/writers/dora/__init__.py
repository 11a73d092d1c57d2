"""The DORA incident report: JSON for the authority, PDF for people, and the schema's verdict."""
