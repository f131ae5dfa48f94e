"""Who may do what: roles, predicates, denials, and the two doors to records."""
