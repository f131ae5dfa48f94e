"""Files of a record: photographs, recordings, documents. Never in clear on the disk."""
