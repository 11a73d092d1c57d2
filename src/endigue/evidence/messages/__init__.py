"""From one known-bad message, address, attachment or sender to everyone whom it touched."""
