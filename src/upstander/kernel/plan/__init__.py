"""The living plan: from strategy to occurrence, with updates, measures and suggested status."""
