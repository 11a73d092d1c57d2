"""What people read: sentences by code, numbers and dates, in French and English."""
