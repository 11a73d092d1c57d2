"""Models of dependencies that others keep: CISO Assistant, iTop, GLPI, NetBox with nbservice."""
