"""What people fill in about a quarter."""
