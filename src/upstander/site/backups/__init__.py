"""Backups of the data: sealed under a passphrase, never holding a key of the vault."""
