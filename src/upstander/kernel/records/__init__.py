"""List, filter, sort, detail, new, edit, history, export and import of any kind of record."""
