"""Papers of the crisis cell and of the authorities, laid out for print."""
