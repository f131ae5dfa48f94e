"""Everything that leaves the house as a message: written, kept under lock, sent, forgotten."""
