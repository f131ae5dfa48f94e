"""The pages of reporting."""
