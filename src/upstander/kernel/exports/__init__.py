"""Rows out of the product and into it: csv, xlsx and json, none of which can run anything."""
