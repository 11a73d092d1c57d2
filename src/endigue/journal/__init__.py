"""The logbook (main courante): entries, canonical bytes, hash chain, Merkle proof."""
