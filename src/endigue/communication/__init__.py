"""Chapter 9: whom we tell, by when: legal clocks, reports to authorities, the public page."""
