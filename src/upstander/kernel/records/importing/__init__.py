"""Records from a file: upload, match the columns, see what would change, then all or nothing."""
