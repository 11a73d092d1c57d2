"""Where it began: from message to click, process, log-on and machine, by time and cause."""
