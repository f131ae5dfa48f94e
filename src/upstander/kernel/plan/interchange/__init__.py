"""The plan as a document: out to csv, xlsx and json, and back in without loss."""
