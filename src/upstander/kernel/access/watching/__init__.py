"""Unusual reading: rules as plain data, and what finds them in who read what."""
