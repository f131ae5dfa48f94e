"""The vault: what is known of a person, encrypted record by record, its keys kept apart."""
