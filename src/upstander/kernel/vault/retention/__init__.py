"""Keeping records no longer than is right: rules, what is due, and carrying it out."""
