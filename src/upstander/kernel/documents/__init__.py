"""Reads the documents that people send, in a limited child process, into one plain model."""
