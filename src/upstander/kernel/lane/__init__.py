"""The database backend for SQLite, with one lane for writers."""
