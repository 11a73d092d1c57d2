"""Chapter 2, what we saw: findings, and the probability that each asset is compromised."""
