"""Sigma rules: YAML through pySigma, from folders and archives, into `evidence.sigma.rules`."""
