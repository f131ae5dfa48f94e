"""Organisations, posts, users, and roles in an organisation; joiner, mover, leaver."""
