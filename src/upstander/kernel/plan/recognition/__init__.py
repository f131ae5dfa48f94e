"""Recognises a plan in a document of any council's layout. Pure functions; no database."""
