"""Events out of logs: EVTX, JSON, auditd, syslog and Zeek, as columns for `evidence.sigma`."""
