"""Papers and pictures of the eradication: labels, checklist, the board, the line."""
