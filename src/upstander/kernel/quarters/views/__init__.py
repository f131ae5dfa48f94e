"""The pages of the quarters."""
