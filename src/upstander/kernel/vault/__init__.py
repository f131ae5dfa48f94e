"""Keeping secrets: what the database holds only under lock."""
