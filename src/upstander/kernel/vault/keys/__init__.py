"""The keys: each locked by a master key from a file, in a store apart from the data."""
