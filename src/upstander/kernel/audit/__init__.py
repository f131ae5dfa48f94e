"""The trail: append-only, chained under a key, anchored outside the database."""
