"""What logs say, whatever their format: visits, lookups of names, activity of machines."""
