"""Sigma: rules over events, as a pure function from columns of events to hits."""
